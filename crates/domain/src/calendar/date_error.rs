//! The reason why a date is refused, with a suggestion.

use thiserror::Error;

use super::date::BuddhistDate;
use super::quoted::quoted;
use super::weekday;
use super::written;

/// A date that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// The text has none of the known forms.
    #[error("{} is not a date; write it as 2566-01-03, 2023-01-03 or 3 มกราคม 2566", quoted(.written))]
    NotADate {
        /// The text, shortened to 200 characters.
        written: String,
    },
    /// The text is a month, a quarter or a year.
    #[error("{} has no day; write a whole date, such as 3 มกราคม 2566", quoted(.written))]
    DayMissing {
        /// The text.
        written: String,
    },
    /// The text is a period of days.
    #[error(
        "{} is two dates, {} ({first}) and {} ({last}) B.E.; give one date in each field",
        quoted(.written), .first.english(), .last.english()
    )]
    TwoDates {
        /// The text.
        written: String,
        /// The first day.
        first: BuddhistDate,
        /// The last day.
        last: BuddhistDate,
    },
    /// A time of day follows the date.
    #[error("{} has a time of day; write the date alone: {}", quoted(.written), written::date_like(.written, *.meant))]
    WithTime {
        /// The text.
        written: String,
        /// The day.
        meant: BuddhistDate,
    },
    /// The form is right, but the calendar has no such day.
    #[error("{} does not exist; the nearest date is {} B.E. ({nearest})", quoted(.written), .nearest.english())]
    DoesNotExist {
        /// The text.
        written: String,
        /// The nearest real day in the same year.
        nearest: BuddhistDate,
    },
    /// The month stands before the day.
    #[error("{} has the month first; write the day first: {}", quoted(.written), written::suggested(.written, *.meant))]
    MonthFirst {
        /// The text.
        written: String,
        /// The day that is meant, if it is known.
        meant: Option<BuddhistDate>,
    },
    /// The name of the month is not one, but near to one.
    #[error("the month in {} is misspelled; probably {} is meant", quoted(.written), written::suggested(.written, *.meant))]
    MisspeltMonth {
        /// The text.
        written: String,
        /// The day that is meant, if it is known.
        meant: Option<BuddhistDate>,
    },
    /// The year has two digits that stand for several years.
    #[error(
        "the year in {} may be B.E. or C.E.; write it with four digits: {}",
        quoted(.written), written::suggested(.written, *.meant)
    )]
    AmbiguousYear {
        /// The text.
        written: String,
        /// The day that is probably meant, if there is one.
        meant: Option<BuddhistDate>,
    },
    /// The date is another day of the week.
    #[error(
        "{} is not a {}; {} B.E. ({day}) is a {}",
        quoted(.written), weekday::english(*.stated), .day.english(), weekday::english(weekday::of(*.day))
    )]
    WrongWeekday {
        /// The text.
        written: String,
        /// The day of the week that the text states: 1 is Monday, 7 is Sunday.
        stated: u8,
        /// The date.
        day: BuddhistDate,
    },
    /// The year is outside B.E. 2400–2700.
    #[error(
        "{} is outside the years 2400 to 2700 B.E. (1857 to 2157); check the year and its era{}",
        quoted(.written), written::meant_year_en(*.meant)
    )]
    OutOfRange {
        /// The text.
        written: String,
        /// The day that is meant, if 543 was added to the year, or taken from it, once or twice too often.
        meant: Option<BuddhistDate>,
    },
}

