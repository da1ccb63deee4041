//! Finds measures without a responsible division.

use crate::doctor::examined::Examined;
use crate::doctor::found::Found;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "measure-without-division",
    Info,
    "มาตรการไม่มีผู้รับผิดชอบ",
    "A measure has no responsible division",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): มาตรการระบุผู้รับผิดชอบ"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures without a responsible division.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    for (index, measure) in examined.measures() {
        if measure.content.division.is_some() {
            continue;
        }
        let messages = (
            "มาตรการนี้ไม่ระบุส่วนราชการที่รับผิดชอบ",
            "the measure names no responsible division",
        );
        found.push(Found::unstated(&RULE, examined, index, "division_id", messages));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::call::Subject;
    use crate::doctor::samples::{good_year, places};
    use crate::workflow::State;

    #[test]
    fn every_measure_is_looked_at() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        year.measures[1].content.division = None;
        assert_eq!(
            places(examine, &year),
            [(Subject::Measure(1), "/division_id".to_owned())]
        );
        year.measures[1].standing.state = State::Withdrawn;
        assert_eq!(places(examine, &year).len(), 1, "an edition is public");
        year.measures[1].standing.has_published_edition = false;
        assert_eq!(places(examine, &year), []);
    }
}
