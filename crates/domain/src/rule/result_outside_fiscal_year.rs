//! Results of another fiscal year.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "result-outside-fiscal-year",
    Warning,
    "ช่วงเวลาของผลไม่อยู่ในปีงบประมาณ",
    "A result lies in another fiscal year",
    common_sense("ผลของมาตรการเกิดขึ้นในปีงบประมาณของมาตรการ"),
    Drafter,
    Due::Now,
);

/// Finds results of another fiscal year.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let months = year.fiscal_year.months();
    for (pointer, result) in year.results() {
        if months.contains(result.period.from()) && months.contains(result.period.to()) {
            continue;
        }
        doubts.push(RULE.doubt(
            format!("{pointer}/period"),
            format!(
                "ช่วงเวลา {} ไม่อยู่ใน{} ({})",
                result.period.thai(),
                year.fiscal_year.thai(),
                months.thai()
            ),
            format!(
                "the period {} is not within {} ({})",
                result.period.english(),
                year.fiscal_year.english(),
                months.english()
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers, result};

    #[test]
    fn the_fiscal_year_begins_in_october() {
        let mut year = good_year();
        year.measures[0].1 = vec![result("2565-10", "step-1"), result("2565-09/2565-10", "step-1")];
        assert_eq!(pointers(check, &year), ["/measures/0/results/1/period"]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
