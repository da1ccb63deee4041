//! Web addresses of evidence, of organizations and of their channels.

use url::{Host, Url};

use crate::link::{self, LinkKind};
use crate::violation::Checker;

/// The maximum length of a web address, in characters. `http` repeats it for the OpenAPI document.
const LENGTH_MAX: usize = 2_000;

/// A public web address: `http` or `https`, without user name or password, with a dot in the host. Hosts of a local
/// network often have none. Pages and files link only what begins with `https://` or `http://`, so another spelling of
/// it, e.g. `HTTPS://`, is replaced by the plain one. A field has one address: two of them are refused, with both named. An
/// address without its scheme is refused with the whole address as the suggestion. One that is cut off is accepted when its
/// host is whole, and the review doubts it.
pub(crate) fn check_web_address(field: &str, raw: &str, checker: &mut Checker) -> Option<String> {
    let cleaned = checker.line(field, raw, LENGTH_MAX)?;
    match address(&cleaned) {
        Ok(address) => Some(address),
        Err(refused) => {
            checker.at(field, |at| refuse(at, refused));
            None
        }
    }
}

/// Why a text is no web address.
enum Refused {
    /// The first two of several addresses.
    Two(String, String),
    /// It is cut off within its host.
    CutOff,
    /// The text is not a web address. The variant has the address that is probably meant, if there is one.
    NoAddress(Option<String>),
}

fn address(cleaned: &str) -> Result<String, Refused> {
    let mut links = link::find(cleaned);
    let first = links.next();
    if let (Some(one), Some(two)) = (&first, links.next()) {
        return Err(Refused::Two(one.written.to_owned(), two.written.to_owned()));
    }
    if let Some(url) = parsed(cleaned) {
        let is_plain = cleaned.starts_with("https://") || cleaned.starts_with("http://");
        return Ok(if is_plain { cleaned.to_owned() } else { url.into() });
    }
    let is_cut = first.as_ref().is_some_and(|link| link.is(LinkKind::CutOff));
    let meant = first.filter(|link| link.is(LinkKind::WithoutScheme) && link.range == (0..cleaned.len()));
    let meant = meant.map(|link| link.address).filter(|meant| parsed(meant).is_some());
    Err(if is_cut && meant.is_none() {
        Refused::CutOff
    } else {
        Refused::NoAddress(meant)
    })
}

fn parsed(written: &str) -> Option<Url> {
    Url::parse(written).ok().filter(|url| is_public(url, written))
}

fn refuse(at: &mut Checker, refused: Refused) {
    match refused {
        Refused::Two(one, two) => at.refuse(
            "two-web-addresses",
            format!("ช่องนี้ใส่ที่อยู่เว็บได้หนึ่งรายการ กรุณาแยกเป็นคนละรายการ: {one} และ {two}"),
            format!("this field takes one web address; give each in an entry of its own: {one} and {two}"),
        ),
        Refused::CutOff => at.refuse(
            "web-address-cut-off",
            "ที่อยู่เว็บถูกตัดไม่ครบ กรุณาใส่ที่อยู่เต็ม",
            "the web address is cut off; give the whole address",
        ),
        Refused::NoAddress(meant) => at.refuse_with(
            "not-a-web-address",
            "ต้องเป็นที่อยู่เว็บที่ขึ้นต้นด้วย https:// หรือ http:// มีจุดในชื่อเว็บไซต์ เช่น https://www.example.go.th \
             และไม่มีชื่อผู้ใช้หรือรหัสผ่าน",
            "a web address starts with https:// or http://, has a dot in the name of the host and carries no user \
             name or password",
            meant,
        ),
    }
}

fn is_public(url: &Url, written: &str) -> bool {
    let has_dot = match url.host() {
        Some(Host::Domain(name)) => name.contains('.'),
        // The parser also reads a number as an address of four parts.
        Some(Host::Ipv4(address)) => written.contains(&address.to_string()),
        Some(Host::Ipv6(_)) | None => false,
    };
    // `https://www.a...`: a host with dots side by side is cut off.
    let has_labels = url
        .host_str()
        .is_some_and(|host| !host.contains("..") && !host.contains('…'));
    has_labels
        && matches!(url.scheme(), "http" | "https")
        && has_dot
        && url.username().is_empty()
        && url.password().is_none()
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
    fn one_field_has_one_address() {
        for two in [
            "https://a.go.th/1.pdf https://a.go.th/2.pdf",
            "https://a.go.th/1.pdf,https://a.go.th/2.pdf",
            "https://a.go.th/1.pdfhttps://a.go.th/2.pdf",
            "https://a.go.th/1.pdf www.a.go.th/2.pdf",
            "www.a.go.th/1.pdf a.go.th/2.pdf",
        ] {
            assert_eq!(web_address(two), Err("two-web-addresses".to_owned()), "{two}");
        }
        let nested = "https://a.go.th/?u=https://b.go.th/x";
        assert_eq!(web_address(nested).as_deref(), Ok(nested));
    }

    #[test]
    fn the_suggested_address_is_the_one_meant_and_is_accepted() {
        for (written, meant) in [
            ("www.a.go.th/x.pdf", "https://www.a.go.th/x.pdf"),
            ("a.go.th", "https://a.go.th"),
            ("htpp://a.go.th/x", "https://a.go.th/x"),
            ("https//a.go.th/x", "https://a.go.th/x"),
            ("https: //a.go.th/x", "https://a.go.th/x"),
        ] {
            let mut checker = Checker::new();
            let checked = check_web_address("url", written, &mut checker);
            let refused = checker.finish(checked).unwrap_err();
            assert_eq!(refused[0].suggestion.as_deref(), Some(meant), "{written}");
            assert_eq!(web_address(meant).as_deref(), Ok(meant));
        }
    }

    #[test]
    fn an_address_that_is_cut_off_is_refused_when_it_leads_nowhere() {
        let cut = "https://a.go.th/2567/ita...";
        assert_eq!(web_address(cut).as_deref(), Ok(cut));
        assert_eq!(web_address("https://www.a..."), Err("web-address-cut-off".to_owned()));
        assert_eq!(web_address("https://www.a…"), Err("web-address-cut-off".to_owned()));
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
