use prongsai_domain::number;
use prongsai_domain::text::edit_distance;

/// serde's words for an object.
pub(crate) const OBJECT: &str = "a map";
/// serde's words for a string.
pub(crate) const STRING: &str = "a string";

/// The words that a visitor says it expects when it reads a text, or an object with the text and further fields.
pub const TEXT_OR_OBJECT: &str = "a text or an object with a text";

/// The beginning of the message about an array or a map with too many entries.
pub(crate) const TOO_MANY: &str = "too many entries";

/// An error of shape: JSON whose types or names are not the expected ones.
///
/// serde has no types for these errors, only messages. [`ShapeError::parse`] reads the messages, so that they can be
/// shown in Thai, without names of Rust types, and with a suggestion. The texts in the variants are parts of the
/// message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeError<'a> {
    /// A field is unknown.
    UnknownField {
        /// The names of the known fields.
        known: Vec<&'a str>,
    },
    /// A required field is missing.
    MissingField {
        /// Its name.
        field: &'a str,
    },
    /// A field occurs twice.
    DuplicateField {
        /// Its name.
        field: &'a str,
    },
    /// A value has another JSON type.
    WrongType {
        /// The expected type, in serde's words.
        expected: &'a str,
        /// The value, in serde's words: `string "538,800"`; a list is a word alone.
        found: &'a str,
    },
    /// A value of an enum is not one of the known ones.
    UnknownValue {
        /// The known values.
        known: Vec<&'a str>,
    },
    /// A text is too long.
    TooLong {
        /// The largest number of characters.
        longest: &'a str,
    },
    /// An array or a map has too many entries.
    TooMany {
        /// The largest number of entries.
        most: &'a str,
    },
    /// A number is too small.
    TooSmall {
        /// The smallest accepted number.
        smallest: &'a str,
    },
    /// A number is too large.
    TooLarge {
        /// The largest accepted number.
        largest: &'a str,
    },
    /// Any other error.
    Other {
        /// The message of serde in English, or the wrong number.
        text: &'a str,
    },
}

