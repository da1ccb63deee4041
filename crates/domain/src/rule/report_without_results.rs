//! Reports of a year without results.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "report-without-results",
    Serious,
    "รายงานไม่มีผลการดำเนินการ",
    "The report shows no result",
    guidance(
        "ข้อรายงานผลการดำเนินการตามมาตรการ (OIT ปี 2566 ข้อ o43): แสดงความก้าวหน้าหรือผลการดำเนินการ พร้อมรายละเอียดการนำไปปฏิบัติ"
    ),
    Drafter,
    Due::REPORT,
);

/// Finds reports of a year without results.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if year.result_months.is_some() {
        return;
    }
    for (pointer, _) in year.reports() {
        doubts.push(RULE.doubt(
            pointer.to_owned(),
            "รายงานไม่มีผลการดำเนินการของมาตรการใดเลย",
            "the report shows no result of any measure",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    #[test]
    fn a_report_rests_on_results() {
        assert_eq!(pointers(check, &good_year()), [""; 0]);
        let mut year = good_year();
        for (_, results) in &mut year.measures {
            results.clear();
        }
        assert_eq!(pointers(check, &year), ["/reports/0"]);
    }
}
