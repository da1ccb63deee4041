//! How a month is made from a text.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};

use super::quoted::kept;
use super::{BuddhistDate, YearMonth, YearMonthError, written};

impl YearMonth {
    /// Parses a month: `2566-03`, `2023-03`, `มีนาคม 2566`, `เดือนมีนาคม2566`, `มี.ค. 66`, `March 2566`; Thai digits
    /// too.
    ///
    /// # Errors
    /// [`YearMonthError`]: the text is not a month, there is no such month, or it is outside B.E. 2400–2700.
    pub fn parse(input: &str) -> Result<Self, YearMonthError> {
        let month = written::month(input).ok_or_else(|| YearMonthError::NotAMonth { written: kept(input) })?;
        Self::resolve(month.year.ce, month.month, || kept(input))
    }

    fn resolve(ce: i16, month: u8, written: impl Fn() -> String) -> Result<Self, YearMonthError> {
        let number = i8::try_from(month).unwrap_or(i8::MAX);
        let real = number.clamp(1, 12);
        let first = Date::new(ce, real, 1).ok().and_then(BuddhistDate::within);
        match first.map(Self::of) {
            Some(month) if real == number => Ok(month),
            Some(nearest) => Err(YearMonthError::DoesNotExist {
                written: written(),
                nearest,
            }),
            None => Err(YearMonthError::OutOfRange { written: written() }),
        }
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
