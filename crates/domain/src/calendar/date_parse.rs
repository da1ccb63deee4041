//! How a day is made from a text, from numbers and from a moment.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, de};

use super::date::BuddhistDate;
use super::date_error::DateError;
use super::lex::{self, Token};
use super::lexicon::Word;
use super::period::Period;
use super::period_error::PeriodError;
use super::quoted::kept;
use super::resolve::Fault;
use super::style::Separator;
use super::{ERA_OFFSET, fault, point, resolve};

/// Thailand's offset from UTC: seven hours, all year, since 1920.
const BANGKOK: Offset = Offset::constant(7);

impl BuddhistDate {
    /// Parses a date as people write it.
    ///
    /// - With a month name: `3 มกราคม 2566`, `3 ม.ค. 66`, `วันที่ 3 เดือนมกราคม พ.ศ. 2566`, `15-ก.ค.-2567`,
    ///   `3 January 2566`. Usual misspellings are read.
    /// - With numbers, day first: `3/1/2566`, `03-01-2566`, `3.1.66`. Slash, hyphen and dot mean the same.
    /// - With four digits first, year first: `2566-01-03`, `2023-01-03`, `2566/01/03`.
    ///
    /// Digits may be Thai. A weekday before the date, or in brackets behind it, must be the right one. A year of four
    /// digits is B.E. from 2400 on unless พ.ศ. or ค.ศ. says otherwise. A year of two digits is B.E. 2550 to 2599.
    ///
    /// # Errors
    /// [`DateError`]: the text is not one date, a part of it is wrong or ambiguous, the day does not exist, or it is
    /// outside B.E. 2400–2700.
    pub fn parse(input: &str) -> Result<Self, DateError> {
        let tokens = lex::tokens(input).unwrap_or_default();
        if let Some((point, rest)) = point::point(&tokens)
            && let Some(reading) = resolve::day(&point)
            && (rest.is_empty() || is_time(rest))
        {
            return match (reading.fault, reading.meant) {
                (None, Some(day)) if rest.is_empty() => Ok(day),
                (None, Some(meant)) => Err(DateError::WithTime {
                    written: kept(input),
                    meant,
                }),
                (fault, meant) => Err(fault::of_day(fault.unwrap_or(Fault::OutOfRange), kept(input), meant)),
            };
        }
        Err(no_date(input))
    }

    /// Converts a Gregorian date.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside B.E. 2400–2700.
    pub fn from_gregorian(date: Date) -> Result<Self, DateError> {
        Self::within(date).ok_or_else(|| DateError::OutOfRange {
            written: date.to_string(),
            meant: None,
        })
    }

    /// The day in Thailand at a moment.
    ///
    /// # Errors
    /// As [`Self::from_gregorian`].
    pub fn in_thailand(moment: Timestamp) -> Result<Self, DateError> {
        Self::from_gregorian(BANGKOK.to_datetime(moment).date())
    }

    /// The moment at which the day begins in Thailand.
    pub fn begins_at(self) -> Timestamp {
        let midnight = self.gregorian().at(0, 0, 0, 0);
        // All days of this calendar are within the range of timestamps, so this error does not occur.
        BANGKOK.to_timestamp(midnight).unwrap_or(Timestamp::MIN)
    }

    /// Makes a date from a B.E. year, a month (1–12) and a day of the month.
    ///
    /// # Errors
    /// [`DateError`] when the day does not exist or the year is outside B.E. 2400–2700.
    pub fn from_buddhist(year_be: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let written = format!("{year_be:04}-{month:02}-{day:02}");
        let ce = i16::try_from(year_be).unwrap_or(i16::MAX) - ERA_OFFSET;
        match resolve::nearest(ce, month, day) {
            Some((date, true)) => Ok(date),
            Some((nearest, false)) => Err(DateError::DoesNotExist { written, nearest }),
            None => Err(DateError::OutOfRange { written, meant: None }),
        }
    }
}

