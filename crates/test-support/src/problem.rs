use serde_json::Value;
use uuid::Uuid;

use crate::Answer;

/// The problem document of a refused request. It has all members that a problem document must have.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The document.
    pub document: Value,
}

/// A field error of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The JSON pointer, the parameter, the header or the cell that the error is about.
    pub place: String,
    /// The code, in kebab case.
    pub code: String,
    /// The message, in the preferred language.
    pub message: String,
    /// A value or name that would be accepted, if one is known; or all of them, separated by commas.
    pub suggestion: Option<String>,
}

/// Expects a problem document with this status and code, complete in every member and in the preferred language.
#[track_caller]
pub fn assert_problem(answer: &Answer, status: u16, code: &str) -> Refusal {
    let refusal = assert_any_problem(answer);
    let text = answer.text();
    assert_eq!(
        (answer.status, refusal.code()),
        (status, code),
        "{}: {text}",
        answer.request_line
    );
    refusal
}

/// All members that a problem document may have.
pub const PROBLEM_MEMBERS: [&str; 8] = [
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "code",
    "request_id",
    "errors",
];

/// Expects any problem document, complete in every member and in the preferred language.
#[track_caller]
pub fn assert_any_problem(answer: &Answer) -> Refusal {
    let (request_line, text) = (&answer.request_line, answer.text());
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json"),
        "{request_line}: {} {text}",
        answer.status
    );
    let document = answer.json();
    for name in document.as_object().expect("an object").keys() {
        assert!(
            PROBLEM_MEMBERS.contains(&name.as_str()),
            "{request_line}: {name} is not a member of a problem document: {text}"
        );
    }
    let said = |name: &str| {
        let value = document[name]
            .as_str()
            .unwrap_or_else(|| panic!("{request_line}: no {name}: {text}"));
        assert!(!value.is_empty(), "{request_line}: {name} is empty: {text}");
        value.to_owned()
    };
    assert_eq!(
        document["status"].as_u64(),
        Some(u64::from(answer.status)),
        "{request_line}: {text}"
    );
    assert_eq!(said("type"), format!("/problems/{}", said("code")), "{request_line}");
    assert!(is_kebab(&said("code")), "{request_line}: {text}");
    assert!(said("instance").starts_with('/'), "{request_line}: {text}");
    assert!(Uuid::parse_str(&said("request_id")).is_ok(), "{request_line}: {text}");
    assert_eq!(
        answer.header("x-request-id"),
        Some(said("request_id").as_str()),
        "{request_line}"
    );
    assert_eq!(
        answer.header("content-language"),
        Some(if answer.in_english { "en" } else { "th" }),
        "{request_line}"
    );
    // A title may be only the name of a header, without Thai letters in any language. A Thai detail always has some.
    assert!(!answer.in_english || !is_thai(&said("title")), "{request_line}: {text}");
    assert!(answer.in_english || is_thai(&said("detail")), "{request_line}: {text}");
    let refusal = Refusal { document };
    for field_error in refusal.field_errors() {
        assert!(is_kebab(&field_error.code), "{request_line}: {field_error:?}");
        assert_eq!(
            is_thai(&field_error.message),
            !answer.in_english,
            "{request_line}: {field_error:?}"
        );
    }
    refusal
}

impl Refusal {
    /// The code of the problem.
    pub fn code(&self) -> &str {
        self.document["code"].as_str().unwrap_or_default()
    }

    /// The explanation of this case, for people.
    pub fn detail(&self) -> &str {
        self.document["detail"].as_str().unwrap_or_default()
    }

    /// The field errors.
    #[track_caller]
    pub fn field_errors(&self) -> Vec<FieldError> {
        let errors = self.document["errors"].as_array().expect("errors is a list");
        errors.iter().map(field_error).collect()
    }

    /// The pointers, parameters, headers and cells of the field errors, in order.
    #[track_caller]
    pub fn places(&self) -> Vec<String> {
        self.field_errors()
            .into_iter()
            .map(|field_error| field_error.place)
            .collect()
    }

    /// The field error at a place.
    #[track_caller]
    pub fn at(&self, place: &str) -> FieldError {
        let found = self
            .field_errors()
            .into_iter()
            .find(|field_error| field_error.place == place);
        found.unwrap_or_else(|| panic!("nothing at {place:?}: {}", self.document))
    }
}

#[track_caller]
fn field_error(error: &Value) -> FieldError {
    let said = |name: &str| error.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |name: &str| error.get(name).and_then(Value::as_u64);
    let cell = number("row").map(|row| match number("column") {
        Some(column) => format!("row {row}, column {column}"),
        None => format!("row {row}"),
    });
    let places = ["pointer", "parameter", "header"].into_iter().filter_map(said);
    let places: Vec<String> = places.chain(cell).collect();
    let [place] = &places[..] else {
        panic!("exactly one place: {error}")
    };
    FieldError {
        place: place.clone(),
        code: said("code").expect("a code"),
        message: said("message").expect("a message"),
        suggestion: said("suggestion"),
    }
}

fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Whether a text contains Thai letters.
pub fn is_thai(text: &str) -> bool {
    text.chars().any(|letter| ('\u{e00}'..='\u{e7f}').contains(&letter))
}
