//! How a day is made from a text, from numbers and from a moment.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, de};

use super::quoted::kept;
use super::{BuddhistDate, DateError, ERA_OFFSET, written};

/// Thailand's offset from UTC: seven hours, all year, since 1920.
const BANGKOK: Offset = Offset::constant(7);

impl BuddhistDate {
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
        Self::within(date).ok_or_else(|| DateError::OutOfRange {
            written: date.to_string(),
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
        let ce = i16::try_from(year_be).unwrap_or(i16::MAX) - ERA_OFFSET;
        Self::resolve(ce, month, day, || format!("{year_be:04}-{month:02}-{day:02}"))
    }

    fn resolve(ce: i16, month: u8, day: u8, written: impl Fn() -> String) -> Result<Self, DateError> {
        if !(Self::MIN.gregorian().year()..=Self::MAX.gregorian().year()).contains(&ce) {
            return Err(DateError::OutOfRange { written: written() });
        }
        let wanted = (
            i8::try_from(month).unwrap_or(i8::MAX),
            i8::try_from(day).unwrap_or(i8::MAX),
        );
        // The first day of a month from 1 to 12 always exists, so this error does not occur.
        let first = Date::new(ce, wanted.0.clamp(1, 12), 1).map_err(|_| DateError::NotADate { written: written() })?;
        let real_day = wanted.1.clamp(1, first.days_in_month());
        let nearest = Self::clamped(first.with().day(real_day).build().unwrap_or(first));
        if (first.month(), real_day) == wanted {
            Ok(nearest)
        } else {
            Err(DateError::DoesNotExist {
                written: written(),
                nearest,
            })
        }
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
