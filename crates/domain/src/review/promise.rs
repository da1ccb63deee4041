//! How often a text promises that something is done: `เดือนละ 1 ครั้ง`, `ทุกไตรมาส`, `ปีละ 2 ครั้ง`.

use std::cmp::Reverse;

use crate::calendar::month_begins;
use crate::measure::Cadence;
use crate::text::{ascii_digit, is_invisible};

/// How often results are required in a year to keep a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frequency {
    /// A result in every period of this many months: 1, 2, 3, 4, 6 or 12.
    EveryMonths(usize),
    /// Results in this many months of the year, in any of them.
    TimesAYear(usize),
}

/// A promise in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Promise<'a> {
    /// The words of the promise.
    pub(crate) words: &'a str,
    /// How often they promise a result.
    pub(crate) frequency: Frequency,
}

impl Frequency {
    /// The results that a step's cadence requires. The months that have a result are counted, so weekly counts as monthly.
    pub(crate) const fn of(cadence: Cadence) -> Self {
        Self::EveryMonths(match cadence {
            Cadence::Weekly | Cadence::Monthly => 1,
            Cadence::Quarterly => 3,
            Cadence::HalfYearly => 6,
            Cadence::Yearly => 12,
        })
    }
}

/// Words that are a promise without a number, with the number of months after which the work is due again.
/// A word of these that is a part of another, such as `bimonthly` or `ทุกเดือนกันยายน` (every September), is no promise.
const ALONE: [(&str, usize); 9] = [
    ("ทุกสัปดาห์", 1),
    ("ทุกเดือน", 1),
    ("เป็นรายเดือน", 1),
    ("ทุกไตรมาส", 3),
    ("เป็นรายไตรมาส", 3),
    ("weekly", 1),
    ("monthly", 1),
    ("quarterly", 3),
    ("everymonth", 1),
];

/// Words that are a promise when a number of times follows, with the number of months of one period. `None` is the
/// year: its results may be in any months.
const PER: [(&str, Option<usize>); 4] = [
    ("สัปดาห์ละ", Some(1)),
    ("เดือนละ", Some(1)),
    ("ไตรมาสละ", Some(3)),
    ("ปีละ", None),
];

/// Every promise contains at least one of these fragments, without white space in it. Most texts contain none, so the
/// search can end early.
const HINTS: [&str; 9] = ["ละ", "ทุก", "ราย", "onth", "ONTH", "eek", "EEK", "uarter", "UARTER"];

/// The most frequent promise of a text; of several that are as frequent, the first.
pub(crate) fn promise(text: &str) -> Option<Promise<'_>> {
    if !HINTS.iter().any(|hint| text.contains(hint)) {
        return None;
    }
    let squeezed = Squeezed::new(text);
    let alone = ALONE
        .into_iter()
        .flat_map(|(words, months)| squeezed.find_alone(words, months));
    let per = PER
        .into_iter()
        .flat_map(|(words, months)| squeezed.find_times(words, months));
    let every = squeezed.find_every_so_many_months();
    let (from, to, frequency) = alone
        .chain(per)
        .chain(every)
        .max_by_key(|(from, _, frequency)| (results_a_year(*frequency), Reverse(*from)))?;
    Some(Promise {
        words: squeezed.original(from, to)?,
        frequency,
    })
}

/// The number of results that a frequency requires in a year.
fn results_a_year(frequency: Frequency) -> usize {
    match frequency {
        Frequency::EveryMonths(months) => 12 / months.max(1),
        Frequency::TimesAYear(times) => times,
    }
}

/// The start and the end of a promise in the squeezed text, and its frequency.
type Found = (usize, usize, Frequency);

/// A text without white space, invisible characters and the mark of repetition (`ทุก ๆ เดือน`), in lower case and with
/// ASCII digits, that keeps the original positions.
struct Squeezed<'a> {
    original: &'a str,
    text: String,
    /// For each byte of the squeezed text, the start and end of its character in the original.
    places: Vec<(usize, usize)>,
}

