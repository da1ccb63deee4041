use crate::violation::Checker;

/// The longest address, in characters (RFC 5321).
const LENGTH_MAX: usize = 254;
/// The longest part before the `@`, in characters (RFC 5321).
const LOCAL_MAX: usize = 64;

/// Checks a mail address, at `email`. An empty one counts as absent. Returns it without outer white space, and with its
/// domain in lower case; `None` if it was refused.
///
/// Only addresses of ASCII without quotes and comments are accepted: they need no encoding, and no mail server reads them
/// in another way.
pub fn check_email(raw: Option<&str>, checker: &mut Checker) -> Option<Option<String>> {
    let Some(raw) = raw.map(str::trim).filter(|raw| !raw.is_empty()) else {
        return Some(None);
    };
    if let Some(address) = normal(raw) {
        return Some(Some(address));
    }
    checker.at("email", |at| {
        at.refuse_with(
            "not-an-email",
            "ไม่ใช่ที่อยู่อีเมลที่ใช้ได้ ต้องเป็นอักษรอังกฤษในรูป ชื่อ@โดเมน",
            "this is no mail address in ASCII of the form name@domain",
            Some("somchai@example.go.th".to_owned()),
        );
    });
    None
}

fn normal(raw: &str) -> Option<String> {
    let (local, domain) = raw.rsplit_once('@')?;
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let fits_local = (1..=LOCAL_MAX).contains(&local.len())
        && local.bytes().all(is_local)
        && local.split('.').all(|part| !part.is_empty());
    // A label of a domain has at most 63 characters (RFC 1035).
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let fits_domain = domain.contains('.') && domain.split('.').all(is_label);
    let fits = fits_local && fits_domain && raw.len() <= LENGTH_MAX;
    fits.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_normalised_and_an_empty_one_is_absent() {
        let mut checker = Checker::new();
        let mut check = |raw| check_email(raw, &mut checker).unwrap();
        assert_eq!(check(None), None);
        assert_eq!(check(Some("  ")), None);
        for (raw, kept) in [
            (" Somchai.R@Example.GO.TH ", "Somchai.R@example.go.th"),
            ("o'hara+ita@a-b.example", "o'hara+ita@a-b.example"),
        ] {
            assert_eq!(check(Some(raw)).as_deref(), Some(kept));
        }
    }

    #[test]
    fn what_a_mail_server_could_read_in_another_way_is_refused() {
        let long = format!("{}@example.go.th", "a".repeat(65));
        for raw in [
            "somchai",
            "@example.go.th",
            "a@",
            "a@b",
            "a b@example.go.th",
            "a@example.go.th\r\nBcc: b@example.go.th",
            "\"a\"@example.go.th",
            "a@b@example.go.th",
            "a..b@example.go.th",
            ".a@example.go.th",
            "a@-b.example",
            "a@example..th",
            "a@[127.0.0.1]",
            "สมชาย@example.go.th",
            "a@ตัวอย่าง.ไทย",
            "a<b@example.go.th>",
            &long,
        ] {
            let mut checker = Checker::new();
            assert_eq!(check_email(Some(raw), &mut checker), None, "{raw}");
            assert_eq!(checker.count(), 1, "{raw}");
        }
    }
}
