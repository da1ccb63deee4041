//! Finds the day or month that a written one means, and what is wrong with it.

use jiff::civil::Date;

use super::ERA_OFFSET;
use super::date::BuddhistDate;
use super::style::{Era, Style};
use super::weekday;
use super::written_point::{Point, WrittenYear};
use super::year_month::YearMonth;

/// The first year that is read as B.E. when no era is given. Earlier years are Gregorian.
const FIRST_BUDDHIST_YEAR: i16 = 2400;
/// The B.E. century of years that are written with two digits.
const SHORT_YEAR_CENTURY: i16 = 2500;
/// From 50 on, two digits are a B.E. year: 2550 to 2599. Below, they may as well be the C.E. years 2000 to 2049.
const FIRST_SHORT_YEAR: i16 = 50;
/// 2007 is 2550 B.E., the first year that two digits stand for. Below 7 they stand for no such year in either era.
const FIRST_SHORT_CHRISTIAN_YEAR: i16 = 7;
/// What people add to a year, or take from it, once too often: one offset of the eras, or two.
const SLIPS: [i16; 4] = [-ERA_OFFSET, ERA_OFFSET, -2 * ERA_OFFSET, 2 * ERA_OFFSET];

/// What is wrong with a day or month that can be recognised. The first of several is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    MonthFirst,
    Misspelt,
    ShortYear,
    OutOfRange,
    DoesNotExist,
    /// The weekday, which is another one.
    WrongWeekday(u8),
}

/// The day or month that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading<T> {
    /// `None` when nothing is wrong; then `meant` is known.
    pub(super) fault: Option<Fault>,
    /// `None` when it cannot be known.
    pub(super) meant: Option<T>,
    /// The era in which a suggestion is written.
    pub(super) era: Era,
}

/// The day of a point that has day, month and year; `None` when one is missing, or the year has no known form.
pub(super) fn day(point: &Point) -> Option<Reading<BuddhistDate>> {
    let (day, month) = (point.day?, point.month?);
    let (be, era, year_fault) = year(point.year?, point.style)?;
    let weekday_fault = |date: BuddhistDate| {
        let real = weekday::of(date);
        point.weekday.filter(|stated| *stated != real).map(Fault::WrongWeekday)
    };
    let (meant, last_fault) = match be.and_then(|be| nearest(be - ERA_OFFSET, month, day)) {
        Some((date, true)) => (Some(date), weekday_fault(date)),
        Some((date, false)) => (Some(date), Some(Fault::DoesNotExist)),
        None => (None, Some(Fault::OutOfRange)),
    };
    let fault = form_fault(point).or(year_fault).or(last_fault);
    Some(Reading { fault, meant, era })
}

/// The month of a point that has month and year, and no day.
pub(super) fn month(point: &Point) -> Option<Reading<YearMonth>> {
    let month = point.month.filter(|_| point.day.is_none() && point.weekday.is_none())?;
    let (be, era, year_fault) = year(point.year?, point.style)?;
    let (meant, last_fault) = match be.and_then(|be| nearest_month(be - ERA_OFFSET, month)) {
        Some((month, true)) => (Some(month), None),
        Some((month, false)) => (Some(month), Some(Fault::DoesNotExist)),
        None => (None, Some(Fault::OutOfRange)),
    };
    let fault = form_fault(point).or(year_fault).or(last_fault);
    Some(Reading { fault, meant, era })
}

fn form_fault(point: &Point) -> Option<Fault> {
    match (point.month_first, point.near) {
        (true, _) => Some(Fault::MonthFirst),
        (_, true) => Some(Fault::Misspelt),
        _ => None,
    }
}

/// The B.E. year that is meant, if it is known, the era of suggestions, and what is wrong with it.
type YearReading = (Option<i16>, Era, Option<Fault>);

/// `None` when the digits are no year.
pub(super) fn year(written: WrittenYear, style: Style) -> Option<YearReading> {
    let value = i16::try_from(written.digits.value).ok()?;
    match (written.digits.count, written.era) {
        (4, era) => {
            let is_christian = era.map_or(value < FIRST_BUDDHIST_YEAR, |era| era == Era::Christian);
            let be = if is_christian { value + ERA_OFFSET } else { value };
            if in_calendar(be) {
                let era = if is_christian { Era::Christian } else { Era::Buddhist };
                Some((Some(be), era, None))
            } else {
                Some((slip(be, in_calendar), Era::Buddhist, Some(Fault::OutOfRange)))
            }
        }
        (2, Some(Era::Buddhist)) => Some((Some(SHORT_YEAR_CENTURY + value), Era::Buddhist, None)),
        (2, None) if value >= FIRST_SHORT_YEAR => {
            let is_guess = written.unusual || style == Style::English;
            let fault = is_guess.then_some(Fault::ShortYear);
            Some((Some(SHORT_YEAR_CENTURY + value), Era::Buddhist, fault))
        }
        (2, None) => {
            let meant = (value >= FIRST_SHORT_CHRISTIAN_YEAR).then_some(2000 + ERA_OFFSET + value);
            Some((meant, Era::Buddhist, Some(Fault::ShortYear)))
        }
        _ => None,
    }
}

/// The year to which 543 was added, or from which it was taken, once or twice too often; `None` when there is no such year
/// that is known.
pub(super) fn slip(be: i16, is_known: impl Fn(i16) -> bool) -> Option<i16> {
    SLIPS
        .into_iter()
        .filter_map(|slip| be.checked_add(slip))
        .find(|meant| is_known(*meant))
}

fn in_calendar(be: i16) -> bool {
    (i32::from(BuddhistDate::MIN.year())..=i32::from(BuddhistDate::MAX.year())).contains(&i32::from(be))
}

/// The nearest real day of a Gregorian year, and whether it is the wanted one; `None` outside the calendar.
pub(super) fn nearest(ce: i16, month: u8, day: u8) -> Option<(BuddhistDate, bool)> {
    let wanted = (
        i8::try_from(month).unwrap_or(i8::MAX),
        i8::try_from(day).unwrap_or(i8::MAX),
    );
    let first = Date::new(ce, wanted.0.clamp(1, 12), 1).ok()?;
    let real_day = wanted.1.clamp(1, first.days_in_month());
    let date = Date::new(ce, first.month(), real_day).ok()?;
    Some((BuddhistDate::within(date)?, (first.month(), real_day) == wanted))
}

/// The nearest real month of a Gregorian year, and whether it is the wanted one; `None` outside the calendar.
pub(super) fn nearest_month(ce: i16, month: u8) -> Option<(YearMonth, bool)> {
    let (day, is_exact) = nearest(ce, month, 1)?;
    Some((YearMonth::of(day), is_exact))
}
