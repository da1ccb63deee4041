//! Finds measures without any result.

use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "measure-without-results",
    Warning,
    "มาตรการไม่มีผลการดำเนินการ",
    "A measure has no result",
    guidance("ข้อรายงานผลการดำเนินการตามมาตรการ (OIT ปี 2566 ข้อ o43): แสดงความก้าวหน้าหรือผลการดำเนินการของมาตรการ"),
    Drafter,
    Due::REPORT,
);

/// Finds measures without any result.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    for (index, measure) in examined.measures() {
        if !measure.results.is_empty() {
            continue;
        }
        let subject = Subject::Measure(index);
        let messages = ("มาตรการนี้ยังไม่มีผลการดำเนินการ", "this measure has no result yet");
        let mend = vec![Call::CreateResult { measure: index }];
        found.push(Found {
            round: Some(measure.content.reporting_round_months),
            ..Found::missing(&RULE, subject, messages, mend)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};
    use crate::workflow::State;

    #[test]
    fn every_measure_is_looked_at() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        year.measures[1].results.clear();
        assert_eq!(places(examine, &year), [(Subject::Measure(1), String::new())]);
        year.measures[1].standing.state = State::Withdrawn;
        assert_eq!(places(examine, &year).len(), 1, "an edition is public");
        year.measures[1].standing.has_published_edition = false;
        assert_eq!(places(examine, &year), []);
    }
}
