//! The reason why a month is refused, with a suggestion.

use thiserror::Error;

use super::quoted::quoted;
use super::written;
use super::year_month::YearMonth;

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
    /// The name of the month is not one, but near to one.
    #[error("the month in {} is misspelled; probably {} is meant", quoted(.written), written::suggested_month(.written, *.meant))]
    Misspelt {
        /// The text.
        written: String,
        /// The month that is meant, if it is known.
        meant: Option<YearMonth>,
    },
    /// The year has two digits that stand for several years.
    #[error(
        "the year in {} may be B.E. or C.E.; write it with four digits: {}",
        quoted(.written), written::suggested_month(.written, *.meant)
    )]
    AmbiguousYear {
        /// The text.
        written: String,
        /// The month that is probably meant, if there is one.
        meant: Option<YearMonth>,
    },
    /// The year is outside B.E. 2400–2700.
    #[error(
        "{} is outside the years 2400 to 2700 B.E. (1857 to 2157); check the year and its era{}",
        quoted(.written), written::meant_year_en(.meant.map(YearMonth::first_day))
    )]
    OutOfRange {
        /// The text.
        written: String,
        /// The month that is meant, if 543 was added to the year, or taken from it, once or twice too often.
        meant: Option<YearMonth>,
    },
}

impl YearMonthError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAMonth { .. } => "not-a-month",
            Self::DoesNotExist { .. } => "month-does-not-exist",
            Self::Misspelt { .. } => "month-misspelled",
            Self::AmbiguousYear { .. } => "month-ambiguous-year",
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
            Self::Misspelt { written, meant } => format!(
                "ชื่อเดือนใน {} สะกดไม่ถูกต้อง น่าจะหมายถึง {}",
                quoted(written),
                written::suggested_month(written, *meant)
            ),
            Self::AmbiguousYear { written, meant } => format!(
                "ปีใน {} อาจเป็น พ.ศ. หรือ ค.ศ. กรุณาเขียนปีสี่หลัก เช่น {}",
                quoted(written),
                written::suggested_month(written, *meant)
            ),
            Self::OutOfRange { written, meant } => format!(
                "{} อยู่นอกช่วง พ.ศ. 2400 ถึง พ.ศ. 2700 กรุณาตรวจสอบปีและศักราช{}",
                quoted(written),
                written::meant_year_th(meant.map(YearMonth::first_day))
            ),
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A month that is accepted, in the form of the text; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        let (written, meant) = match self {
            Self::NotAMonth { .. } => return None,
            Self::DoesNotExist { written, nearest } => (written, Some(*nearest)),
            Self::Misspelt { written, meant }
            | Self::AmbiguousYear { written, meant }
            | Self::OutOfRange { written, meant } => (written, *meant),
        };
        meant.map(|month| written::month_like(written, month))
    }
}
