//! Why a text is refused.

use thiserror::Error;

/// A text that cannot be taken. `Display` is the English message. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing visible was written.
    #[error("the text is empty")]
    Empty,
    /// More characters than allowed, counted after cleaning.
    #[error("the text has {actual} characters; at most {max} are allowed")]
    TooLong {
        /// How many are allowed.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// NUL or another control character.
    #[error("character {position} is the control character U+{code_point:04X}; remove it")]
    ControlCharacter {
        /// The character's number in Unicode.
        code_point: u32,
        /// Where it stands in the text as sent.
        position: usize,
    },
    /// A line break where the text must be a single line.
    #[error("there is a line break at character {position}; this text must be a single line")]
    LineBreak {
        /// Where it stands in the text as sent.
        position: usize,
    },
    /// A number that Unicode never gives to a character.
    #[error("character {position} is U+{code_point:04X}, which is not a character; remove it")]
    NonCharacter {
        /// The number.
        code_point: u32,
        /// Where it stands in the text as sent.
        position: usize,
    },
    /// More marks on one letter than any language writes.
    #[error("more than 8 marks are stacked on one letter at character {position}; remove them")]
    CombiningFlood {
        /// Where the marks begin in the cleaned text.
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
            Self::CombiningFlood { .. } => "text-combining-flood",
        }
    }

    /// What is wrong and how to mend it, in Thai.
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
            Self::CombiningFlood { position } => {
                format!("มีสระหรือวรรณยุกต์ซ้อนกันเกิน 8 ตัวที่ตัวอักษรที่ {position} กรุณาลบออก")
            }
        }
    }

    /// What is wrong and how to mend it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// What to write instead. No text is guessed for another, so this is always `None`; it is here because every
    /// error of written input answers the same four questions.
    pub fn suggestion(&self) -> Option<String> {
        None
    }
}
