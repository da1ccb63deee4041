//! The reason why a date is refused, with a suggestion.

use thiserror::Error;

use super::BuddhistDate;
use super::quoted::quoted;
use super::written;
use crate::text;

/// A date that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// The text has none of the known forms.
    #[error("{} is not a date; write it as 2566-01-03, 2023-01-03 or 3 มกราคม 2566", quoted(.written))]
    NotADate {
        /// The text, shortened to 200 characters.
        written: String,
    },
    /// The form is right, but the calendar has no such day.
    #[error("{} does not exist; the nearest date is {} B.E. ({nearest})", quoted(.written), .nearest.english())]
    DoesNotExist {
        /// The text.
        written: String,
        /// The nearest real day in the same year.
        nearest: BuddhistDate,
    },
    /// The year is outside B.E. 2400–2700.
    #[error("{} is outside the years 2400 to 2700 B.E. (1857 to 2157); check the year and its era", quoted(.written))]
    OutOfRange {
        /// The text.
        written: String,
    },
}

impl DateError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotADate { .. } => "not-a-date",
            Self::DoesNotExist { .. } => "date-does-not-exist",
            Self::OutOfRange { .. } => "date-out-of-range",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotADate { written } => {
                format!("{} ไม่ใช่วันที่ กรุณาเขียนแบบ 2566-01-03 หรือ 3 มกราคม 2566", quoted(written))
            }
            Self::DoesNotExist { written, nearest } => {
                format!("ไม่มีวันที่ {} ในปฏิทิน วันที่ใกล้เคียงที่สุดคือ {}", quoted(written), nearest.thai())
            }
            Self::OutOfRange { written } => {
                format!(
                    "{} อยู่นอกช่วง พ.ศ. 2400 ถึง พ.ศ. 2700 กรุณาตรวจสอบปีและศักราช",
                    quoted(written)
                )
            }
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A suggestion in the form and era of the text; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        let Self::DoesNotExist { written, nearest } = self else {
            return None;
        };
        let suggested = match written::date(written) {
            Some(date) => nearest.styled(date.style, date.year.era),
            None => nearest.buddhist_iso(),
        };
        Some(if text::has_thai_digits(written) {
            text::thai_digits(&suggested)
        } else {
            suggested
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn suggested(written: &str, expected: &str) {
        let refused = BuddhistDate::parse(written).expect_err(written);
        assert_eq!(refused.code(), "date-does-not-exist", "{written}");
        assert_eq!(refused.suggestion().as_deref(), Some(expected), "{written}");
        assert!(BuddhistDate::parse(expected).is_ok(), "{expected}");
    }

    #[test]
    fn suggestions_are_written_like_what_was_written() {
        suggested("2566-06-31", "2566-06-30");
        suggested("2023-06-31", "2023-06-30");
        suggested("31 มิถุนายน 2566", "30 มิถุนายน พ.ศ. 2566");
        suggested("๓๑ มิ.ย. ๒๕๖๖", "๓๐ มิถุนายน พ.ศ. ๒๕๖๖");
        suggested("31 มิถุนายน 2023", "30 มิถุนายน ค.ศ. 2023");
        suggested("31/6/2566", "30/6/2566");
        suggested("31/06/2023", "30/6/2023");
        suggested("31 June 2566", "30 June 2566");
        suggested("29 ก.พ. 2566", "28 กุมภาพันธ์ พ.ศ. 2566");
        suggested("2566-13-05", "2566-12-05");
        suggested("2566-00-00", "2566-01-01");
        suggested("2566-99-99", "2566-12-31");
        suggested(&format!("{}31/06/2023", " ".repeat(200)), "30/6/2023");
        suggested("0 มกราคม 66", "1 มกราคม พ.ศ. 2566");
    }

    #[test]
    fn messages_name_the_nearest_day_in_both_languages() {
        let refused = BuddhistDate::parse("2566-06-31").unwrap_err();
        assert!(refused.message_th().contains("30 มิถุนายน พ.ศ. 2566"));
        assert!(refused.message_en().contains("30 June 2566 B.E. (2023-06-30)"));
    }

    #[test]
    fn numbers_that_make_no_day_still_get_a_suggestion() {
        let refused = BuddhistDate::from_buddhist(2566, 2, 200).unwrap_err();
        assert_eq!(refused.suggestion().as_deref(), Some("2566-02-28"));
    }

    #[test]
    fn messages_stay_short_and_clean() {
        let long = format!("ก\u{202E}\n{}", "ก".repeat(100_000));
        let refused = BuddhistDate::parse(&long).unwrap_err();
        assert!(refused.message_en().chars().count() < 200);
        assert!(!refused.message_th().contains(['\n', '\u{202E}']));
    }
}
