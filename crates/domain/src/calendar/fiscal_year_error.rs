//! The reason why a fiscal year is refused, with a suggestion.

use thiserror::Error;

use super::fiscal_year::FiscalYear;
use super::quoted::quoted;

/// A fiscal year that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FiscalYearError {
    /// The text has none of the known forms.
    #[error("{} is not a fiscal year; write the Buddhist year, such as 2566", quoted(.written))]
    NotAFiscalYear {
        /// The text, shortened to 200 characters.
        written: String,
    },
    /// A year of the Christian Era; fiscal years are in the Buddhist Era.
    #[error("{written} is a C.E. year; fiscal years are B.E. years: write {meant}")]
    ChristianEra {
        /// The text.
        written: String,
        /// The same year in the Buddhist Era.
        meant: FiscalYear,
    },
    /// A year of two digits.
    #[error("write the fiscal year {} with four digits{}", quoted(.written), meant_en(*.meant))]
    AmbiguousYear {
        /// The text.
        written: String,
        /// The year that is probably meant, if there is one.
        meant: Option<FiscalYear>,
    },
    /// Outside B.E. 2500–2700.
    #[error("{} is outside the fiscal years 2500 to 2700 B.E.{}", quoted(.written), meant_en(*.meant))]
    OutOfRange {
        /// The text.
        written: String,
        /// The year that is meant, if 543 was added to it, or taken from it, once or twice too often.
        meant: Option<FiscalYear>,
    },
}

impl FiscalYearError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAFiscalYear { .. } => "not-a-fiscal-year",
            Self::ChristianEra { .. } => "fiscal-year-in-christian-era",
            Self::AmbiguousYear { .. } => "fiscal-year-ambiguous",
            Self::OutOfRange { .. } => "fiscal-year-out-of-range",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotAFiscalYear { written } => {
                format!("{} ไม่ใช่ปีงบประมาณ กรุณาระบุเป็นปี พ.ศ. เช่น 2566", quoted(written))
            }
            Self::ChristianEra { written, meant } => {
                format!("{written} เป็นปี ค.ศ. ปีงบประมาณต้องระบุเป็นปี พ.ศ. คือ {meant}")
            }
            Self::AmbiguousYear { written, meant } => {
                format!("กรุณาเขียนปีงบประมาณใน {} เป็นเลขสี่หลัก{}", quoted(written), meant_th(*meant))
            }
            Self::OutOfRange { written, meant } => format!(
                "{} อยู่นอกช่วงปีงบประมาณ พ.ศ. 2500 ถึง พ.ศ. 2700{}",
                quoted(written),
                meant_th(*meant)
            ),
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A suggestion; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::ChristianEra { meant, .. } => Some(meant.to_string()),
            Self::AmbiguousYear { meant, .. } | Self::OutOfRange { meant, .. } => meant.map(|year| year.to_string()),
            Self::NotAFiscalYear { .. } => None,
        }
    }
}

fn meant_en(meant: Option<FiscalYear>) -> String {
    meant.map_or_else(String::new, |year| format!("; probably {year} is meant"))
}

fn meant_th(meant: Option<FiscalYear>) -> String {
    meant.map_or_else(String::new, |year| format!(" น่าจะหมายถึงปี {year}"))
}
