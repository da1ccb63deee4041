//! The reason why a number is refused, with the number that is meant.

use thiserror::Error;

/// A number that is refused. `Display` is the English message. The texts are shortened to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// The text has none of the known forms.
    #[error("\"{written}\" is not a number; write digits only, such as {example}")]
    NotANumber {
        /// The text.
        written: String,
        /// A number of the wanted kind.
        example: &'static str,
    },
    /// Separators that do not stand between groups of three digits, or a comma or a dot that may mean either.
    #[error("the separators in \"{written}\" are misplaced{}", meant_en(.meant.as_ref()))]
    Separators {
        /// The text.
        written: String,
        /// The plain number that is probably meant.
        meant: Option<String>,
    },
    /// A fraction where a whole number is wanted.
    #[error("\"{written}\" has a fraction; write a whole number")]
    Fraction {
        /// The text.
        written: String,
    },
    /// More decimals than two.
    #[error("\"{written}\" has more than two decimals")]
    TooManyDecimals {
        /// The text.
        written: String,
    },
    /// A number below zero.
    #[error("\"{written}\" is negative; write a number from 0")]
    Negative {
        /// The text.
        written: String,
    },
    /// A power of ten, or a word for one, such as `1e5` or `5 แสน`.
    #[error("\"{written}\" is not written with digits only; write the whole number{}", meant_en(.meant.as_ref()))]
    NotInDigits {
        /// The text.
        written: String,
        /// The plain number that is meant.
        meant: Option<String>,
    },
    /// A number above the largest one.
    #[error("\"{written}\" is too large; at most {max} is allowed")]
    TooLarge {
        /// The text.
        written: String,
        /// The largest number.
        max: String,
    },
}

impl NumberError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotANumber { .. } => "not-a-number",
            Self::Separators { .. } => "number-separators",
            Self::Fraction { .. } => "number-fraction",
            Self::TooManyDecimals { .. } => "number-too-many-decimals",
            Self::Negative { .. } => "number-negative",
            Self::NotInDigits { .. } => "number-not-in-digits",
            Self::TooLarge { .. } => "number-too-large",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotANumber { written, example } => {
                format!("\"{written}\" ไม่ใช่ตัวเลข กรุณาเขียนเป็นตัวเลข เช่น {example}")
            }
            Self::Separators { written, meant } => {
                format!("เครื่องหมายคั่นหลักใน \"{written}\" ไม่ถูกต้อง{}", meant_th(meant.as_ref()))
            }
            Self::Fraction { written } => format!("\"{written}\" มีเศษ กรุณาระบุเป็นจำนวนเต็ม"),
            Self::TooManyDecimals { written } => format!("\"{written}\" มีทศนิยมเกินสองตำแหน่ง"),
            Self::Negative { written } => format!("\"{written}\" เป็นจำนวนลบ กรุณาระบุตัวเลขตั้งแต่ 0 ขึ้นไป"),
            Self::NotInDigits { written, meant } => {
                format!(
                    "\"{written}\" ไม่ได้เขียนเป็นตัวเลขทั้งหมด กรุณาเขียนตัวเลขเต็ม{}",
                    meant_th(meant.as_ref())
                )
            }
            Self::TooLarge { written, max } => format!("\"{written}\" มากเกินไป กำหนดไว้ไม่เกิน {max}"),
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// The plain number that is meant, as JSON writes it; `None` when it is not known.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::Separators { meant, .. } | Self::NotInDigits { meant, .. } => meant.clone(),
            _ => None,
        }
    }
}

fn meant_en(meant: Option<&String>) -> String {
    meant.map_or_else(String::new, |number| format!("; probably {number} is meant"))
}

fn meant_th(meant: Option<&String>) -> String {
    meant.map_or_else(String::new, |number| format!(" น่าจะหมายถึง {number}"))
}
