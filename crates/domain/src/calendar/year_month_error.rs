//! The reason why a month is refused, with a suggestion.

use thiserror::Error;

use super::YearMonth;
use super::quoted::quoted;
use super::written;
use crate::text;

/// A month that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum YearMonthError {
    /// The text has none of the known forms.
    #[error("{} is not a month; write it as 2566-03, 2023-03 or มีนาคม 2566", quoted(.written))]
    NotAMonth {
        /// The text, shortened to 200 characters.
        written: String,
    },
    /// The form is right, but a year has no such month.
    #[error("there is no month {}; the nearest is {} B.E. ({nearest})", quoted(.written), .nearest.english())]
    DoesNotExist {
        /// The text.
        written: String,
        /// The nearest real month in the same year.
        nearest: YearMonth,
    },
    /// The year is outside B.E. 2400–2700.
    #[error("{} is outside the years 2400 to 2700 B.E. (1857 to 2157); check the year and its era", quoted(.written))]
    OutOfRange {
        /// The text.
        written: String,
    },
}

impl YearMonthError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAMonth { .. } => "not-a-month",
            Self::DoesNotExist { .. } => "month-does-not-exist",
            Self::OutOfRange { .. } => "month-out-of-range",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotAMonth { written } => {
                format!("{} ไม่ใช่เดือน กรุณาเขียนแบบ 2566-03 หรือ มีนาคม 2566", quoted(written))
            }
            Self::DoesNotExist { written, nearest } => {
                format!("ไม่มีเดือน {} ในปฏิทิน เดือนใกล้เคียงที่สุดคือ {}", quoted(written), nearest.thai())
            }
            Self::OutOfRange { written } => {
                format!(
                    "{} อยู่นอกช่วง พ.ศ. 2400 ถึง พ.ศ. 2700 กรุณาตรวจสอบปีและศักราช",
                    quoted(written)
                )
            }
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A suggestion in the form and era of the text; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        let Self::DoesNotExist { written, nearest } = self else {
            return None;
        };
        let suggested = match written::month(written) {
            Some(month) => nearest.styled(month.style, month.year.era),
            None => nearest.buddhist_iso(),
        };
        Some(if text::has_thai_digits(written) {
            text::thai_digits(&suggested)
        } else {
            suggested
        })
    }
}
