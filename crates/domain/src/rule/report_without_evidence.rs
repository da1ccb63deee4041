//! Reports without any evidence.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "report-without-evidence",
    Serious,
    "รายงานไม่มีหลักฐานเลย",
    "The report has no evidence",
    common_sense("ผลที่ไม่มีหลักฐานตรวจสอบไม่ได้"),
    Drafter,
    Due::REPORT,
);

/// Finds reports whose results have no evidence at all. Single results without evidence have another doubt.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if year.result_months.is_none() || year.has_evidence {
        return;
    }
    for (pointer, _) in year.reports() {
        doubts.push(RULE.doubt(
            pointer.to_owned(),
            "รายงานไม่มีหลักฐานของผลการดำเนินการใดเลย ผู้ตรวจประเมินและประชาชนจึงตรวจสอบไม่ได้",
            "no result in the report has evidence, so that neither an assessor nor a citizen can check it",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    #[test]
    fn some_of_the_results_have_evidence() {
        let mut year = good_year();
        year.measures[0].1[0].evidence.clear();
        assert_eq!(pointers(check, &year), [""; 0]);
        for result in year.measures.iter_mut().flat_map(|(_, results)| results) {
            result.evidence.clear();
        }
        assert_eq!(pointers(check, &year), ["/reports/0"]);
        for (_, results) in &mut year.measures {
            results.clear();
        }
        assert_eq!(
            pointers(check, &year),
            [""; 0],
            "a report without results has another doubt"
        );
    }
}