impl DateError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotADate { .. } => "not-a-date",
            Self::DayMissing { .. } => "date-day-missing",
            Self::TwoDates { .. } => "two-dates",
            Self::WithTime { .. } => "date-with-time",
            Self::DoesNotExist { .. } => "date-does-not-exist",
            Self::MonthFirst { .. } => "date-month-first",
            Self::MisspeltMonth { .. } => "date-month-misspelled",
            Self::AmbiguousYear { .. } => "date-ambiguous-year",
            Self::WrongWeekday { .. } => "date-wrong-weekday",
            Self::OutOfRange { .. } => "date-out-of-range",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        let meant = |written: &str, meant: &Option<BuddhistDate>| written::suggested(written, *meant);
        match self {
            Self::NotADate { written } => {
                format!("{} ไม่ใช่วันที่ กรุณาเขียนแบบ 2566-01-03 หรือ 3 มกราคม 2566", quoted(written))
            }
            Self::DayMissing { written } => {
                format!("{} ไม่ได้ระบุวัน กรุณาระบุวัน เดือน ปี ให้ครบ เช่น 3 มกราคม 2566", quoted(written))
            }
            Self::TwoDates { written, first, last } => format!(
                "{} เป็นวันที่สองวัน คือ {} และ {} กรุณาระบุช่องละหนึ่งวัน",
                quoted(written),
                first.thai(),
                last.thai()
            ),
            Self::WithTime { written, meant } => format!(
                "{} มีเวลาต่อท้าย กรุณาระบุเฉพาะวันที่ คือ {}",
                quoted(written),
                written::date_like(written, *meant)
            ),
            Self::DoesNotExist { written, nearest } => {
                format!("ไม่มีวันที่ {} ในปฏิทิน วันที่ใกล้เคียงที่สุดคือ {}", quoted(written), nearest.thai())
            }
            Self::MonthFirst { written, meant: day } => {
                format!(
                    "{} เขียนเดือนก่อนวัน กรุณาเขียนวันก่อนเดือน คือ {}",
                    quoted(written),
                    meant(written, day)
                )
            }
            Self::MisspeltMonth { written, meant: day } => {
                format!(
                    "ชื่อเดือนใน {} สะกดไม่ถูกต้อง น่าจะหมายถึง {}",
                    quoted(written),
                    meant(written, day)
                )
            }
            Self::AmbiguousYear { written, meant: day } => format!(
                "ปีใน {} อาจเป็น พ.ศ. หรือ ค.ศ. กรุณาเขียนปีสี่หลัก เช่น {}",
                quoted(written),
                meant(written, day)
            ),
            Self::WrongWeekday { written, stated, day } => format!(
                "{} ไม่ใช่{} วันที่ {} เป็น{}",
                quoted(written),
                weekday::thai(*stated),
                day.thai(),
                weekday::thai(weekday::of(*day))
            ),
            Self::OutOfRange { written, meant } => format!(
                "{} อยู่นอกช่วง พ.ศ. 2400 ถึง พ.ศ. 2700 กรุณาตรวจสอบปีและศักราช{}",
                quoted(written),
                written::meant_year_th(*meant)
            ),
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A date that is accepted, in the form of the text; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        let (written, meant) = match self {
            Self::NotADate { .. } | Self::DayMissing { .. } | Self::TwoDates { .. } => return None,
            Self::DoesNotExist { written, nearest: day }
            | Self::WithTime { written, meant: day }
            | Self::WrongWeekday { written, day, .. } => (written, Some(*day)),
            Self::MonthFirst { written, meant }
            | Self::MisspeltMonth { written, meant }
            | Self::AmbiguousYear { written, meant }
            | Self::OutOfRange { written, meant } => (written, *meant),
        };
        meant.map(|day| written::date_like(written, day))
    }

    /// The date that is suggested.
    pub fn meant(&self) -> Option<BuddhistDate> {
        match self {
            Self::NotADate { .. } | Self::DayMissing { .. } | Self::TwoDates { .. } => None,
            Self::DoesNotExist { nearest: day, .. }
            | Self::WithTime { meant: day, .. }
            | Self::WrongWeekday { day, .. } => Some(*day),
            Self::MonthFirst { meant, .. }
            | Self::MisspeltMonth { meant, .. }
            | Self::AmbiguousYear { meant, .. }
            | Self::OutOfRange { meant, .. } => *meant,
        }
    }
}