/// Why a text that is not one date is refused: it may be two dates, or a period without days.
fn no_date(input: &str) -> DateError {
    let written = kept(input);
    let two = |period: Period, written: String| DateError::TwoDates {
        written,
        first: period.first_day(),
        last: period.last_day(),
    };
    match Period::parse(input) {
        Ok(period) if period.is_by_day() => two(period, written),
        Ok(_) | Err(PeriodError::AmbiguousYear { .. } | PeriodError::Month { .. } | PeriodError::FiscalYear { .. }) => {
            DateError::DayMissing { written }
        }
        // `15 และ 16 กรกฎาคม 2567` is no period, but two dates all the same.
        Err(PeriodError::NotAPeriod { .. }) => match Period::parse(&format!("ระหว่าง {written}")) {
            Ok(period) if period.is_by_day() => two(period, written),
            _ => DateError::NotADate { written },
        },
        Err(error) => match error.suggestion().map(|suggestion| Period::parse(&suggestion)) {
            Some(Ok(period)) if period.is_by_day() && period.first_day() < period.last_day() => two(period, written),
            _ => DateError::NotADate { written },
        },
    }
}

/// Whether the parts behind a date are a time of day: `เวลา 09.00 น.`, `09:00`, `T00:00:00Z`.
fn is_time(tokens: &[Token]) -> bool {
    let is_part = |token: &Token| {
        matches!(
            token,
            Token::Number(_)
                | Token::Colon
                | Token::Plus
                | Token::Mark { .. }
                | Token::Comma
                | Token::Word(Word::Time | Word::Hour | Word::Ordinal)
        )
    };
    let says_so = |token: &Token| {
        matches!(
            token,
            Token::Colon
                | Token::Mark {
                    separator: Separator::Dot,
                    ..
                }
                | Token::Word(Word::Time | Word::Hour)
        )
    };
    let begins = matches!(tokens, [Token::Number(_) | Token::Comma | Token::Word(_), ..]);
    begins
        && tokens.iter().all(is_part)
        && tokens.iter().any(says_so)
        && tokens.iter().any(|token| matches!(token, Token::Number(_)))
}

impl<'de> Deserialize<'de> for BuddhistDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_outside_the_calendar_are_refused() {
        for written in [
            "31 ธันวาคม พ.ศ. 2399",
            "1856-12-31",
            "2701-01-01",
            "2158-01-01",
            "3 มกราคม พ.ศ. 2023",
            "9999-02-31",
            "0000-01-01",
            "3 มกราคม พ.ศ. 0001",
        ] {
            let refused = BuddhistDate::parse(written).unwrap_err();
            assert_eq!(refused.code(), "date-out-of-range", "{written}");
        }
        assert_eq!(BuddhistDate::parse("1857-01-01"), Ok(BuddhistDate::MIN));
        assert_eq!(BuddhistDate::parse("2157-12-31"), Ok(BuddhistDate::MAX));
        assert!(BuddhistDate::from_buddhist(u16::MAX, 1, 1).is_err());
        assert!(BuddhistDate::from_gregorian(Date::MIN).is_err());
    }

    #[test]
    fn a_day_begins_at_midnight_in_thailand() {
        let day = BuddhistDate::parse("2026-11-01").unwrap();
        let beginning = day.begins_at();
        assert_eq!(beginning.to_string(), "2026-10-31T17:00:00Z");
        let before = beginning - jiff::SignedDuration::from_nanos(1);
        assert_eq!(BuddhistDate::in_thailand(beginning), Ok(day));
        assert_eq!(BuddhistDate::in_thailand(before).unwrap().iso(), "2026-10-31");
        assert_eq!(BuddhistDate::MIN.begins_at().to_string(), "1856-12-31T17:00:00Z");
        assert_eq!(BuddhistDate::MAX.begins_at().to_string(), "2157-12-30T17:00:00Z");
    }

    #[test]
    fn json_is_iso() {
        let day: BuddhistDate = serde_json::from_str("\"3 มกราคม 2566\"").unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2023-01-03\"");
        let refused = serde_json::from_str::<BuddhistDate>("\"2566-06-31\"").unwrap_err();
        assert!(
            refused.to_string().contains("30 June 2566 B.E. (2023-06-30)"),
            "{refused}"
        );
        assert!(serde_json::from_str::<BuddhistDate>("25660103").is_err());
    }
}
