//! Steps that are due in another fiscal year.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "step-due-outside-fiscal-year",
    Warning,
    "กำหนดเสร็จของขั้นตอนไม่อยู่ในปีงบประมาณ",
    "A step is due in another fiscal year",
    common_sense("ขั้นตอนของมาตรการทำให้เสร็จในปีงบประมาณของมาตรการ"),
    Drafter,
    Due::OitCloses,
);

/// Finds steps that are due in another fiscal year than that of their measure.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, measure, _) in year.measures() {
        for (place, step) in measure.steps.iter().enumerate() {
            let Some(day) = step.due_on.filter(|day| !year.fiscal_year.contains(*day)) else {
                continue;
            };
            doubts.push(RULE.doubt(
                format!("/measures/{index}/steps/{place}/due_on"),
                format!("วันครบกำหนด {} ไม่อยู่ใน{}", day.thai(), year.fiscal_year.thai()),
                format!(
                    "the step is due on {}, which is not within {}",
                    day.english(),
                    year.fiscal_year.english()
                ),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{day, good_year, pointers};

    #[test]
    fn a_step_is_due_in_its_year() {
        let mut year = good_year();
        year.measures[0].0.steps[0].due_on = Some(day("2565-10-01"));
        year.measures[0].0.steps[1].due_on = Some(day("2566-09-30"));
        assert_eq!(pointers(check, &year), [""; 0]);
        year.measures[0].0.steps[0].due_on = Some(day("2565-09-30"));
        year.measures[0].0.steps[1].due_on = Some(day("2566-10-01"));
        assert_eq!(
            pointers(check, &year),
            ["/measures/0/steps/0/due_on", "/measures/0/steps/1/due_on"]
        );
    }
}
