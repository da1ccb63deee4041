//! Steps that are copied from another measure.

use crate::doubt::Doubt;
use crate::measure::Measure;
use crate::review::copies::copies;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "same-steps",
    Warning,
    "ขั้นตอนซ้ำกับมาตรการอื่น",
    "Steps are copied from another measure",
    common_sense("มาตรการที่ต่างกันแก้ปัญหาต่างกัน จึงไม่ควรมีขั้นตอนเดียวกันทุกคำ"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures with the same steps, in the same order, as an earlier one.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, number, earlier) in copies(year, texts) {
        doubts.push(RULE.doubt(
            format!("/measures/{index}/steps"),
            format!("ขั้นตอนซ้ำกับมาตรการที่ {number} ({})", earlier.title),
            format!(
                "the steps are the same as those of measure {number} ({})",
                earlier.title
            ),
        ));
    }
}

fn texts(measure: &Measure) -> Vec<&str> {
    measure.steps.iter().map(|step| step.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers, step};

    #[test]
    fn steps_are_compared_as_a_whole() {
        let mut year = good_year();
        year.measures[1].0.steps = vec![step(1, "จัดทำ แผ่นพับ")];
        assert_eq!(pointers(check, &year), [""; 0]);
        year.measures[1].0.steps.push(step(2, "ออกพบชุมชน"));
        assert_eq!(pointers(check, &year), ["/measures/1/steps"]);
        year.measures[1].0.steps[1].text = "ออกพบชุมชน ออกพบชุมชน".to_owned();
        assert_eq!(
            pointers(check, &year),
            ["/measures/1/steps"],
            "a slip makes no difference"
        );
    }
}
