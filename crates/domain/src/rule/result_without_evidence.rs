//! Results without evidence.

use crate::doubt::Doubt;
use crate::result::ResultStatus;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "result-without-evidence",
    Warning,
    "ผลการดำเนินการไม่มีหลักฐาน",
    "A result has no evidence",
    common_sense("ผลที่ไม่มีหลักฐานตรวจสอบไม่ได้"),
    Drafter,
    Due::REPORT,
);

/// Finds results that have no evidence.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (pointer, result) in year.results() {
        let needs_no_evidence = matches!(result.status, Some(ResultStatus::NotStarted | ResultStatus::Cancelled));
        if needs_no_evidence || !result.evidence.is_empty() {
            continue;
        }
        doubts.push(RULE.doubt(
            pointer,
            "ผลการดำเนินการนี้ไม่มีหลักฐาน ควรแนบลิงก์เอกสาร ภาพกิจกรรม หรือหน้าเว็บไซต์",
            "no evidence is given for this result; add a link to a document, a photograph or a web page",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    #[test]
    fn a_result_without_evidence_is_doubted_unless_it_was_cancelled() {
        let mut year = good_year();
        year.measures[0].1[1].evidence.clear();
        assert_eq!(pointers(check, &year), ["/measures/0/results/1"]);
        year.measures[0].1[1].status = Some(ResultStatus::Cancelled);
        assert_eq!(pointers(check, &year), [""; 0]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
