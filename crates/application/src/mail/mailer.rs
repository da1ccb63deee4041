use std::net::IpAddr;
use std::time::Duration;

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret as _, SecretString};
use url::{Host, Url};
use uuid::Uuid;

/// The time limit of each step of a conversation with the mail server.
const TIME_LIMIT: Duration = Duration::from_secs(20);

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How mail is sent.
#[derive(Clone, Debug)]
pub struct MailOptions {
    /// The mail server: `smtps://user:password@host:465` with TLS from the start, or `smtp://user:password@host:587`, which
    /// begins TLS before anything else is sent. Only a server on the loopback may have no TLS.
    pub url: SecretString,
    /// The sender: an address, or a name and an address as `ชื่อ <prongsai@example.go.th>`.
    pub from: String,
}

/// Sends mail through one server. It has no `Debug`, so that a log never contains the password.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
}

/// A mail to a person. It has no `Debug`, because it may contain a token.
pub(crate) struct Mail {
    /// Makes the `Message-ID`. The same mail has the same id each time it is sent.
    pub(crate) id: Uuid,
    /// The address.
    pub(crate) to: String,
    /// The name of the person.
    pub(crate) name: String,
    /// The subject.
    pub(crate) subject: String,
    /// The text.
    pub(crate) text: String,
}

/// Why a mail was not sent.
#[derive(Debug)]
pub(crate) enum MailError {
    /// The mail server refuses this mail, and will do so again.
    Refused(String),
    /// It may be sent later.
    Unavailable(String),
}

impl Mailer {
    /// Prepares the sending. Connections are opened when mail is sent.
    ///
    /// # Errors
    /// The mistake in the options, in English. It contains no part of the URL.
    pub fn new(options: &MailOptions) -> Result<Self, String> {
        let from: Result<Mailbox, _> = options.from.trim().parse();
        let from = from.map_err(|_| "the sender is no mail address".to_owned())?;
        let wrong = |what: &str| format!("the URL of the mail server {what}");
        let url = Url::parse(options.url.expose_secret()).map_err(|_| wrong("is no URL"))?;
        let host = url
            .host_str()
            .map(|host| host.trim_matches(['[', ']']))
            .filter(|host| !host.is_empty())
            .ok_or_else(|| wrong("has no host"))?;
        if !["", "/"].contains(&url.path()) || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("has more than a host and a port"));
        }
        let builder = match url.scheme() {
            "smtps" => Transport::relay(host).map_err(|_| wrong("has no valid host"))?,
            "smtp" if is_loopback(&url) => Transport::builder_dangerous(host).port(25),
            "smtp" => Transport::starttls_relay(host).map_err(|_| wrong("has no valid host"))?,
            _ => return Err(wrong("does not begin with smtps:// or smtp://")),
        };
        let builder = match url.port() {
            Some(port) => builder.port(port),
            None => builder,
        };
        let builder = if url.username().is_empty() {
            builder
        } else {
            let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
            let password = url.password().unwrap_or_default();
            builder.credentials(Credentials::new(decoded(url.username()), decoded(password)))
        };
        Ok(Self {
            transport: builder.timeout(Some(TIME_LIMIT)).build(),
            from,
        })
    }

    /// Sends a mail. It may arrive although this fails, when the answer of the server is lost.
    ///
    /// # Errors
    /// [`MailError`].
    pub(crate) async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let refused = |error: &dyn std::fmt::Display| MailError::Refused(error.to_string());
        let address: Address = mail
            .to
            .parse()
            .map_err(|_| MailError::Refused("no mail address".to_owned()))?;
        let message = Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .from(self.from.clone())
            .to(Mailbox::new(Some(mail.name), address))
            .subject(mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(mail.text)
            .map_err(|error| refused(&error))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(refused(&without_words(&error))),
            Err(error) => Err(MailError::Unavailable(without_words(&error))),
        }
    }
}

/// The code of an answer of the mail server. Its words often have the address of the person, and the log must not.
fn without_words(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None => error.to_string(),
    }
}

fn is_loopback(url: &Url) -> bool {
    // `url` parses IPv4 addresses only for schemes of the web. In `smtp://127.0.0.1` it finds the domain `127.0.0.1`.
    match url.host() {
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(url: &str, from: &str) -> Result<(), String> {
        let options = MailOptions {
            url: url.to_owned().into(),
            from: from.to_owned(),
        };
        Mailer::new(&options).map(|_| ())
    }

    #[tokio::test]
    async fn a_mail_server_has_tls_or_is_on_the_loopback() {
        for url in [
            "smtps://u:p%40@mail.example.go.th",
            "smtp://mail.example.go.th:587",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
            "smtp://[::1]:25/",
        ] {
            assert_eq!(made(url, "โปร่งใส <prongsai@example.go.th>"), Ok(()), "{url}");
        }
        assert!(is_loopback(&Url::parse("smtp://127.0.0.1:25").unwrap()));
        for other in [
            "smtp://10.0.0.1",
            "smtp://127.0.0.1.example.go.th",
            "smtp://mail.example.go.th",
        ] {
            assert!(!is_loopback(&Url::parse(other).unwrap()), "{other}");
        }
    }

    #[test]
    fn a_mistake_is_named_without_the_password() {
        for url in [
            "",
            "geheim",
            "http://u:geheim@h",
            "smtp://u:geheim@h/path",
            "smtp:u:geheim",
            "smtps://h?x=geheim",
        ] {
            let said = made(url, "prongsai@example.go.th").unwrap_err();
            assert!(
                said.contains("mail server") && !said.contains("geheim"),
                "{url}: {said}"
            );
        }
        assert!(made("smtps://h", "nobody").unwrap_err().contains("sender"));
    }
}
