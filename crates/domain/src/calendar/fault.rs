//! The errors of days and months from what is wrong with them.

use super::date::BuddhistDate;
use super::date_error::DateError;
use super::resolve::Fault;
use super::year_month::YearMonth;
use super::year_month_error::YearMonthError;

/// The error of a day.
pub(super) fn of_day(fault: Fault, written: String, meant: Option<BuddhistDate>) -> DateError {
    match (fault, meant) {
        (Fault::MonthFirst, _) => DateError::MonthFirst { written, meant },
        (Fault::Misspelt, _) => DateError::MisspeltMonth { written, meant },
        (Fault::ShortYear, _) => DateError::AmbiguousYear { written, meant },
        (Fault::DoesNotExist, Some(nearest)) => DateError::DoesNotExist { written, nearest },
        (Fault::WrongWeekday(stated), Some(day)) => DateError::WrongWeekday { written, stated, day },
        (Fault::OutOfRange | Fault::DoesNotExist | Fault::WrongWeekday(_), _) => {
            DateError::OutOfRange { written, meant }
        }
    }
}

/// The error of a month. A month has neither a weekday nor an order of day and month.
pub(super) fn of_month(fault: Fault, written: String, meant: Option<YearMonth>) -> YearMonthError {
    match (fault, meant) {
        (Fault::Misspelt, _) => YearMonthError::Misspelt { written, meant },
        (Fault::ShortYear, _) => YearMonthError::AmbiguousYear { written, meant },
        (Fault::DoesNotExist, Some(nearest)) => YearMonthError::DoesNotExist { written, nearest },
        _ => YearMonthError::OutOfRange { written, meant },
    }
}
