use clap::Args;
use url::Url;

/// The configuration of what the program shows beside the API: to operators, and to people who found a weakness.
#[derive(Args, Clone, Debug)]
pub(crate) struct DoorConfig {
    /// Address and port of a second listener, for operators: /metrics is only there, /health there too
    #[arg(long, env = "PRONGSAI_OPERATIONS_LISTEN", global = true, value_name = "HOST:PORT")]
    operations_listen: Option<String>,

    /// Where to report a weakness of the server, for /.well-known/security.txt: mailto:, https: or tel: addresses
    /// separated by spaces, the preferred one first
    #[arg(
        long,
        env = "PRONGSAI_SECURITY_CONTACT",
        value_delimiter = ' ',
        value_parser = parse_contact,
        global = true,
        value_name = "URIS"
    )]
    security_contact: Vec<String>,
}

impl DoorConfig {
    /// The address of the listener for operators, if one was named.
    pub(crate) fn operations_listen(&self) -> Option<&str> {
        self.operations_listen
            .as_deref()
            .filter(|listen| !listen.trim().is_empty())
    }

    /// Where to report a weakness.
    pub(crate) fn security_contacts(&self) -> Vec<String> {
        let contacts = self.security_contact.iter().filter(|contact| !contact.is_empty());
        contacts.cloned().collect()
    }
}

/// A contact in the form of RFC 9116: a URI, which is printed as it is written.
fn parse_contact(raw: &str) -> Result<String, String> {
    let contact = raw.trim();
    if contact.is_empty() {
        return Ok(String::new());
    }
    let is_printable = contact.bytes().all(|byte| byte.is_ascii_graphic());
    let fits = match contact.split_once(':') {
        // The parser would take what follows three slashes as the host.
        Some(("https", rest)) if rest.starts_with("///") => false,
        Some(("https", _)) => Url::parse(contact).is_ok_and(|url| url.has_host() && url.username().is_empty()),
        Some(("mailto", address)) => is_mail_address(address),
        Some(("tel", number)) => is_telephone_number(number),
        _ => false,
    };
    if fits && is_printable {
        return Ok(contact.to_owned());
    }
    let suggestion = match contact {
        address if is_mail_address(address) => format!("mailto:{address}"),
        number if is_telephone_number(number) => format!("tel:{number}"),
        _ => "mailto:security@example.go.th, https://www.example.go.th/security or tel:+66-4200-0000".to_owned(),
    };
    Err(format!("a security contact is a URI in ASCII, such as {suggestion}"))
}

/// Whether a text is an address with a domain, without its scheme; what follows a "?" is for the mail program.
fn is_mail_address(text: &str) -> bool {
    let address = text.split('?').next().unwrap_or_default();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    address.split_once('@').is_some_and(|(person, domain)| {
        !person.is_empty()
            && !person.contains(['<', '>', ',', '"'])
            && domain.contains('.')
            && domain.bytes().all(is_name)
    })
}

/// Whether a text is a telephone number for the whole world (RFC 3966), without its scheme. A number without its country
/// is of no use to somebody abroad. 15 digits are the maximum of ITU-T E.164.
fn is_telephone_number(text: &str) -> bool {
    let number = text.split(';').next().unwrap_or_default();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    number.strip_prefix('+').is_some_and(|rest| {
        (7..=15).contains(&digits)
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"-.()".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        doors: DoorConfig,
    }

    fn config(arguments: &[&str]) -> Result<DoorConfig, String> {
        let line = std::iter::once(&"prongsai").chain(arguments);
        Line::try_parse_from(line)
            .map(|line| line.doors)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_empty_setting_counts_as_absent() {
        for arguments in [
            &[][..],
            &["--operations-listen=", "--security-contact="],
            &["--operations-listen= "],
        ] {
            let config = config(arguments).unwrap();
            assert_eq!(config.operations_listen(), None, "{arguments:?}");
            assert_eq!(config.security_contacts(), [""; 0], "{arguments:?}");
        }
    }

    #[test]
    fn contacts_are_separated_by_spaces_and_keep_their_order() {
        let contacts = [
            "mailto:security@example.go.th",
            "mailto:it+sec@xn--o3cw4h.example?subject=Prongsai",
            "https://www.example.go.th/security,report",
            "tel:+66-4200-0000;ext=12",
        ];
        let config = config(&["--security-contact", &format!(" {}  ", contacts.join(" "))]).unwrap();
        assert_eq!(config.security_contacts(), contacts);
    }

    #[test]
    fn what_rfc_9116_does_not_allow_is_refused_with_what_it_allows() {
        for (wrong, suggestion) in [
            ("security@example.go.th", "mailto:security@example.go.th"),
            ("+66-4200-0000", "tel:+66-4200-0000"),
            (
                "http://www.example.go.th/security",
                "https://www.example.go.th/security",
            ),
            ("https:///security", "mailto:"),
            ("https://u@example.go.th", "mailto:"),
            ("https://www.example.go.th/แจ้ง", "mailto:"),
            ("mailto:security", "mailto:security@example.go.th"),
            ("mailto:@example.go.th", "mailto:"),
            ("mailto:a@example.go.th,b@example.go.th", "mailto:"),
            ("mailto:a@ตัวอย่าง.ไทย", "mailto:"),
            ("mailto:a@example.go.th\nContact:b", "mailto:"),
            ("tel:042000000", "tel:+66-4200-0000"),
            ("tel:+66", "tel:+66-4200-0000"),
            ("x:y", "mailto:"),
        ] {
            let said = parse_contact(wrong).unwrap_err();
            assert!(said.contains(suggestion), "{wrong}: {said}");
            assert!(config(&["--security-contact", wrong]).is_err(), "{wrong}");
        }
    }
}
