use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::named::{Named, named_enum};

/// The reason why a code is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueCodeError {
    /// Not `i` and a number from 1 to 99.
    #[error("an indicator code is \"i\" and a number from 1 to 99, e.g. i7")]
    Indicator,
    /// Not kebab-case of at most 32 characters that begins with a letter.
    #[error(
        "a programme code is at most 32 lower-case letters, digits and single hyphens and begins with a letter, \
         e.g. nacc-ita"
    )]
    Programme,
    /// Not one of the three instruments.
    #[error("an instrument is IIT, EIT or OIT")]
    Instrument,
}

named_enum! {
    /// One of the three instruments (แบบวัด) of an assessment.
    #[derive(PartialOrd, Ord)]
    pub enum InstrumentCode {
        /// แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน: answered by the organization's own staff.
        Iit = "IIT",
        /// แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก: answered by the people whom the organization serves.
        Eit = "EIT",
        /// แบบวัดการเปิดเผยข้อมูลสาธารณะ: answered by the organization with links to its website.
        Oit = "OIT",
    }
}

impl fmt::Display for InstrumentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for InstrumentCode {
    type Err = CatalogueCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::with_name(text).ok_or(CatalogueCodeError::Instrument)
    }
}

/// Code of an indicator (ตัวชี้วัด): `i` and a number from 1 to 99, e.g. `i7`. Sorts by the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IndicatorCode(u8);

impl IndicatorCode {
    /// Parses a code such as `i7`: ASCII, lower case, without a leading zero.
    pub fn parse(text: &str) -> Result<Self, CatalogueCodeError> {
        let digits = text.strip_prefix('i').ok_or(CatalogueCodeError::Indicator)?;
        let plain = digits.len() <= 2 && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse() {
            Ok(number) if plain => Ok(Self(number)),
            _ => Err(CatalogueCodeError::Indicator),
        }
    }
}

impl fmt::Display for IndicatorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "i{}", self.0)
    }
}

impl FromStr for IndicatorCode {
    type Err = CatalogueCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for IndicatorCode {
    type Error = CatalogueCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<IndicatorCode> for String {
    fn from(code: IndicatorCode) -> Self {
        code.to_string()
    }
}

/// Code of an assessment programme: kebab-case, at most 32 characters, e.g. `nacc-ita`. `http` repeats the rule in a pattern
/// of the OpenAPI document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProgrammeCode(String);

impl ProgrammeCode {
    /// Longest code, in characters.
    const MAX_CHARS: usize = 32;

    /// Parses a code; it begins with a letter.
    pub fn parse(text: &str) -> Result<Self, CatalogueCodeError> {
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let fits = text.len() <= Self::MAX_CHARS && text.starts_with(|first: char| first.is_ascii_lowercase());
        if fits && text.split('-').all(is_word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(CatalogueCodeError::Programme)
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProgrammeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ProgrammeCode {
    type Err = CatalogueCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ProgrammeCode {
    type Error = CatalogueCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<ProgrammeCode> for String {
    fn from(code: ProgrammeCode) -> Self {
        code.0
    }
}
