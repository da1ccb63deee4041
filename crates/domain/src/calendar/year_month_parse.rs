//! How a month is made from a text.

use serde::{Deserialize, Deserializer, de};

use super::quoted::kept;
use super::year_month::YearMonth;
use super::year_month_error::YearMonthError;
use super::{fault, lex, point, resolve};

impl YearMonth {
    /// Parses a month: `2566-03`, `2023-03`, `03/2566`, `มีนาคม 2566`, `เดือนมีนาคม2566`, `มี.ค. 66`, `March 2566`; Thai
    /// digits too. Usual misspellings of names are read.
    ///
    /// # Errors
    /// [`YearMonthError`]: the text is not a month, its name or year is doubtful, there is no such month, or it is outside
    /// B.E. 2400–2700.
    pub fn parse(input: &str) -> Result<Self, YearMonthError> {
        let not_one = || YearMonthError::NotAMonth { written: kept(input) };
        let tokens = lex::tokens(input).ok_or_else(not_one)?;
        let Some((point, [])) = point::point(&tokens) else {
            return Err(not_one());
        };
        let reading = resolve::month(&point).ok_or_else(not_one)?;
        match (reading.fault, reading.meant) {
            (None, Some(month)) => Ok(month),
            (None, None) => Err(not_one()),
            (Some(fault), meant) => Err(fault::of_month(fault, kept(input), meant)),
        }
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
