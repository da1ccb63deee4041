use prongsai_domain::violation::Violation;
use serde_json::error::Category;
use serde_path_to_error::Segment;

use crate::Bundle;

/// Reads a bundle. Only its structure is checked; the first error of structure ends the reading.
///
/// # Errors
/// The violation: the bytes are not JSON in UTF-8, or a field is unknown, missing or of another type.
pub fn parse(bytes: &[u8]) -> Result<Bundle, Vec<Violation>> {
    // Some editors put a byte order mark in front of a text. It is not part of the JSON.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let bundle = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| refusal(&pointer(error.path()), error.inner()))?;
    deserializer.end().map_err(|error| refusal("", &error))?;
    Ok(bundle)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    path.iter().fold(String::new(), |mut pointer, segment| {
        pointer.push('/');
        match segment {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => pointer.push_str(variant),
            Segment::Unknown => pointer.push('?'),
        }
        pointer
    })
}

fn refusal(pointer: &str, error: &serde_json::Error) -> Vec<Violation> {
    let (line, column) = (error.line(), error.column());
    let full = error.to_string();
    let said = full.split(" at line ").next().unwrap_or_default();
    let violation = |pointer: String, code: &str, th: String, en: String| {
        vec![Violation {
            pointer,
            code: code.to_owned(),
            message_th: th,
            message_en: en,
            suggestion: None,
        }]
    };
    if error.classify() != Category::Data {
        let th = format!("ไม่ใช่ JSON ที่ถูกต้อง (UTF-8): บรรทัด {line} ตำแหน่ง {column}");
        let en = format!("not well-formed JSON in UTF-8: {said}, line {line}, column {column}");
        return violation(String::new(), "malformed-json", th, en);
    }
    if let Some(field) = quoted_after(said, "missing field ") {
        let (th, en) = (format!("ต้องมีช่อง {field}"), format!("the field {field} is missing"));
        return violation(format!("{pointer}/{field}"), "required", th, en);
    }
    if let Some(field) = quoted_after(said, "unknown field ") {
        let known = said.split_once("expected ").map_or("", |(_, known)| known);
        let th = format!("ไม่รู้จักช่อง {field} ช่องที่ใช้ได้: {known}");
        return violation(
            pointer.to_owned(),
            "unknown-field",
            th,
            format!("unknown field {field}, expected {known}"),
        );
    }
    if let Some(field) = quoted_after(said, "duplicate field ") {
        let (th, en) = (
            format!("ช่อง {field} เขียนซ้ำ"),
            format!("the field {field} is given twice"),
        );
        return violation(format!("{pointer}/{field}"), "duplicate-field", th, en);
    }
    let (code, th) = if said.starts_with("invalid value") {
        ("invalid-value", format!("ค่านี้ใช้ไม่ได้ ({said})"))
    } else {
        ("wrong-type", format!("ชนิดของค่าไม่ถูกต้อง ({said})"))
    };
    violation(pointer.to_owned(), code, th, said.to_owned())
}

/// The name in back quotes after the given beginning.
fn quoted_after<'a>(said: &'a str, beginning: &str) -> Option<&'a str> {
    said.strip_prefix(beginning)?.split('`').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{"format":"prongsai.bundle/1","fiscal_year":2566,
        "organization":{"name_th":"เทศบาลตำบลนาคำหลวง","kind":"subdistrict_municipality","province_code":"47"}}"#;
    const MEASURE: &str = r#"{"key":"m","title":"ก","guideline":"ข","steps":["ค",{"text":"ง","cadence":"monthly"}],
        "reporting_round_months":12}"#;

    fn with_measure(measure: &str) -> String {
        SMALL.replacen(
            "\"fiscal_year\"",
            &format!("\"measures\":[{measure}],\"fiscal_year\""),
            1,
        )
    }

    fn refused(json: &str) -> (String, String) {
        match parse(json.as_bytes()) {
            Err(violations) => (violations[0].pointer.clone(), violations[0].code.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_smallest_bundle_is_read() {
        assert_eq!(parse(SMALL.as_bytes()).unwrap().fiscal_year, 2566);
        assert!(parse(format!("\u{FEFF}{SMALL}").as_bytes()).is_ok());
        assert_eq!(
            parse(with_measure(MEASURE).as_bytes()).unwrap().measures[0].steps.len(),
            2
        );
    }

    #[test]
    fn mistakes_of_shape_are_named_with_their_place() {
        for (json, pointer, code) in [
            (SMALL.replace("2566", "\"2566\""), "/fiscal_year", "wrong-type"),
            (SMALL.replace("2566", "-1"), "/fiscal_year", "invalid-value"),
            (SMALL.replace("fiscal_year", "year"), "/year", "unknown-field"),
            (
                SMALL.replace(",\"province_code\":\"47\"", ""),
                "/organization/province_code",
                "required",
            ),
            (
                SMALL.replace("\"kind\"", "\"name_th\""),
                "/organization/name_th",
                "duplicate-field",
            ),
            (
                with_measure(&MEASURE.replace("cadence", "often")),
                "/measures/0/steps/1/often",
                "unknown-field",
            ),
            (
                with_measure(&MEASURE.replace("\"ค\"", "7")),
                "/measures/0/steps/0",
                "wrong-type",
            ),
            (
                with_measure(&MEASURE.replace("\"text\":\"ง\",", "")),
                "/measures/0/steps/1/text",
                "required",
            ),
            (SMALL.to_owned() + "x", "", "malformed-json"),
            (SMALL[..40].to_owned(), "", "malformed-json"),
            ("[]".to_owned(), "", "wrong-type"),
            (String::new(), "", "malformed-json"),
        ] {
            assert_eq!(refused(&json), (pointer.to_owned(), code.to_owned()), "{json}");
        }
    }

    #[test]
    fn other_encodings_are_refused() {
        let Err(violations) = parse(b"{\"format\":\"\xA1\xA2\"}") else {
            panic!()
        };
        assert_eq!(violations[0].code, "malformed-json");
        assert!(
            parse(&vec![b'['; 100_000]).is_err(),
            "deep nesting ends with an error, not with the stack"
        );
    }
}
