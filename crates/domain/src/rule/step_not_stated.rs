//! Results that do not name their step.

use crate::doubt::Doubt;
use crate::measure::Measure;
use crate::result::{Answers, ImplementationResult};
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "step-not-stated",
    Info,
    "ไม่ได้ระบุขั้นตอนของผลการดำเนินการ",
    "A result does not name its step",
    common_sense("ผู้อ่านไม่ทราบว่าผลตอบขั้นตอนใด"),
    Drafter,
    Due::REPORT,
);

/// Finds results that do not state which of several steps they answer.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, measure, results) in year.measures() {
        if measure.steps.len() < 2 {
            continue;
        }
        for (place, result) in results.iter().enumerate() {
            if result.answers != Answers::NotStated {
                continue;
            }
            doubts.push(
                RULE.doubt(
                    format!("/measures/{index}/results/{place}"),
                    "ไม่ได้ระบุว่าผลการดำเนินการนี้ตอบขั้นตอนใด หรือเป็นงานนอกแผน (unplanned)",
                    "state which step this result answers, or that it was not planned (unplanned)",
                )
                .suggesting(likely_step(measure, result)),
            );
        }
    }
}

/// The key of the first step whose text the details of the result contain.
fn likely_step(measure: &Measure, result: &ImplementationResult) -> Option<String> {
    measure
        .steps
        .iter()
        .find(|step| result.details.contains(&step.text))
        .map(|step| step.key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{doubts, good_year, pointers};

    #[test]
    fn a_result_says_which_step_it_answers() {
        let mut year = good_year();
        assert_eq!(pointers(check, &year), [""; 0]);
        year.measures[0].1[0].answers = Answers::NotStated;
        year.measures[0].1[0].details = "ได้จัดทำแผ่นพับแล้ว".to_owned();
        year.measures[1].1[0].answers = Answers::NotStated;
        let found = doubts(check, &year);
        assert_eq!(found.len(), 1, "a measure of one step needs no naming: {found:?}");
        assert_eq!(found[0].pointer, "/measures/0/results/0");
        assert_eq!(found[0].suggestion.as_deref(), Some("step-1"));
    }
}
