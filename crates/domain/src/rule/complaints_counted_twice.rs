//! Complaint statistics of one year whose periods overlap, so that complaints are counted twice.

use crate::calendar::{Period, ReportingRound};
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "complaints-counted-twice",
    Warning,
    "สถิติเรื่องร้องเรียนสองฉบับมีช่วงเวลาซ้อนกัน",
    "Two statistics cover the same time",
    common_sense("เรื่องร้องเรียนเดียวกันไม่ควรปรากฏในสถิติสองฉบับที่มีช่วงเวลาซ้อนกัน"),
    Drafter,
    Due::OitCloses,
);

/// Complaint statistics in a comparison.
#[derive(Clone, Copy)]
struct Stated<'a> {
    place: &'a str,
    period: Period,
}

/// Finds statistics with the period of earlier ones, and statistics whose period overlaps another one. The statistics of a
/// reporting round may stand beside those of parts of it: the first six months beside the whole year, and quarters.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let all: Vec<Stated<'_>> = year
        .complaint_statistics()
        .map(|(place, statistics)| Stated {
            place,
            period: statistics.period,
        })
        .collect();
    let rounds = ReportingRound::ALL.map(|round| round.period(year.fiscal_year));
    let of_round = |one: &Stated<'_>| rounds.iter().any(|round| round.has_days_of(one.period));
    let (mut seen, mut found): (Vec<Stated<'_>>, _) = (Vec::new(), Vec::new());
    for (index, one) in all.iter().enumerate() {
        if !of_round(one) {
            continue;
        }
        match seen.iter().find(|before| before.period.has_days_of(one.period)) {
            Some(before) => found.push((index, doubt(*one, *before))),
            // At most one for each round.
            None => seen.push(*one),
        }
    }
    let mut others: Vec<(usize, Stated<'_>)> = all.iter().copied().enumerate().collect();
    others.retain(|(_, one)| !of_round(one));
    others.sort_by_key(|(_, one)| one.period.first_day());
    let mut longest: Option<Stated<'_>> = None;
    for (index, one) in others {
        let before = longest.filter(|before| overlap(before.period, one.period));
        let beside = || seen.iter().copied().find(|round| is_across(one.period, round.period));
        if let Some(before) = before.or_else(beside) {
            found.push((index, doubt(one, before)));
        }
        if longest.is_none_or(|longest| longest.period.last_day() < one.period.last_day()) {
            longest = Some(one);
        }
    }
    found.sort_by_key(|(index, _)| *index);
    doubts.extend(found.into_iter().map(|(_, doubt)| doubt));
}

fn overlap(one: Period, other: Period) -> bool {
    one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
}

/// Whether a period overlaps a round and is not a part of it.
fn is_across(period: Period, round: Period) -> bool {
    overlap(period, round) && !(round.contains_day(period.first_day()) && round.contains_day(period.last_day()))
}

fn doubt(one: Stated<'_>, other: Stated<'_>) -> Doubt {
    let pointer = format!("{}/period", one.place);
    if one.period.has_days_of(other.period) {
        return RULE.doubt(
            pointer,
            format!("มีสถิติของช่วงเวลา {} อยู่แล้วในปีนี้ ควรคงไว้เพียงฉบับเดียว", one.period.thai()),
            format!(
                "the year has other statistics of {}; keep one of the two",
                one.period.english()
            ),
        );
    }
    RULE.doubt(
        pointer,
        format!(
            "ช่วงเวลา {} ซ้อนกับสถิติของช่วงเวลา {} เรื่องเดียวกันอาจถูกนับสองครั้ง",
            one.period.thai(),
            other.period.thai()
        ),
        format!(
            "{} overlaps the statistics of {}; complaints may be counted twice",
            one.period.english(),
            other.period.english()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{doubts, good_year, pointers, statistics};

    fn with(periods: &[&str]) -> ReviewedYear {
        let mut year = good_year();
        let place = |index| format!("/complaint_statistics/{index}");
        let documents = periods.iter().enumerate();
        year.documents = documents
            .map(|(index, period)| (place(index), statistics(period).into()))
            .collect();
        year
    }

    fn found(periods: &[&str]) -> Vec<usize> {
        let place = |pointer: &String| pointer.split('/').nth(2)?.parse().ok();
        pointers(check, &with(periods)).iter().filter_map(place).collect()
    }

    #[test]
    fn one_time_is_counted_once() {
        for (periods, expected) in [
            (vec!["2565-10/2566-03", "2565-10/2566-03"], vec![1]),
            (
                vec!["2565-10/2566-09", "2565-10/2566-09", "2565-10-01/2566-09-30"],
                vec![1, 2],
            ),
            (vec!["2565-10/2566-03", "2565-10-01/2566-03-31"], vec![1]),
            (vec!["2565-10/2565-12", "2565-10/2565-12"], vec![1]),
            (vec!["2565-10/2566-02", "2566-01/2566-03"], vec![1]),
            (vec!["2566-01/2566-03", "2565-10/2566-02"], vec![0]),
            (vec!["2565-10/2566-05", "2565-10/2566-03"], vec![0]),
            (vec!["2565-10/2566-08", "2565-11", "2566-08"], vec![1, 2]),
            (vec!["2566-04/2566-10", "2565-10/2566-09"], vec![0]),
            (vec!["2566-03-31/2566-04-05", "2565-10/2566-03"], vec![0]),
            (vec!["2565-10-01/2565-12-31", "2565-12-31/2566-01-31"], vec![1]),
        ] {
            assert_eq!(found(&periods), expected, "{periods:?}");
        }
    }

    #[test]
    fn rounds_and_their_parts_stand_side_by_side() {
        for periods in [
            vec![],
            vec!["2565-10/2566-03"],
            vec!["2565-10/2566-03", "2565-10/2566-09"],
            vec!["2565-10/2566-09", "2565-10/2566-03"],
            vec![
                "2565-10/2565-12",
                "2566-01/2566-03",
                "2565-10/2566-03",
                "2566-04/2566-09",
                "2565-10/2566-09",
            ],
            vec!["2565-10-01/2565-12-31", "2566-01-01/2566-01-31"],
        ] {
            assert_eq!(found(&periods), [0; 0], "{periods:?}");
        }
    }

    #[test]
    fn the_messages_name_the_periods() {
        let same = doubts(check, &with(&["2565-10/2566-03", "2565-10/2566-03"])).remove(0);
        assert!(
            same.message_th.contains("ตุลาคม พ.ศ. 2565 ถึง มีนาคม พ.ศ. 2566 อยู่แล้วในปีนี้"),
            "{same:?}"
        );
        let across = doubts(check, &with(&["2565-10/2566-05", "2565-10/2566-03"])).remove(0);
        for period in ["October 2565 – May 2566", "October 2565 – March 2566"] {
            assert!(across.message_en.contains(period), "{across:?}");
        }
    }

    #[test]
    fn many_statistics_are_compared_in_a_short_time() {
        let year = with(&vec!["2565-10/2565-12"; 30_000]);
        assert_eq!(doubts(check, &year).len(), 29_999);
    }
}
