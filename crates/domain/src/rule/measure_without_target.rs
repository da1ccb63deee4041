//! Finds measures without a target.

use crate::doctor::examined::Examined;
use crate::doctor::found::Found;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "measure-without-target",
    Info,
    "มาตรการไม่มีเป้าหมาย",
    "A measure has no target",
    common_sense("เป้าหมายที่นับได้ช่วยให้เห็นว่ามาตรการสำเร็จหรือไม่"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures without a target.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    for (index, measure) in examined.measures() {
        if measure.content.target.is_some() {
            continue;
        }
        let messages = (
            "มาตรการนี้ไม่มีเป้าหมาย ควรระบุเป้าหมายที่นับได้",
            "the measure has no target; state one that can be counted",
        );
        found.push(Found::unstated(&RULE, examined, index, "target", messages));
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
        year.measures[1].content.target = None;
        assert_eq!(places(examine, &year), [(Subject::Measure(1), "/target".to_owned())]);
        year.measures[1].standing.state = State::Withdrawn;
        assert_eq!(places(examine, &year).len(), 1, "an edition is public");
        year.measures[1].standing.has_published_edition = false;
        assert_eq!(places(examine, &year), []);
    }
}
