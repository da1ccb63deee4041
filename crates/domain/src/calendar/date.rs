//! A civil day.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::month_name;
use super::quoted::kept;
use super::written::{self, Era, Style, Year};
use super::{DateError, ERA_OFFSET, FiscalYear, YearMonth};

/// Thailand's offset from UTC: seven hours, all year, since 1920.
const BANGKOK: Offset = Offset::constant(7);

/// A day of the civil calendar, from 1 January 2400 B.E. to 31 December 2700 B.E.
///
/// It is parsed from every form that Thai organizations use, and stored and sent as ISO 8601 in the Gregorian calendar.
///
/// ```
/// use prongsai_domain::calendar::BuddhistDate;
///
/// let day = BuddhistDate::parse("วันที่ ๓ เดือนมกราคม พ.ศ. ๒๕๖๖")?;
/// assert_eq!(day.iso(), "2023-01-03");
/// assert_eq!(day.buddhist_iso(), "2566-01-03");
/// assert_eq!(day.thai(), "3 มกราคม พ.ศ. 2566");
/// assert_eq!(day, BuddhistDate::parse("3/1/2566")?);
///
/// let missing = BuddhistDate::parse("2566-06-31").unwrap_err();
/// assert_eq!(missing.suggestion().as_deref(), Some("2566-06-30"));
/// # Ok::<(), prongsai_domain::calendar::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuddhistDate(Date);

impl BuddhistDate {
    /// 1 January 2400 B.E.
    pub const MIN: Self = Self(jiff::civil::date(2400 - ERA_OFFSET, 1, 1));
    /// 31 December 2700 B.E.
    pub const MAX: Self = Self(jiff::civil::date(2700 - ERA_OFFSET, 12, 31));

    /// Parses a date in any of the usual forms.
    ///
    /// `2023-01-03`, `2566-01-03`, `3 มกราคม 2566`, `3 ม.ค. 66`, `วันที่ 3 เดือนมกราคม พ.ศ. 2566`, `3/1/2566` (day
    /// first), `3 January 2566`; with Thai digits and with or without spaces. A year of four digits is B.E. from 2400
    /// on unless พ.ศ. or ค.ศ. says otherwise; a year of two digits is B.E. 25xx and needs a Thai month name.
    ///
    /// # Errors
    /// [`DateError`]: the text is not a date, the day does not exist, or it is outside B.E. 2400–2700.
    pub fn parse(input: &str) -> Result<Self, DateError> {
        let date = written::date(input).ok_or_else(|| DateError::NotADate { written: kept(input) })?;
        Self::resolve(date.year.ce, date.month, date.day, || kept(input))
    }

    /// Converts a Gregorian date.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`] outside B.E. 2400–2700.
    pub fn from_gregorian(date: Date) -> Result<Self, DateError> {
        if (Self::MIN.0..=Self::MAX.0).contains(&date) {
            Ok(Self(date))
        } else {
            Err(DateError::OutOfRange {
                written: date.to_string(),
            })
        }
    }

    /// The day in Thailand at a moment.
    ///
    /// # Errors
    /// As [`Self::from_gregorian`].
    pub fn in_thailand(moment: Timestamp) -> Result<Self, DateError> {
        Self::from_gregorian(BANGKOK.to_datetime(moment).date())
    }

    /// Makes a date from a B.E. year, a month (1–12) and a day of the month.
    ///
    /// # Errors
    /// [`DateError`] when the day does not exist or the year is outside B.E. 2400–2700.
    pub fn from_buddhist(year_be: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let ce = i16::try_from(year_be).unwrap_or(i16::MAX) - ERA_OFFSET;
        Self::resolve(ce, month, day, || format!("{year_be:04}-{month:02}-{day:02}"))
    }

    fn resolve(ce: i16, month: u8, day: u8, written: impl Fn() -> String) -> Result<Self, DateError> {
        if !(Self::MIN.0.year()..=Self::MAX.0.year()).contains(&ce) {
            return Err(DateError::OutOfRange { written: written() });
        }
        let wanted = (
            i8::try_from(month).unwrap_or(i8::MAX),
            i8::try_from(day).unwrap_or(i8::MAX),
        );
        // The first day of a month from 1 to 12 always exists, so this error does not occur.
        let first = Date::new(ce, wanted.0.clamp(1, 12), 1).map_err(|_| DateError::NotADate { written: written() })?;
        let real_day = wanted.1.clamp(1, first.days_in_month());
        let nearest = Self(first.with().day(real_day).build().unwrap_or(first));
        if (first.month(), real_day) == wanted {
            Ok(nearest)
        } else {
            Err(DateError::DoesNotExist {
                written: written(),
                nearest,
            })
        }
    }

    /// For days that are known to be in the calendar, and the ends of periods that are cut at its edges.
    pub(super) fn clamped(date: Date) -> Self {
        Self(date.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The same day in the Gregorian calendar.
    pub fn gregorian(self) -> Date {
        self.0
    }

    /// The B.E. year, 2400–2700.
    pub fn year(self) -> u16 {
        (self.0.year() + ERA_OFFSET).unsigned_abs()
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// ISO 8601 in the Gregorian calendar: `2023-01-03`.
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// The ISO form with the B.E. year: `2566-01-03`.
    pub fn buddhist_iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// As in official Thai documents: `3 มกราคม พ.ศ. 2566`.
    pub fn thai(self) -> String {
        format!("{} {} พ.ศ. {}", self.day(), month_name::thai(self.month()), self.year())
    }

    /// In English with the B.E. year: `3 January 2566`.
    pub fn english(self) -> String {
        format!("{} {} {}", self.day(), month_name::english(self.month()), self.year())
    }

    /// The fiscal year of the day: its own year until September, the next one from October on.
    pub fn fiscal_year(self) -> FiscalYear {
        self.year_month().fiscal_year()
    }

    /// The month of the day.
    pub fn year_month(self) -> YearMonth {
        YearMonth::of(self)
    }

    /// The day after; `None` after the last day of the calendar.
    pub fn next_day(self) -> Option<Self> {
        Self::from_gregorian(self.0.tomorrow().ok()?).ok()
    }

    /// The day before; `None` before the first day of the calendar.
    pub fn previous_day(self) -> Option<Self> {
        Self::from_gregorian(self.0.yesterday().ok()?).ok()
    }

    /// Formats the day in the style of another text.
    pub(super) fn styled(self, style: Style, era: Era) -> String {
        let year = Year::number(era, self.0.year());
        match (style, era) {
            (Style::Iso, _) => format!("{year:04}-{:02}-{:02}", self.month(), self.day()),
            (Style::Slash, _) => format!("{}/{}/{year}", self.day(), self.month()),
            (Style::Thai, Era::Buddhist) => self.thai(),
            (Style::Thai, Era::Christian) => {
                format!("{} {} ค.ศ. {year}", self.day(), month_name::thai(self.month()))
            }
            (Style::English, _) => format!("{} {} {year}", self.day(), month_name::english(self.month())),
        }
    }
}

/// ISO 8601 in the Gregorian calendar.
impl fmt::Display for BuddhistDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for BuddhistDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
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
        assert_eq!(BuddhistDate::MAX.next_day(), None);
        assert_eq!(BuddhistDate::MIN.previous_day(), None);
        assert!(BuddhistDate::from_buddhist(u16::MAX, 1, 1).is_err());
        assert!(BuddhistDate::from_gregorian(Date::MIN).is_err());
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
