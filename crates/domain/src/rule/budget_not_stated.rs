//! Finds measures that do not state their budget. No budget is a statement: 0.

use crate::doctor::examined::Examined;
use crate::doctor::found::Found;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "budget-not-stated",
    Info,
    "ไม่ได้ระบุงบประมาณของมาตรการ",
    "A measure does not state its budget",
    common_sense("มาตรการที่ไม่ใช้งบประมาณควรระบุว่าไม่ใช้งบประมาณ"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures that do not state their budget. No budget is a statement: 0.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    for (index, measure) in examined.measures() {
        if measure.content.budget_baht.is_some() {
            continue;
        }
        let messages = (
            "มาตรการนี้ไม่ระบุงบประมาณ หากไม่ใช้งบประมาณให้ระบุ 0",
            "the measure does not state its budget; state 0 if it needs none",
        );
        found.push(Found::unstated(&RULE, examined, index, "budget_baht", messages));
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
        year.measures[1].content.budget_baht = None;
        assert_eq!(
            places(examine, &year),
            [(Subject::Measure(1), "/budget_baht".to_owned())]
        );
        year.measures[1].standing.state = State::Withdrawn;
        assert_eq!(places(examine, &year).len(), 1, "an edition is public");
        year.measures[1].standing.has_published_edition = false;
        assert_eq!(places(examine, &year), []);
    }
}
