//! How a period is made from a text.

use serde::{Deserialize, Deserializer, de};

use super::fiscal_year::FiscalYear;
use super::length;
use super::lex::{self, Token};
use super::lexicon::Word;
use super::period::Period;
use super::period_error::PeriodError;
use super::period_guess;
use super::period_read::{Outcome, read};
use super::period_refusal;
use super::quoted::kept;
use super::year_month::YearMonth;

impl Period {
    /// A span from one month to another, which may be the same.
    ///
    /// # Errors
    /// [`PeriodError::EndsBeforeItBegins`].
    pub fn new(from: YearMonth, to: YearMonth) -> Result<Self, PeriodError> {
        if from <= to {
            Ok(Self::between(from, to))
        } else {
            Err(PeriodError::EndsBeforeItBegins {
                from: from.into(),
                to: to.into(),
                suggestion: Some(Self::between(from, to).buddhist_iso()),
            })
        }
    }

    /// Reads a period that has its year in the text. See [`Self::parse_in`].
    ///
    /// # Errors
    /// [`PeriodError`].
    pub fn parse(input: &str) -> Result<Self, PeriodError> {
        Self::parse_in(input, None)
    }

    /// Reads a period as people write it.
    ///
    /// - Months: `2566-03`, `มีนาคม 2566`, `2565-10/2566-09`, `ต.ค. - มี.ค. 2567` (the first month is in the year before),
    ///   `10/2566 - 03/2567`.
    /// - Days: `1-15 มี.ค. 67`, `ตั้งแต่ 21 มิถุนายน ถึง 20 กรกฎาคม 2567`, `2567-06-21/2567-07-20`, or one day.
    /// - Parts of the fiscal year: `ไตรมาสที่ 2/2567`, `รอบ 6 เดือน`, `ครึ่งปีหลัง`, `ตลอดปีงบประมาณ พ.ศ. 2567`. A quarter is
    ///   never one of the calendar year.
    /// - A part with its dates in brackets, which must agree: `ไตรมาสที่ 2 (1 ม.ค. 67 - 31 มี.ค. 67)`. The dates are kept.
    /// - Dates with their length, which must agree: `1 ต.ค. 2564 ถึง 31 มี.ค. 2565 (6 เดือน)`.
    ///
    /// What has no year belongs to `year`. A year in the text is read as written, also when `year` is another one.
    ///
    /// # Errors
    /// [`PeriodError`]: the text is not a period, a part of it is not valid, its year is missing or ambiguous, or it ends
    /// before it begins.
    pub fn parse_in(input: &str, year: Option<FiscalYear>) -> Result<Self, PeriodError> {
        let tokens = lex::tokens(input).unwrap_or_default();
        let tokens = without_lead(without_brackets(&tokens));
        read(tokens, year, input)
            .or_else(|| with_length(tokens, year, input))
            .unwrap_or_else(|| {
                Err(PeriodError::NotAPeriod {
                    written: kept(input),
                    suggestion: period_guess::probable(tokens, year, input),
                })
            })
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// Without brackets around all of a text.
fn without_brackets(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Open, inner @ .., Token::Close] if !inner.contains(&Token::Open) => inner,
        _ => tokens,
    }
}

/// Without the words before all forms: `ในช่วง`, `ระยะเวลาดำเนินการ:`.
fn without_lead(mut tokens: &[Token]) -> &[Token] {
    while let [Token::Word(Word::During | Word::Lasting), rest @ ..] = tokens {
        tokens = match rest {
            [Token::Colon, rest @ ..] => rest,
            _ => rest,
        };
    }
    tokens
}

/// Dates or a part of a fiscal year, beside their length.
fn with_length(tokens: &[Token], year: Option<FiscalYear>, input: &str) -> Outcome {
    let (length, dates) = length::split(tokens)?;
    let dates = without_lead(dates);
    Some(match read(dates, year, input)? {
        Ok(period) if length.is_of(period) => Ok(period),
        Ok(period) => Err(period_refusal::length_disagrees(length, period, input)),
        Err(error) => Err(period_refusal::with_length(error, length, input)),
    })
}
