//! How a fiscal year is made from a number and from a text.

use serde::{Deserialize, Deserializer, de};

use super::ERA_OFFSET;
use super::fiscal_year::FiscalYear;
use super::fiscal_year_error::FiscalYearError;
use super::lex::{self, Token};
use super::lexicon::Word;
use super::period_refusal;
use super::quoted::kept;
use super::{resolve, written_point};

impl FiscalYear {
    /// Makes a fiscal year from a B.E. year from 2500 to 2700.
    ///
    /// # Errors
    /// [`FiscalYearError`]: a C.E. year, or a year outside that range.
    pub fn new(year_be: u16) -> Result<Self, FiscalYearError> {
        let year = i16::try_from(year_be).unwrap_or(i16::MAX);
        if let Some(known) = Self::within(year) {
            return Ok(known);
        }
        let written = year_be.to_string();
        Err(match Self::within(year.saturating_add(ERA_OFFSET)) {
            Some(meant) => FiscalYearError::ChristianEra { written, meant },
            None => FiscalYearError::OutOfRange {
                written,
                meant: resolve::slip(year, |be| Self::within(be).is_some()).and_then(Self::within),
            },
        })
    }

    /// Parses `2566`, `๒๕๖๖`, `พ.ศ. 2566`, `ปีงบประมาณ พ.ศ. 2566`, `ปีงบประมาณ 66` and similar forms.
    ///
    /// # Errors
    /// [`FiscalYearError`]: not a fiscal year, a C.E. year, a lone number of two digits, or outside B.E. 2500–2700.
    pub fn parse(input: &str) -> Result<Self, FiscalYearError> {
        let not_one = || FiscalYearError::NotAFiscalYear { written: kept(input) };
        let tokens = lex::tokens(input).ok_or_else(not_one)?;
        let rest = match tokens.as_slice() {
            [Token::Word(Word::Of), rest @ ..] => rest,
            all => all,
        };
        let (named, rest) = match rest {
            [Token::Word(Word::FiscalYear), rest @ ..] => (true, rest),
            _ => (false, rest),
        };
        let Some((mut year, [])) = written_point::written_year(rest) else {
            return Err(not_one());
        };
        // Without a word, two digits may be anything.
        year.unusual = !named && year.era.is_none();
        period_refusal::fiscal_year(year, input).map_err(|(error, _)| error)
    }
}

impl<'de> Deserialize<'de> for FiscalYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u16::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
