//! Reads JSON strictly and says in Thai and English what is wrong: the place as a JSON pointer, a code, and where known
//! what would be accepted. An object is wanted for a struct, unknown and repeated fields are refused.

mod shape;
mod strict;

use prongsai_domain::violation::Violation;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

pub use shape::ShapeError;
use strict::Strict;

/// Why a text was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// It is not JSON in UTF-8.
    Malformed {
        /// What is wrong, in Thai.
        message_th: String,
        /// What is wrong, in English.
        message_en: String,
    },
    /// It is JSON of another shape. The first mistake of shape ends the reading.
    Shape(Violation),
}

/// Reads a JSON object strictly. An empty text is refused, even when every field is optional.
///
/// # Errors
/// [`JsonError::Malformed`] when the text is not JSON, [`JsonError::Shape`] when it has another shape than `T`.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(JsonError::Shape(Violation {
            pointer: String::new(),
            code: "required".to_owned(),
            message_th: "ต้องส่งเนื้อหาคำขอเป็นอ็อบเจกต์ JSON".to_owned(),
            message_en: "Send a JSON object as the body.".to_owned(),
            suggestion: None,
        }));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(error.valid_up_to()))?;
    if !text.trim_start().starts_with('{') {
        check_syntax(text)?;
        return Err(wrong(String::new(), &ShapeError::WrongType { expected: "a map" }, None));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(Strict(&mut deserializer)).map_err(|error| {
        let path = error.path().clone();
        refuse(text, &path, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn check_syntax(text: &str) -> Result<(), JsonError> {
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> JsonError {
    let (line, column) = (error.line(), error.column());
    let what = if error.is_eof() {
        ("จบก่อนครบ", "it ends too early")
    } else {
        ("อ่านไม่ได้", "it cannot be read")
    };
    JsonError::Malformed {
        message_th: format!("JSON {} ที่บรรทัด {line} ตำแหน่ง {column}", what.0),
        message_en: format!("This is no JSON: {} at line {line}, column {column}.", what.1),
    }
}

fn not_utf8(offset: usize) -> JsonError {
    JsonError::Malformed {
        message_th: format!("ไบต์ที่ {} ไม่ใช่ UTF-8 ที่ถูกต้อง", offset + 1),
        message_en: format!("Byte {} is not UTF-8.", offset + 1),
    }
}

fn wrong(pointer: String, error: &ShapeError<'_>, suggestion: Option<String>) -> JsonError {
    let (message_th, message_en) = error.messages();
    JsonError::Shape(Violation {
        pointer,
        code: error.code().to_owned(),
        message_th,
        message_en,
        suggestion,
    })
}

fn refuse(text: &str, path: &Path, error: &serde_json::Error) -> JsonError {
    // When one of several words is expected, serde_json reports any other value as a syntax error.
    let is_no_word = error.classify() == Category::Syntax && error.to_string().starts_with("expected value at");
    if error.classify() != Category::Data && !is_no_word {
        return malformed(error);
    }
    // The text after the first wrong value has not been read; invalid JSON is reported as such.
    if let Err(refusal) = check_syntax(text) {
        return refusal;
    }
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let shape = match message.strip_suffix(&place) {
        _ if is_no_word => ShapeError::WrongType { expected: "a string" },
        bare => ShapeError::read(bare.unwrap_or(&message)),
    };
    let mut pointer = pointer(path);
    if let ShapeError::MissingField { field } | ShapeError::DuplicateField { field } = shape {
        pointer = format!("{pointer}/{}", escape(field));
    }
    let written = path.iter().next_back().map(ToString::to_string).unwrap_or_default();
    let suggestion = match shape {
        ShapeError::UnknownValue { .. } => shape.suggestion(message.split('`').nth(1).unwrap_or_default()),
        _ => shape.suggestion(&written),
    };
    wrong(pointer, &shape, suggestion)
}

fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escape(key)),
        Segment::Enum { variant } => format!("{pointer}/{}", escape(variant)),
        Segment::Unknown => pointer,
    })
}

/// The longest name of a client in a pointer, in characters. Longer names are cut: an answer must not repeat a body.
const NAME_MAX: usize = 200;

fn escape(segment: &str) -> String {
    let name: String = segment.chars().take(NAME_MAX).collect();
    name.replace('~', "~0").replace('/', "~1")
}
