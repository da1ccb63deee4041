//! Writes the date or month that is meant in the form of a refused text.

use super::date::BuddhistDate;
use super::lex;
use super::point;
use super::resolve;
use super::style::Era;
use super::written_point::Point;
use super::year_month::YearMonth;
use crate::text;

/// The day in the form, era and digits of a text that has a day at its beginning.
pub(super) fn date_like(written: &str, day: BuddhistDate) -> String {
    let style = first_point(written).filter(|point| point.month.is_some());
    with_digits_of(
        written,
        match style {
            Some(point) => day.styled(point.style, era(&point, day.year())),
            None => day.buddhist_iso(),
        },
    )
}

/// The same for a month.
pub(super) fn month_like(written: &str, month: YearMonth) -> String {
    with_digits_of(
        written,
        match first_point(written) {
            Some(point) => month.styled(point.style, era(&point, month.year())),
            None => month.buddhist_iso(),
        },
    )
}

/// For messages: the day in the form of the text, or an example when the day is not known.
pub(super) fn suggested(written: &str, meant: Option<BuddhistDate>) -> String {
    meant.map_or_else(|| "3/1/2566".to_owned(), |day| date_like(written, day))
}

/// For messages: the month in the form of the text, or an example when the month is not known.
pub(super) fn suggested_month(written: &str, meant: Option<YearMonth>) -> String {
    meant.map_or_else(|| "01/2566".to_owned(), |month| month_like(written, month))
}

/// For messages: names the year that is meant.
pub(super) fn meant_year_en(meant: Option<BuddhistDate>) -> String {
    meant.map_or_else(String::new, |day| {
        format!(
            "; probably the year {} B.E. ({}) is meant",
            day.year(),
            day.gregorian().year()
        )
    })
}

/// For messages: names the year that is meant.
pub(super) fn meant_year_th(meant: Option<BuddhistDate>) -> String {
    meant.map_or_else(String::new, |day| format!(" น่าจะหมายถึงปี พ.ศ. {}", day.year()))
}

/// The text with Thai digits if the written one has them.
pub(super) fn with_digits_of(written: &str, text: String) -> String {
    if text::has_thai_digits(written) {
        text::thai_digits(&text)
    } else {
        text
    }
}

fn first_point(written: &str) -> Option<Point> {
    let tokens = lex::tokens(written)?;
    let (point, _) = point::point(&tokens)?;
    Some(point)
}

/// The era of a suggestion: that of the text, unless its year is what is wrong.
pub(super) fn era(point: &Point, year_be: u16) -> Era {
    let year = point.year.and_then(|year| resolve::year(year, point.style));
    match year {
        Some((Some(be), era, None)) if be.unsigned_abs() == year_be => era,
        _ => Era::Buddhist,
    }
}