impl<'a> ShapeError<'a> {
    /// Parses a message of serde, without the position at its end. The message quotes names with backticks.
    pub fn parse(message: &'a str) -> Self {
        if message.starts_with("unknown field `") {
            Self::UnknownField { known: names(message) }
        } else if message.starts_with("unknown variant `") {
            Self::UnknownValue { known: names(message) }
        } else if let Some(field) = message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.strip_suffix('`'))
        {
            Self::MissingField { field }
        } else if let Some(field) = message
            .strip_prefix("duplicate field `")
            .and_then(|rest| rest.strip_suffix('`'))
        {
            Self::DuplicateField { field }
        } else if message.starts_with("invalid type: ") {
            let (found, expected) = message.rsplit_once(", expected ").unwrap_or((message, ""));
            let found = found.trim_start_matches("invalid type: ");
            Self::WrongType { expected, found }
        } else if let Some(longest) = bound(message, "invalid length ", "at most ") {
            Self::TooLong { longest }
        } else if let Some(most) = bound(message, TOO_MANY, "at most ") {
            Self::TooMany { most }
        } else if let Some(smallest) = bound(message, "invalid value: ", "at least ") {
            Self::TooSmall { smallest }
        } else if let Some(largest) = bound(message, "invalid value: ", "at most ") {
            Self::TooLarge { largest }
        } else {
            // Of "invalid value: integer `300`, expected u8" only the number is kept: clients do not know Rust types.
            let text = message
                .rsplit_once("`, expected ")
                .filter(|(_, expected)| is_integer_type(expected));
            Self::Other {
                text: text.map_or(message, |(value, _)| {
                    value.trim_start_matches("invalid value: integer `")
                }),
            }
        }
    }

    /// The code of the error, for programs. Codes are part of the API and do not change.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownField { .. } => "unknown-field",
            Self::MissingField { .. } => "required",
            Self::DuplicateField { .. } => "duplicate-field",
            Self::WrongType { .. } => "wrong-type",
            Self::UnknownValue { .. } => "unknown-value",
            Self::TooLong { .. } => "text-too-long",
            Self::TooMany { .. } => "too-many",
            Self::TooSmall { .. } | Self::TooLarge { .. } => "out-of-range",
            Self::Other { .. } => "invalid-value",
        }
    }

    /// The error in Thai and in English.
    pub fn messages(&self) -> (String, String) {
        match self {
            Self::UnknownField { known } if known.is_empty() => {
                bilingual("ตำแหน่งนี้ไม่มีช่องให้กรอก", "This object has no fields; leave it empty.")
            }
            Self::UnknownField { known } => {
                let known = known.join(", ");
                bilingual(
                    format!("ไม่รู้จักช่องนี้ ช่องที่ใช้ได้: {known}"),
                    format!("There is no such field; the fields are {known}."),
                )
            }
            Self::MissingField { field } => bilingual(format!("ต้องระบุ {field}"), format!("{field} must be given.")),
            Self::DuplicateField { field } => {
                bilingual(format!("มี {field} ซ้ำกัน"), format!("{field} is given more than once."))
            }
            Self::WrongType { expected, .. } => {
                let (th, en) = json_type(expected);
                bilingual(format!("ต้องเป็น{th}"), format!("This has to be {en}."))
            }
            Self::UnknownValue { known } => {
                let known = known.join(", ");
                bilingual(format!("ค่าที่ใช้ได้: {known}"), format!("This has to be one of {known}."))
            }
            Self::TooLong { longest } => bilingual(
                format!("ยาวได้ไม่เกิน {longest} ตัวอักษร"),
                format!("This has to be at most {longest} characters long."),
            ),
            Self::TooMany { most } => bilingual(
                format!("มีรายการเกินกว่าที่กำหนด (ไม่เกิน {most} รายการ)"),
                format!("This has more than {most} entries."),
            ),
            Self::TooSmall { smallest } => bilingual(
                format!("ต้องไม่น้อยกว่า {smallest}"),
                format!("This has to be at least {smallest}."),
            ),
            Self::TooLarge { largest } => bilingual(
                format!("ต้องไม่เกิน {largest}"),
                format!("This has to be at most {largest}."),
            ),
            Self::Other { text } => bilingual(
                format!("ค่านี้ใช้ไม่ได้: {text}"),
                format!("This value cannot be used: {text}."),
            ),
        }
    }

    /// A suggestion in place of the name `written`: the most similar of the known names, or all of them if none is
    /// similar. In place of a text where a number is expected, it is the number that is meant. `None` for the other errors.
    pub fn suggestion(&self, written: &str) -> Option<String> {
        if let Self::WrongType { expected, found } = self {
            return meant_number(expected, found);
        }
        let (Self::UnknownField { known } | Self::UnknownValue { known }) = self else {
            return None;
        };
        let nearest = known.iter().map(|name| (distance(written, name), *name)).min();
        match nearest {
            // A similar name has at most one difference. A longer name may have one more for every four of its bytes.
            Some((steps, name)) if steps <= 1 + name.len() / 4 => Some(name.to_owned()),
            Some(_) => Some(known.join(", ")),
            None => None,
        }
    }
}

/// The number that is meant by a value of another type, in serde's words.
fn meant_number(expected: &str, found: &str) -> Option<String> {
    // serde quotes a text as Rust does, and the number of a fraction with backticks.
    let written = match found.strip_prefix("string ") {
        Some(quoted) => unquoted(quoted)?,
        None => found.strip_prefix("floating point `")?.strip_suffix('`')?.to_owned(),
    };
    // The type tells what kind of field it is: scores are `f64`, percentages `u16`, and budgets `u64`.
    match expected {
        "f32" | "f64" => number::meant_score(&written),
        "u8" => number::meant_whole_or_percent(&written, u64::from(u8::MAX)),
        "u16" => number::meant_whole_or_percent(&written, u64::from(u16::MAX)),
        "u32" => number::meant_whole(&written, u64::from(u32::MAX)),
        "i32" => number::meant_whole(&written, i32::MAX.unsigned_abs().into()),
        "u64" => number::meant_budget(&written, u64::MAX),
        "i64" => number::meant_budget(&written, i64::MAX.unsigned_abs()),
        _ => None,
    }
}

