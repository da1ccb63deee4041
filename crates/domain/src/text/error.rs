//! The reason why a text is refused.

use thiserror::Error;

/// Largest number of consecutive combining marks. Thai needs two, a vowel and a tone; other scripts need more. A PDF prints
/// fewer: `MARKS_MAX` in `crates/renderer/src/pdf/text.rs`.
pub(super) const MARKS_MAX: usize = 8;

/// A text that is refused. `Display` is the English message. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// The text has no visible characters.
    #[error("the text is empty")]
    Empty,
    /// More characters than allowed, counted after cleaning.
    #[error("the text has {actual} characters; at most {max} are allowed")]
    TooLong {
        /// The allowed number.
        max: usize,
        /// The actual number.
        actual: usize,
    },
    /// NUL or another control character.
    #[error("character {position} is the control character U+{code_point:04X}; remove it")]
    ControlCharacter {
        /// The Unicode code point of the character.
        code_point: u32,
        /// Its position in the text as sent.
        position: usize,
    },
    /// A line break where the text must be a single line.
    #[error("there is a line break at character {position}; this text must be a single line")]
    LineBreak {
        /// Its position in the text as sent.
        position: usize,
    },
    /// A code point that Unicode never assigns to a character.
    #[error("character {position} is U+{code_point:04X}, which is not a character; remove it")]
    NonCharacter {
        /// The code point.
        code_point: u32,
        /// Its position in the text as sent.
        position: usize,
    },
    /// U+FFFD: a program put it where it could not read a letter.
    #[error("character {position} is U+FFFD: a letter was lost there when the text was copied; type the text again")]
    ReplacementCharacter {
        /// Its position in the text as sent.
        position: usize,
    },
    /// Thai that was read in a wrong encoding, such as `à¸à¸²à¸£` or `¡ÒÃ`.
    #[error(
        "the text is Thai that was read in a wrong encoding, from character {position}; save it as UTF-8 or type it again"
    )]
    WrongEncoding {
        /// The position of the first wrong character in the text as sent.
        position: usize,
        /// The text as it was meant, if it can be read back.
        meant: Option<String>,
    },
    /// More marks on one letter than any language uses.
    #[error("more than {MARKS_MAX} marks are stacked on one letter at character {position}; remove them")]
    CombiningFlood {
        /// The position of the first mark in the cleaned text.
        position: usize,
    },
}

impl TextError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "text-empty",
            Self::TooLong { .. } => "text-too-long",
            Self::ControlCharacter { .. } => "text-control-character",
            Self::LineBreak { .. } => "text-line-break",
            Self::NonCharacter { .. } => "text-non-character",
            Self::ReplacementCharacter { .. } => "text-replacement-character",
            Self::WrongEncoding { .. } => "text-wrong-encoding",
            Self::CombiningFlood { .. } => "text-combining-flood",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::Empty => "กรุณากรอกข้อความ".to_owned(),
            Self::TooLong { max, actual } => {
                format!("ข้อความยาว {actual} ตัวอักษร กำหนดไว้ไม่เกิน {max} ตัวอักษร")
            }
            Self::ControlCharacter { code_point, position } => {
                format!("ตัวอักษรที่ {position} เป็นอักขระควบคุม U+{code_point:04X} กรุณาลบออก")
            }
            Self::LineBreak { position } => {
                format!("มีการขึ้นบรรทัดใหม่ที่ตัวอักษรที่ {position} ข้อความนี้ต้องเป็นบรรทัดเดียว")
            }
            Self::NonCharacter { code_point, position } => {
                format!("ตัวอักษรที่ {position} คือ U+{code_point:04X} ซึ่งไม่ใช่อักขระ กรุณาลบออก")
            }
            Self::ReplacementCharacter { position } => {
                format!("ตัวอักษรที่ {position} คือ U+FFFD หมายความว่ามีตัวอักษรสูญหายระหว่างการคัดลอก กรุณาพิมพ์ข้อความนี้ใหม่")
            }
            Self::WrongEncoding { position, .. } => format!(
                "ข้อความภาษาไทยถูกอ่านด้วยรหัสอักขระที่ไม่ถูกต้อง ตั้งแต่ตัวอักษรที่ {position} \
                 กรุณาบันทึกเป็น UTF-8 หรือพิมพ์ข้อความนี้ใหม่"
            ),
            Self::CombiningFlood { position } => {
                format!("มีสระหรือวรรณยุกต์ซ้อนกันเกิน {MARKS_MAX} ตัวที่ตัวอักษรที่ {position} กรุณาลบออก")
            }
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// The text as it was meant, if a wrong encoding can be undone. Other texts cannot be guessed.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::WrongEncoding { meant, .. } => meant.clone(),
            _ => None,
        }
    }
}