impl<'a> Squeezed<'a> {
    fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut places = Vec::with_capacity(original.len());
        let is_kept = |c: char| !c.is_whitespace() && !is_invisible(c) && c != 'ๆ';
        for (at, c) in original.char_indices().filter(|(_, c)| is_kept(*c)) {
            text.push(ascii_digit(c).to_ascii_lowercase());
            places.resize(text.len(), (at, at + c.len_utf8()));
        }
        Self { original, text, places }
    }

    fn original(&self, from: usize, to: usize) -> Option<&'a str> {
        let (begin, _) = self.places.get(from)?;
        let (_, end) = self.places.get(to.checked_sub(1)?)?;
        self.original.get(*begin..*end)
    }

    /// Finds words of [`ALONE`].
    fn find_alone(&self, words: &'static str, months: usize) -> impl Iterator<Item = Found> {
        self.text.match_indices(words).filter_map(move |(at, _)| {
            let end = at + words.len();
            let names_a_month = words.ends_with("เดือน") && self.text.get(end..).is_some_and(month_begins);
            let (begin, _) = *self.places.get(at)?;
            let before = self.original.get(..begin)?.chars().next_back();
            let is_part = words.is_ascii() && before.is_some_and(|c| c.is_ascii_alphabetic() || c == '-');
            (!names_a_month && !is_part).then_some((at, end, Frequency::EveryMonths(months)))
        })
    }

    /// Finds `เดือนละ 1 ครั้ง`, `ไตรมาสละครั้ง` or `ปีละ 2-3 ครั้ง`; of two numbers, the first one counts. In `3 เดือนละครั้ง` the
    /// period is three months; a larger number before it, such as a year, is another thing.
    fn find_times(&self, words: &'static str, months: Option<usize>) -> impl Iterator<Item = Found> {
        self.text.match_indices(words).filter_map(move |(at, _)| {
            let rest = self.text.get(at + words.len()..)?;
            let number: String = rest
                .chars()
                .take_while(|c| c.is_ascii_digit() || "-–/".contains(*c))
                .collect();
            let after = rest.get(number.len()..)?;
            let after = after.strip_prefix("ครั้ง")?;
            let first = number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            let times: usize = if number.is_empty() { 1 } else { first.parse().ok()? };
            let before = self.text.get(..at)?;
            let begin = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let periods = before
                .get(begin..)?
                .parse()
                .ok()
                .filter(|number| (2..=12).contains(number));
            let frequency = match (months, periods) {
                (Some(months), _) => Frequency::EveryMonths(divisor_of_year(months * periods.unwrap_or(1))?),
                (None, None) => Frequency::TimesAYear(times.min(12)),
                (None, Some(_)) => return None,
            };
            let from = if periods.is_some() { begin } else { at };
            (times > 0).then_some((from, self.text.len() - after.len(), frequency))
        })
    }

    /// Finds `ทุก 6 เดือน` if the number of months divides the year.
    fn find_every_so_many_months(&self) -> impl Iterator<Item = Found> {
        self.text.match_indices("ทุก").filter_map(|(at, every)| {
            let rest = self.text.get(at + every.len()..)?;
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let after = rest.get(digits.len()..)?.strip_prefix("เดือน")?;
            let months = divisor_of_year(digits.parse().ok()?)?;
            Some((at, self.text.len() - after.len(), Frequency::EveryMonths(months)))
        })
    }
}

/// The number of months if it divides the year.
fn divisor_of_year(months: usize) -> Option<usize> {
    ((1..=12).contains(&months) && 12 % months == 0).then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_read() {
        for (text, words, frequency) in [
            (
                "และประสานงานกับหมู่บ้านเดือนละ 1 ครั้ง",
                "เดือนละ 1 ครั้ง",
                Frequency::EveryMonths(1),
            ),
            ("ประชุมเดือนละ ๒ ครั้ง", "เดือนละ ๒ ครั้ง", Frequency::EveryMonths(1)),
            ("ทบทวน ทุก เดือน ", "ทุก เดือน", Frequency::EveryMonths(1)),
            ("รายงานผู้บริหารไตรมาสละครั้ง", "ไตรมาสละครั้ง", Frequency::EveryMonths(3)),
            ("อบรมปีละ 2-3 ครั้ง", "ปีละ 2-3 ครั้ง", Frequency::TimesAYear(2)),
            ("รายงานผลเป็น รายเดือน", "เป็น รายเดือน", Frequency::EveryMonths(1)),
            ("ทบทวนทุก\u{200B}เดือน", "ทุก\u{200B}เดือน", Frequency::EveryMonths(1)),
            ("ทบทวนทุก ๆ เดือน", "ทุก ๆ เดือน", Frequency::EveryMonths(1)),
            ("ทบทวนทุกๆ 3 เดือน", "ทุกๆ 3 เดือน", Frequency::EveryMonths(3)),
            ("ประชุม 3 เดือนละครั้ง", "3 เดือนละครั้ง", Frequency::EveryMonths(3)),
            ("รายงาน ๖ เดือนละ 1 ครั้ง", "๖ เดือนละ 1 ครั้ง", Frequency::EveryMonths(6)),
            ("ปี 2566 เดือนละ 1 ครั้ง", "เดือนละ 1 ครั้ง", Frequency::EveryMonths(1)),
            ("ตรวจสอบทุก 6 เดือน", "ทุก 6 เดือน", Frequency::EveryMonths(6)),
            ("ประชุมสัปดาห์ละ 1 ครั้ง", "สัปดาห์ละ 1 ครั้ง", Frequency::EveryMonths(1)),
            ("อบรมปีละ 1 ครั้ง และรายงานทุกไตรมาส", "ทุกไตรมาส", Frequency::EveryMonths(3)),
            ("Update the page Monthly", "Monthly", Frequency::EveryMonths(1)),
            // The most frequent promise counts, wherever it is.
            (
                "ทบทวนทุก 6 เดือน และรายงานทุก 2 เดือน",
                "ทุก 2 เดือน",
                Frequency::EveryMonths(2),
            ),
            ("อบรมปีละ 1 ครั้ง และประชุมปีละ 4 ครั้ง", "ปีละ 4 ครั้ง", Frequency::TimesAYear(4)),
            ("ทุกเดือนกันยายน และทุกเดือน", "ทุกเดือน", Frequency::EveryMonths(1)),
            ("อบรมปีละ 3/2 ครั้ง", "ปีละ 3/2 ครั้ง", Frequency::TimesAYear(3)),
        ] {
            assert_eq!(promise(text), Some(Promise { words, frequency }), "{text}");
        }
    }

    #[test]
    fn other_months_and_years_are_not_promises() {
        for text in [
            "รอบ 12 เดือน",
            "ค่าตอบแทนเดือนละ 500 บาท",
            "ทุก 5 เดือน",
            "5 เดือนละครั้ง",
            "2 ปีละครั้ง",
            "ปีละ 0 ครั้ง",
            "ทุกส่วนราชการ",
            "รายงานผลทุกเดือนกันยายน",
            "รายงานทุกเดือน ก.ย. ของปี",
            "รายงานทุกเดือน มี.ค. ของปี",
            "a bimonthly and bi-weekly report",
            "",
        ] {
            assert_eq!(promise(text), None, "{text}");
        }
    }
}
