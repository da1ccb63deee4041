//! The header `Override-Reason`: the reasons for which authors approved what an answer shows. A body from before 0.3 does
//! not name them, and its bytes and its entity tag never change; a QR code has no place for them.

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderName, HeaderValue};
use prongsai_application::public::Overrides;

/// The name of the header.
const OVERRIDE_REASON: HeaderName = HeaderName::from_static("override-reason");
/// The longest value, in bytes: many proxies refuse a line of 8 kB. A list of editions has the reasons in full.
const LONGEST: usize = 4_000;
/// A reason is cut when its encoded form is longer than this, in bytes, so that two cut reasons fit into a value.
const LONGEST_REASON: usize = 1_900;

/// Adds the header if there are overrides.
pub(crate) fn mark(response: &mut HttpResponse, overrides: &Overrides) {
    // The value is printable ASCII, so it is valid in a header.
    if let Some(value) = value(overrides).and_then(|value| HeaderValue::from_str(&value).ok()) {
        response.headers_mut().insert(OVERRIDE_REASON, value);
    }
}

/// A list of display strings (RFC 9651): first the reason for the document itself, then those for the measures of a report,
/// each with the id of the measure.
fn value(overrides: &Overrides) -> Option<String> {
    let own = overrides.own.iter().map(|reason| display(reason));
    let frozen = overrides.frozen.iter();
    let frozen = frozen.map(|(measure, reason)| format!("{};measure=\"{measure}\"", display(reason)));
    let mut value = String::new();
    for item in own.chain(frozen) {
        if value.len() + item.len() + 2 > LONGEST {
            break;
        }
        if !value.is_empty() {
            value.push_str(", ");
        }
        value.push_str(&item);
    }
    (!value.is_empty()).then_some(value)
}

/// A display string. A long text is cut, and ends with an ellipsis.
fn display(text: &str) -> String {
    let mut encoded = String::from("%\"");
    for letter in text.chars() {
        if encoded.len() > LONGEST_REASON {
            encoded.push_str("%e2%80%a6");
            break;
        }
        let is_plain = matches!(letter, ' '..='~') && letter != '%' && letter != '"';
        if is_plain {
            encoded.push(letter);
            continue;
        }
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02x}");
        }
    }
    encoded.push('"');
    encoded
}

#[cfg(test)]
mod tests {
    use prongsai_domain::id::DocumentId;
    use uuid::Uuid;

    use super::*;

    fn overrides(own: &str, measures: &[(u128, &str)]) -> Overrides {
        let measure = |(id, reason): &(u128, &str)| (DocumentId::new(Uuid::from_u128(*id)), (*reason).to_owned());
        Overrides {
            own: (!own.is_empty()).then(|| own.to_owned()),
            frozen: measures.iter().map(measure).collect(),
        }
    }

    #[test]
    fn reasons_are_display_strings() {
        assert_eq!(value(&overrides("", &[])), None);
        assert_eq!(
            value(&overrides("ก\n\"50%\"", &[])).unwrap(),
            "%\"%e0%b8%81%0a%2250%25%22\""
        );
        assert_eq!(
            value(&overrides("a", &[(1, "b")])).unwrap(),
            "%\"a\", %\"b\";measure=\"00000000-0000-0000-0000-000000000001\""
        );
    }

    #[test]
    fn a_value_is_not_longer_than_proxies_take() {
        let long = "ก".repeat(2_000);
        let measures: Vec<(u128, &str)> = (0..300).map(|id| (id, long.as_str())).collect();
        let value = value(&overrides(&long, &measures)).unwrap();
        assert!(value.len() <= LONGEST, "{}", value.len());
        assert!(
            value.starts_with("%\"%e0%b8%81") && value.contains("%e2%80%a6\""),
            "{value}"
        );
        assert!(HeaderValue::from_str(&value).is_ok());
    }
}
