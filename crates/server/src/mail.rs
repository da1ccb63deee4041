use anyhow::{Result, bail};
use clap::Args;
use prongsai_application::mail::MailOptions;
use secrecy::{ExposeSecret as _, SecretString};

/// The configuration of mail.
#[derive(Args, Clone, Debug)]
pub(crate) struct MailConfig {
    /// Mail server, as `smtps://user:password@host:465` or, with STARTTLS, `smtp://user:password@host:587`; plain text only on
    /// the loopback. Without it no mail is sent, and administrators hand tokens over
    #[arg(
        long,
        env = "PRONGSAI_SMTP_URL",
        hide_env_values = true,
        global = true,
        value_name = "URL"
    )]
    smtp_url: Option<SecretString>,

    /// Sender of mail: an address, or a name and an address as "Prongsai <prongsai@example.go.th>"
    #[arg(long, env = "PRONGSAI_MAIL_FROM", global = true, value_name = "ADDRESS")]
    mail_from: Option<String>,
}

impl MailConfig {
    /// How mail is sent; `None` if no mail server was named.
    ///
    /// # Errors
    /// A mail server was named without a sender.
    pub(crate) fn options(&self) -> Result<Option<MailOptions>> {
        let is_given = |url: &&SecretString| !url.expose_secret().trim().is_empty();
        let Some(url) = self.smtp_url.as_ref().filter(is_given) else {
            return Ok(None);
        };
        match self.mail_from.as_deref().filter(|from| !from.trim().is_empty()) {
            Some(from) => Ok(Some(MailOptions {
                url: url.clone(),
                from: from.to_owned(),
            })),
            None => bail!("PRONGSAI_SMTP_URL is set without PRONGSAI_MAIL_FROM, the sender of the mail"),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        mail: MailConfig,
    }

    fn config(arguments: &[&str]) -> MailConfig {
        let line = std::iter::once(&"prongsai").chain(arguments);
        Line::try_parse_from(line).unwrap().mail
    }

    #[test]
    fn mail_needs_a_server_and_a_sender() {
        for none in [&[][..], &["--smtp-url="], &["--mail-from", "a@example.go.th"]] {
            assert!(config(none).options().unwrap().is_none(), "{none:?}");
        }
        let server = "smtps://u:geheim@mail.example.go.th";
        let error = config(&["--smtp-url", server, "--mail-from= "]).options().unwrap_err();
        assert!(error.to_string().contains("PRONGSAI_MAIL_FROM"), "{error}");
        let both = config(&["--smtp-url", server, "--mail-from", "a@example.go.th"]);
        assert_eq!(both.options().unwrap().unwrap().from, "a@example.go.th");
        assert!(!format!("{both:?}").contains("geheim"));
    }
}
