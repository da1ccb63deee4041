//! Web addresses of evidence, of organizations and of their channels.

use url::{Host, Url};

use crate::violation::Checker;

/// The maximum length of a web address, in characters. `http` repeats it for the OpenAPI document.
const LENGTH_MAX: usize = 2_000;

/// A public web address: `http` or `https`, without user name or password, with a dot in the host. Hosts of a local
/// network often have none. Pages and files link only what begins with `https://` or `http://`, so another spelling of
/// it, e.g. `HTTPS://`, is replaced by the plain one.
pub(crate) fn check_web_address(field: &str, raw: &str, checker: &mut Checker) -> Option<String> {
    let cleaned = checker.line(field, raw, LENGTH_MAX)?;
    let parsed = Url::parse(&cleaned).ok().filter(|url| is_public(url, &cleaned));
    let Some(url) = parsed else {
        checker.at(field, |at| {
            at.refuse(
                "not-a-web-address",
                "ต้องเป็นที่อยู่เว็บที่ขึ้นต้นด้วย https:// หรือ http:// มีจุดในชื่อเว็บไซต์ เช่น https://www.example.go.th \
                 และไม่มีชื่อผู้ใช้หรือรหัสผ่าน",
                "a web address starts with https:// or http://, has a dot in the name of the host and carries no user \
                 name or password",
            );
        });
        return None;
    };
    let is_plain = cleaned.starts_with("https://") || cleaned.starts_with("http://");
    Some(if is_plain { cleaned } else { url.into() })
}

fn is_public(url: &Url, written: &str) -> bool {
    let has_dot = match url.host() {
        Some(Host::Domain(name)) => name.contains('.'),
        // The parser also reads a number as an address of four parts.
        Some(Host::Ipv4(address)) => written.contains(&address.to_string()),
        Some(Host::Ipv6(_)) | None => false,
    };
    matches!(url.scheme(), "http" | "https") && has_dot && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The address that is stored, or the code of the refusal.
    fn web_address(raw: &str) -> Result<String, String> {
        let mut checker = Checker::new();
        let checked = check_web_address("url", raw, &mut checker);
        checker.finish(checked).map_err(|violations| violations[0].code.clone())
    }

    #[test]
    fn a_web_address_is_stored_as_written_or_in_its_plain_spelling() {
        for address in [
            "https://www.example.go.th",
            "http://example.go.th/ก?x=1#y",
            "http://203.0.113.7/",
        ] {
            assert_eq!(web_address(address).as_deref(), Ok(address));
        }
        for (written, plain) in [
            ("HTTPS://example.go.th/a", "https://example.go.th/a"),
            ("https:example.go.th", "https://example.go.th/"),
            (r"https:\\example.go.th/a", "https://example.go.th/a"),
        ] {
            assert_eq!(web_address(written).as_deref(), Ok(plain));
        }
    }

    #[test]
    fn an_address_that_is_not_public_is_refused() {
        for address in [
            "http://1",
            "http://intranet/a.pdf",
            "https://[::1]/",
            "https://a:b@example.go.th",
            "ftp://example.go.th",
            "javascript:alert(1)",
            "example.go.th",
        ] {
            assert_eq!(web_address(address), Err("not-a-web-address".to_owned()), "{address}");
        }
    }
}
