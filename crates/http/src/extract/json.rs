use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::serde_message::SerdeMessage;
use super::strict::Strict;
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// Reads a JSON body strictly. An absent body is read as `{}`.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if is_absent(bytes) {
        return parse_present(b"{}");
    }
    parse_present(bytes)
}

/// Reads a JSON body strictly. An absent body is refused, even when every field is optional.
pub(super) fn parse_present<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if is_absent(bytes) {
        let message = Bilingual::new("ต้องส่งเนื้อหาคำขอเป็นอ็อบเจกต์ JSON", "Send a JSON object as the body.");
        return Err(wrong(FieldError::at_pointer("", "required", message)));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(error.valid_up_to()))?;
    if !text.trim_start().starts_with('{') {
        check_syntax(text)?;
        return Err(wrong(FieldError::at_pointer(
            "",
            "wrong-type",
            SerdeMessage::WrongType { expected: "a map" }.message(),
        )));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(Strict(&mut deserializer)).map_err(|error| {
        let path = error.path().clone();
        refuse(text, &path, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn is_absent(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

fn check_syntax(text: &str) -> Result<(), Problem> {
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let what = if error.is_eof() {
        ("จบก่อนครบ", "it ends too early")
    } else {
        ("อ่านไม่ได้", "it cannot be read")
    };
    Problem::new(ProblemCode::MalformedJson).explain(Bilingual::new(
        format!("JSON {} ที่บรรทัด {line} ตำแหน่ง {column}", what.0),
        format!("This is no JSON: {} at line {line}, column {column}.", what.1),
    ))
}

fn not_utf8(offset: usize) -> Problem {
    Problem::new(ProblemCode::MalformedJson).explain(Bilingual::new(
        format!("ไบต์ที่ {} ไม่ใช่ UTF-8 ที่ถูกต้อง", offset + 1),
        format!("Byte {} is not UTF-8.", offset + 1),
    ))
}

fn wrong(field_error: FieldError) -> Problem {
    Problem::new(ProblemCode::InvalidInput)
        .explain(Bilingual::new(
            "ข้อมูลที่ส่งมาใช้ไม่ได้ 1 แห่ง",
            "The input is wrong in 1 place.",
        ))
        .with_field_error(field_error)
}

fn refuse(text: &str, path: &Path, error: &serde_json::Error) -> Problem {
    // When one of several words is expected, serde_json reports any other value as a syntax error.
    let is_no_word = error.classify() == Category::Syntax && error.to_string().starts_with("expected value at");
    if error.classify() != Category::Data && !is_no_word {
        return malformed(error);
    }
    // The text after the first wrong value has not been read; invalid JSON is reported as such.
    if let Err(problem) = check_syntax(text) {
        return problem;
    }
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let parsed = match message.strip_suffix(&place) {
        _ if is_no_word => SerdeMessage::WrongType { expected: "a string" },
        bare => SerdeMessage::read(bare.unwrap_or(&message)),
    };
    let mut pointer = pointer(path);
    if let SerdeMessage::MissingField { field } | SerdeMessage::DuplicateField { field } = parsed {
        pointer = format!("{pointer}/{}", escape(field));
    }
    let written = path.iter().next_back().map(ToString::to_string).unwrap_or_default();
    let suggestion = match parsed {
        SerdeMessage::UnknownValue { .. } => parsed.suggestion(message.split('`').nth(1).unwrap_or_default()),
        _ => parsed.suggestion(&written),
    };
    wrong(FieldError::at_pointer(pointer, parsed.code(), parsed.message()).suggesting(suggestion))
}

fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escape(key)),
        Segment::Enum { variant } => format!("{pointer}/{}", escape(variant)),
        Segment::Unknown => pointer,
    })
}

fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::problem::FieldErrorPlace;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is refused is looked at")]
    struct Input {
        title: String,
        #[serde(default)]
        steps: Vec<Step>,
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is refused is looked at")]
    struct Step {
        text: String,
        days: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        General,
        NoGift,
    }

    fn refused(body: &[u8]) -> (ProblemCode, String, String, Option<String>) {
        let problem = parse::<Input>(body).unwrap_err();
        let Some(field_error) = problem.field_errors().first() else {
            return (problem.code(), String::new(), String::new(), None);
        };
        let FieldErrorPlace::Pointer(pointer) = field_error.place.clone() else {
            panic!("no pointer")
        };
        (
            problem.code(),
            pointer,
            field_error.code.to_string(),
            field_error.suggestion.clone(),
        )
    }

    #[test]
    fn each_field_error_is_named_with_its_place() {
        for (body, pointer, code, suggestion) in [
            (r#"{"titel":"x"}"#, "/titel", "unknown-field", Some("title")),
            (
                r#"{"title":"x","a/b~c":1}"#,
                "/a~1b~0c",
                "unknown-field",
                Some("title, steps, kind"),
            ),
            ("{}", "/title", "required", None),
            ("", "/title", "required", None),
            (r#"{"title":1}"#, "/title", "wrong-type", None),
            (r#"{"title":null}"#, "/title", "wrong-type", None),
            (r#"{"title":"x","title":"y"}"#, "/title", "duplicate-field", None),
            (
                r#"{"title":"x","steps":[{"text":"a"},{"txt":"b"}]}"#,
                "/steps/1/txt",
                "unknown-field",
                Some("text"),
            ),
            (r#"{"title":"x","steps":[{}]}"#, "/steps/0/text", "required", None),
            (
                r#"{"title":"x","steps":[{"text":"a","days":300}]}"#,
                "/steps/0/days",
                "invalid-value",
                None,
            ),
            (r#"{"title":"x","steps":"a"}"#, "/steps", "wrong-type", None),
            (r#"{"title":"x","kind":true}"#, "/kind", "wrong-type", None),
            (r#"{"title":"x","kind":[7]}"#, "/kind", "wrong-type", None),
            (
                r#"{"title":"x","kind":"no_gif"}"#,
                "/kind",
                "unknown-value",
                Some("no_gift"),
            ),
            (r#"{"title":"x","steps":[["a", 1]]}"#, "/steps/0", "wrong-type", None),
            (r#"["x"]"#, "", "wrong-type", None),
            (r#""x""#, "", "wrong-type", None),
        ] {
            let expected = (
                ProblemCode::InvalidInput,
                pointer.to_owned(),
                code.to_owned(),
                suggestion.map(str::to_owned),
            );
            assert_eq!(refused(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn only_a_body_that_need_not_be_there_counts_as_an_empty_object() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Patch {
            title: Option<String>,
        }
        for absent in [&b""[..], b" \r\n"] {
            assert_eq!(parse::<Patch>(absent).unwrap().title, None);
            let problem = parse_present::<Patch>(absent).unwrap_err();
            let field_error = problem.field_errors().first().unwrap();
            assert_eq!(
                (problem.code(), &field_error.place, &*field_error.code),
                (
                    ProblemCode::InvalidInput,
                    &FieldErrorPlace::Pointer(String::new()),
                    "required"
                )
            );
        }
        assert_eq!(parse_present::<Patch>(b"{}").unwrap().title, None);
    }

    #[test]
    fn what_is_no_json_is_told_apart() {
        for body in [
            &b"{"[..],
            b"{\"title\":1",
            b"{\"title\":\"x\"} {}",
            b"[1,",
            b"x",
            b"{\"title\":\"\xff\"}",
            b"{\"title\":\"\\ud800\"}",
            b"\xef\xbb\xbf{}",
        ] {
            assert_eq!(
                refused(body).0,
                ProblemCode::MalformedJson,
                "{}",
                String::from_utf8_lossy(body)
            );
        }
    }
}
