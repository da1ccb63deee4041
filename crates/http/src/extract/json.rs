use prongsai_strict_json::{JsonError, read};
use serde::de::DeserializeOwned;

use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// Reads a JSON body strictly. An absent body is read as `{}`.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return parse_present(b"{}");
    }
    parse_present(bytes)
}

/// Reads a JSON body strictly. An absent body is refused, even when every field is optional.
pub(super) fn parse_present<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    read(bytes).map_err(refused)
}

/// The problem of a body that could not be read.
pub(crate) fn refused(error: JsonError) -> Problem {
    match error {
        JsonError::Malformed { message_th, message_en } => {
            Problem::new(ProblemCode::MalformedJson).explain(Bilingual::new(message_th, message_en))
        }
        // Reading ends at the first mistake of shape, so there is always one place. `invalid` in
        // `problem/from_error.rs` has the same words.
        JsonError::Shape(violation) => Problem::new(ProblemCode::InvalidInput)
            .explain(Bilingual::new(
                "ข้อมูลที่ส่งมาใช้ไม่ได้ 1 แห่ง",
                "The input is wrong in 1 place.",
            ))
            .with_field_error(FieldError::from(violation)),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::problem::FieldErrorPlace;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the tests only read refusals")]
    struct Input {
        title: String,
        #[serde(default)]
        steps: Vec<Step>,
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the tests only read refusals")]
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
    fn a_refusal_names_the_place_and_the_mistake() {
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
    fn only_an_optional_body_is_read_as_an_empty_object_when_absent() {
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
    fn malformed_json_has_its_own_code() {
        for body in [
            &b"{"[..],
            b"{\"title\":1",
            b"{\"title\":\"x\"} {}",
            b"[1,",
            b"x",
            b"{\"title\":\"\xff\"}",
            b"{\"title\":\"\\ud800\"}",
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
