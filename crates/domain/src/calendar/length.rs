//! A length of time beside the dates of a period: `(6 เดือน)`, `รวม 15 วัน`.

use jiff::ToSpan;

use super::date::BuddhistDate;
use super::fiscal_part;
use super::lex::Token;
use super::lexicon::Word;
use super::period::Period;
use super::written_point::{Rest, after_word};

/// The most units of one kind that a length may count.
const COUNT_MAX: u16 = 999;

/// A length in months and days, at least one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) months: u16,
    pub(super) days: u16,
}

impl Length {
    /// The period of this length that begins as another one does; `None` when it leaves the calendar.
    pub(super) fn from(self, start: Period) -> Option<Period> {
        if !start.is_by_day() && self.days == 0 {
            let months = i32::from(self.months) - 1;
            return Some(Period::between(start.from(), start.from().plus_months(months)?));
        }
        let last = self.after(start.first_day())?.gregorian().yesterday().ok()?;
        Some(Period::between_days(start.first_day(), BuddhistDate::within(last)?))
    }

    /// Whether a period has this length. `15 ม.ค. - 15 มี.ค.` counts as two months, as people count; whole months are counted
    /// exactly.
    pub(super) fn is_of(self, period: Period) -> bool {
        let is_exact = self
            .from(period)
            .is_some_and(|meant| meant.last_day() == period.last_day());
        let is_counted_loosely = || {
            let is_in_months = period.is_by_day() && self.days == 0 && period.first_day().day() > 1;
            is_in_months && self.after(period.first_day()) == Some(period.last_day())
        };
        is_exact || is_counted_loosely()
    }

    /// The day after a time of this length.
    fn after(self, first: BuddhistDate) -> Option<BuddhistDate> {
        let month_later = first.gregorian().checked_add(i64::from(self.months).months()).ok()?;
        let behind = month_later.checked_add(i64::from(self.days).days()).ok()?;
        BuddhistDate::within(behind)
    }

    /// `6 เดือน`, `1 เดือน 15 วัน`
    pub(super) fn thai(self) -> String {
        self.joined("เดือน", "วัน", "")
    }

    /// `6 months`, `1 month 15 days`
    pub(super) fn english(self) -> String {
        self.joined("month", "day", "s")
    }

    fn joined(self, month: &str, day: &str, plural: &str) -> String {
        let part = |count: u16, unit: &str| {
            let plural = if count == 1 { "" } else { plural };
            (count > 0).then(|| format!("{count} {unit}{plural}"))
        };
        let parts = [part(self.months, month), part(self.days, day)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Divides a text into a length and the rest, which names the dates. The length stands behind them, in brackets or not, or
/// before them.
pub(super) fn split(tokens: Rest<'_>) -> Option<(Length, Rest<'_>)> {
    behind(tokens).or_else(|| before(tokens))
}

fn behind(tokens: Rest<'_>) -> Option<(Length, Rest<'_>)> {
    let inner = match tokens {
        [inner @ .., Token::Close] => inner,
        _ => tokens,
    };
    let is_closed = inner.len() < tokens.len();
    (1..inner.len()).find_map(|place| {
        let (dates, behind) = inner.split_at_checked(place)?;
        let behind = match behind {
            [Token::Open, behind @ ..] if is_closed => behind,
            _ if is_closed => return None,
            [Token::Comma | Token::Colon, behind @ ..] => behind,
            _ => behind,
        };
        let (length, []) = length(behind)? else { return None };
        Some((length, dates))
    })
}

fn before(tokens: Rest<'_>) -> Option<(Length, Rest<'_>)> {
    let (length, rest) = length(tokens)?;
    match rest {
        [Token::Colon | Token::Comma, rest @ ..] => Some((length, rest)),
        [
            Token::Open | Token::Word(Word::Between | Word::On | Word::During | Word::Day),
            ..,
        ] => Some((length, rest)),
        _ => None,
    }
}

/// Reads a length from the beginning: `6 เดือน`, `หกเดือน`, `รวมระยะเวลา 1 ปี 6 เดือน`.
pub(super) fn length(tokens: Rest<'_>) -> Option<(Length, Rest<'_>)> {
    let mut rest = lead(tokens);
    if let [Token::Word(Word::Half), rest @ ..] = rest {
        return Some((Length { months: 6, days: 0 }, rest));
    }
    let mut length = Length { months: 0, days: 0 };
    while let Some((count, [Token::Word(word), behind @ ..])) = counted(rest)
        && let Some(one) = of(count, *word)
    {
        length.months = length.months.saturating_add(one.months);
        length.days = length.days.saturating_add(one.days);
        rest = after_word(behind, Word::And);
    }
    (length.months > 0 || length.days > 0).then_some((length, rest))
}

fn lead(mut tokens: Rest<'_>) -> Rest<'_> {
    while let [Token::Word(Word::Lasting), rest @ ..] = tokens {
        tokens = rest;
    }
    tokens
}

fn counted(tokens: Rest<'_>) -> Option<(u16, Rest<'_>)> {
    match tokens {
        [Token::Number(number), rest @ ..] if number.count <= 3 => Some((number.value, rest)),
        _ => fiscal_part::number(tokens).map(|(count, rest)| (u16::from(count), rest)),
    }
}

fn of(count: u16, unit: Word) -> Option<Length> {
    let count = Some(count).filter(|count| (1..=COUNT_MAX).contains(count))?;
    let (months, days) = match unit {
        Word::DayOf => (0, 1),
        Word::Week => (0, 7),
        Word::Month12 => (1, 0),
        Word::Quarter => (3, 0),
        Word::Year | Word::FiscalYear => (12, 0),
        _ => return None,
    };
    Some(Length {
        months: count * months,
        days: count * days,
    })
}