/// A text that Rust quoted. Thai marks above and below letters are written as `\u{e49}`.
fn unquoted(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let escaped = after.strip_prefix("u{").and_then(|after| after.split_once('}'));
        let (letter, left) = match escaped {
            Some((code, left)) => (char::from_u32(u32::from_str_radix(code, 16).ok()?)?, left),
            // Quotes, backslashes and control characters: no number has them.
            None => return None,
        };
        text.push(letter);
        rest = left;
    }
    text.push_str(rest);
    Some(text)
}

/// A message in Thai and in English.
fn bilingual(th: impl Into<String>, en: impl Into<String>) -> (String, String) {
    (th.into(), en.into())
}

/// The number in a message of the form `…, expected at most 9`. serde itself writes no such message; the module
/// `limited` and the types of `crates/http/src/extract/bounded.rs` write them.
fn bound<'a>(message: &'a str, beginning: &str, limit: &str) -> Option<&'a str> {
    let (_, expected) = message.strip_prefix(beginning)?.rsplit_once(", expected ")?;
    let number = expected.strip_prefix(limit)?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
}

fn is_integer_type(expected: &str) -> bool {
    matches!(
        expected,
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize"
    )
}

/// The quoted names after the last "expected". The client's own text is before that word and is ignored.
fn names(message: &str) -> Vec<&str> {
    let expected = message.rsplit_once("`, expected ").map_or("", |(_, expected)| expected);
    expected.split('`').skip(1).step_by(2).collect()
}

/// The words for an expected type, in Thai and in English. `expected` is a name of serde or of Rust, which clients do
/// not know.
fn json_type(expected: &str) -> (&'static str, &'static str) {
    match expected {
        TEXT_OR_OBJECT => ("ข้อความในเครื่องหมายคำพูด หรืออ็อบเจกต์ใน { }", "a string or an object"),
        STRING | "a borrowed string" => ("ข้อความในเครื่องหมายคำพูด", "a string"),
        "a boolean" => (" true หรือ false", "true or false"),
        "a sequence" => ("รายการใน [ ]", "an array"),
        "u8" | "u16" | "u32" | "u64" | "usize" => (
            "จำนวนเต็มไม่ติดลบ โดยไม่ใส่เครื่องหมายคำพูด",
            "a whole number, not negative, without quotes",
        ),
        "i8" | "i16" | "i32" | "i64" | "isize" => ("จำนวนเต็ม โดยไม่ใส่เครื่องหมายคำพูด", "a whole number without quotes"),
        "f32" | "f64" => ("ตัวเลข โดยไม่ใส่เครื่องหมายคำพูด", "a number without quotes"),
        "a UUID string" => ("รหัส UUID ในเครื่องหมายคำพูด", "a UUID in a string"),
        other if other.starts_with("enum ") || other.contains("variant") => ("คำในเครื่องหมายคำพูด", "a string"),
        other if other.contains("map") || other.starts_with("struct ") => ("อ็อบเจกต์ใน { }", "an object"),
        _ => ("ชนิดข้อมูลอื่น", "of another type"),
    }
}

/// The number of characters of a client's text that are compared with the names. The time of a comparison grows with
/// the length of the text, which the client chooses.
const COMPARED_CHARS: usize = 100;

/// The edit distance between the beginning of a client's text and a name, in characters.
fn distance(written: &str, name: &str) -> usize {
    let written: Vec<char> = written.chars().take(COMPARED_CHARS).collect();
    edit_distance(&written, &name.chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
