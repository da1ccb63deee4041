//! Reads JSON strictly. An error states in Thai and English what is wrong: the JSON pointer of the value, a code and,
//! if known, a value that would be accepted. The error of a value's own type, such as a date, is quoted as it is, in
//! English.
//!
//! A struct is read from an object only. Repeated fields of a struct and repeated keys of a map are refused. Unknown
//! fields are refused when the struct has `#[serde(deny_unknown_fields)]`. The module `limited` bounds arrays, maps, texts
//! and keys.

pub mod encoding;
mod limited;
mod shape;
mod strict;
mod unique;

use prongsai_domain::violation::{NAME_MAX, Violation};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use encoding::Encoding;
pub use shape::{ShapeError, TEXT_OR_OBJECT};
use strict::Strict;

/// Why a text was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// It is not JSON in UTF-8, or it is JSON that cannot be read: a number that is too large, one half of a surrogate
    /// pair, too many arrays in each other.
    Malformed {
        /// What is wrong, in Thai.
        message_th: String,
        /// What is wrong, in English.
        message_en: String,
    },
    /// It is JSON, but not of the expected shape: a wrong type, or a missing, unknown or repeated field. Reading ends
    /// at the first such error.
    Shape(Violation),
}

/// Reads a JSON object strictly. A byte order mark of UTF-8 is skipped. An empty text is refused, even when every field is optional.
///
/// # Errors
/// [`JsonError::Malformed`] when the text is not JSON or cannot be read, [`JsonError::Shape`] when it has another shape
/// than `T`.
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
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        // A text that is not JSON is reported as malformed, not as another type.
        check_syntax(text)?;
        return Err(shape_error(
            String::new(),
            &ShapeError::WrongType {
                expected: shape::OBJECT,
                found: "",
            },
            None,
        ));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(Strict(&mut deserializer)).map_err(|error| {
        let path = error.path().clone();
        json_error(text, &path, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| malformed(text, &error))?;
    Ok(value)
}

/// Refuses a text that is not JSON.
fn check_syntax(text: &str) -> Result<(), JsonError> {
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| malformed(text, &error))
}

/// The place where the text stops being JSON. The message of `serde_json` is not used: it exists only in English.
fn malformed(text: &str, error: &serde_json::Error) -> JsonError {
    let (line, column) = (error.line(), column(text, error));
    let what = if error.is_eof() {
        ("จบก่อนครบ", "ends too early")
    } else {
        ("อ่านไม่ได้", "cannot be read")
    };
    JsonError::Malformed {
        message_th: format!("JSON {} ที่บรรทัด {line} ตำแหน่ง {column}", what.0),
        message_en: format!("The JSON {} at line {line}, column {column}.", what.1),
    }
}

/// The column of an error in characters, as editors count. `serde_json` counts bytes; a Thai letter has three.
fn column(text: &str, error: &serde_json::Error) -> usize {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    line.char_indices()
        .take_while(|(start, _)| *start < error.column())
        .count()
}

/// `offset` counts the valid bytes before the wrong one. The encoding is named if it is recognised.
fn not_utf8(bytes: &[u8], offset: usize) -> JsonError {
    if let Err(error) = encoding::detect(bytes).skipped()
        && error.encoding() != Encoding::Other
    {
        return JsonError::Malformed {
            message_th: error.message_th(),
            message_en: error.message_en(),
        };
    }
    JsonError::Malformed {
        message_th: format!("ไบต์ที่ {} ไม่ใช่ UTF-8 ที่ถูกต้อง", offset + 1),
        message_en: format!("Byte {} is not UTF-8.", offset + 1),
    }
}

fn shape_error(pointer: String, error: &ShapeError<'_>, suggestion: Option<String>) -> JsonError {
    let (message_th, message_en) = error.messages();
    JsonError::Shape(Violation {
        pointer,
        code: error.code().to_owned(),
        message_th,
        message_en,
        suggestion,
    })
}

/// Converts an error of serde, which occurred at `path`.
fn json_error(text: &str, path: &Path, error: &serde_json::Error) -> JsonError {
    if error.classify() != Category::Data {
        return malformed(text, error);
    }
    // The text after the wrong value has not been read. If it is not JSON, that is reported instead: the client must
    // correct it first.
    if let Err(refusal) = check_syntax(text) {
        return refusal;
    }
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let shape = ShapeError::parse(message.strip_suffix(&position).unwrap_or(&message));
    let mut pointer = pointer(path);
    // serde reports these fields at their object; the pointer names the field itself.
    if let ShapeError::MissingField { field } | ShapeError::DuplicateField { field } = shape {
        pointer = format!("{pointer}/{}", escape(field));
    }
    // The name that the client wrote: an unknown field is the last segment of its path.
    let written = path.iter().next_back().map(ToString::to_string).unwrap_or_default();
    let suggestion = match shape {
        // Not a field but a value is unknown: the message quotes it first.
        ShapeError::UnknownValue { .. } => shape.suggestion(message.split('`').nth(1).unwrap_or_default()),
        _ => shape.suggestion(&written),
    };
    shape_error(pointer, &shape, suggestion)
}

/// The JSON pointer (RFC 6901) of a path.
fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escape(key)),
        Segment::Enum { variant } => format!("{pointer}/{}", escape(variant)),
        Segment::Unknown => pointer,
    })
}

/// A name as a segment of a JSON pointer. It is cut, because the client may have chosen it.
fn escape(segment: &str) -> String {
    let name: String = segment.chars().take(NAME_MAX).collect();
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests;
