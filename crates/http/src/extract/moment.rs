//! Moments in a query.

use jiff::Timestamp;
use prongsai_domain::calendar::{BuddhistDate, DateError};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::problem::{Bilingual, FieldError};

/// What serde is told about a text that is no moment. [`refusal`] explains it; the text itself is in the query.
pub(super) const REFUSED: &str = "not a moment";

/// A moment: a timestamp of RFC 3339, or a day in the form `2026-11-01`, which stands for its beginning in Thailand.
/// The year is that of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map(Self).ok_or_else(|| D::Error::custom(REFUSED))
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    if after_buddhist_year(text).is_some() {
        None
    } else if is_day(text) {
        BuddhistDate::parse(text).ok().map(BuddhistDate::begins_at)
    } else {
        text.parse().ok()
    }
}

/// Whether a text has the form `2026-11-01`.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Of a text that begins with a year of the Buddhist Era: this year in the Gregorian calendar, and what follows it. In the
/// Gregorian calendar the same number is a year of which there is no entry.
fn after_buddhist_year(text: &str) -> Option<(i16, &str)> {
    let (digits, rest) = text.split_once('-')?;
    let year = digits.parse::<u16>().ok().filter(|_| digits.len() == 4)?;
    let first_day = BuddhistDate::from_buddhist(year, 1, 1).ok()?;
    Some((first_day.gregorian().year(), rest))
}

/// The refusal of a text that is no moment.
pub(super) fn refusal(name: &str, text: &str) -> FieldError {
    FieldError::in_parameter(name, "invalid-value", message(text)).suggesting(suggestion(text))
}

fn message(text: &str) -> Bilingual {
    if after_buddhist_year(text).is_some() {
        return Bilingual::new(
            "ปีต้องเป็นปีคริสต์ศักราช เช่น 2026-11-01",
            "The year has to be that of the Gregorian calendar, as in 2026-11-01.",
        );
    }
    if with_plus(text).is_some() {
        return Bilingual::new(
            "เครื่องหมาย + ในพารามิเตอร์หมายถึงช่องว่าง ให้เขียนเป็น %2B",
            "In a query + means a space; write %2B.",
        );
    }
    match BuddhistDate::parse(text) {
        Err(error @ DateError::DoesNotExist { .. }) => Bilingual::new(error.message_th(), error.message_en()),
        _ => Bilingual::new(
            "ต้องเป็นวันที่แบบ 2026-11-01 ซึ่งหมายถึงเวลาเริ่มต้นของวันนั้นในประเทศไทย \
             หรือวันและเวลาแบบ 2026-11-01T08:30:00Z (RFC 3339)",
            "This has to be a day as 2026-11-01, which means its beginning in Thailand, or a timestamp as \
             2026-11-01T08:30:00Z (RFC 3339).",
        ),
    }
}

/// What was probably meant, as it is written in a query.
fn suggestion(text: &str) -> Option<String> {
    match BuddhistDate::parse(text) {
        Ok(day) => Some(day.iso()),
        Err(DateError::DoesNotExist { nearest, .. }) => Some(nearest.iso()),
        Err(_) => similar_timestamp(text).map(|found| found.replacen(' ', "T", 1).replace('+', "%2B")),
    }
}

/// The timestamp with a Gregorian year, with the plus sign that became a space or with the offset of Thailand.
fn similar_timestamp(text: &str) -> Option<String> {
    let gregorian = match after_buddhist_year(text) {
        Some((year, rest)) => format!("{year}-{rest}"),
        None => text.to_owned(),
    };
    let (in_plain, in_thailand) = (with_plus(&gregorian), format!("{gregorian}+07:00"));
    [Some(gregorian), in_plain, Some(in_thailand)]
        .into_iter()
        .flatten()
        .find(|candidate| parse(candidate).is_some())
}

/// The text with a plus sign instead of its last space, if that makes it a moment.
fn with_plus(text: &str) -> Option<String> {
    let (time, offset) = text.rsplit_once(' ')?;
    let restored = format!("{time}+{offset}");
    parse(&restored).is_some().then_some(restored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_for_its_beginning_in_thailand() {
        for (text, moment) in [
            ("2026-11-01", "2026-10-31T17:00:00Z"),
            ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"),
            ("2026-11-01T00:00:00+07:00", "2026-10-31T17:00:00Z"),
            ("9999-01-01T00:00:00Z", "9999-01-01T00:00:00Z"),
        ] {
            let read = parse(text).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_with_what_was_probably_meant() {
        for (text, meant) in [
            ("2569-11-01", Some("2026-11-01")),
            ("2569-02-29", Some("2026-02-28")),
            ("2569-11-01T08:00:00Z", Some("2026-11-01T08:00:00Z")),
            ("2567-02-29T08:00:00Z", Some("2024-02-29T08:00:00Z")),
            ("2026-02-30", Some("2026-02-28")),
            ("1/11/2569", Some("2026-11-01")),
            ("๒๕๖๙-๑๑-๐๑", Some("2026-11-01")),
            ("2026-11-01T08:00:00 07:00", Some("2026-11-01T08:00:00%2B07:00")),
            ("2569-11-01T08:00:00 07:00", Some("2026-11-01T08:00:00%2B07:00")),
            ("2026-11-01T08:00:00", Some("2026-11-01T08:00:00%2B07:00")),
            ("2026-11-01 08:00", Some("2026-11-01T08:00%2B07:00")),
            ("2026-11-1", Some("2026-11-01")),
            ("1793491200", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(parse(text), None, "{text}");
            let refused = refusal("from", text);
            assert_eq!(refused.suggestion.as_deref(), meant, "{text}");
            let as_received = meant.map(|meant| meant.replace("%2B", "+"));
            assert!(as_received.is_none_or(|meant| parse(&meant).is_some()), "{text}");
        }
    }

    #[test]
    fn the_message_tells_what_to_change() {
        for (text, words) in [
            ("2569-11-01", "Gregorian"),
            ("2026-11-01T08:00:00 07:00", "%2B"),
            ("2026-02-30", "does not exist"),
            ("yesterday", "RFC 3339"),
        ] {
            let message = refusal("from", text).message;
            assert!(message.en.contains(words), "{text}: {}", message.en);
            assert_ne!(message.th, message.en, "{text}");
        }
    }
}
