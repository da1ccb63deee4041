//! Doubts about results without evidence.

use super::year::ReviewedYear;
use crate::doubt::{Doubt, Severity};
use crate::result::ResultStatus;

/// Finds results that have no evidence.
pub(super) fn result_without_evidence(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (pointer, result) in year.results() {
        let needs_no_evidence = matches!(result.status, Some(ResultStatus::NotStarted | ResultStatus::Cancelled));
        if needs_no_evidence || !result.evidence.is_empty() {
            continue;
        }
        doubts.push(Doubt {
            code: "result-without-evidence".into(),
            severity: Severity::Warning,
            pointer,
            message_th: "ผลการดำเนินการนี้ไม่มีหลักฐาน ควรแนบลิงก์เอกสาร ภาพกิจกรรม หรือหน้าเว็บไซต์".to_owned(),
            message_en: "no evidence is given for this result; add a link to a document, a photograph or a web page"
                .to_owned(),
            suggestion: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{good_year, pointers};
    use super::*;

    #[test]
    fn what_was_done_wants_evidence() {
        let mut year = good_year();
        year.measures[0].1[1].evidence.clear();
        assert_eq!(pointers(result_without_evidence, &year), ["/measures/0/results/1"]);
        year.measures[0].1[1].status = Some(ResultStatus::Cancelled);
        assert_eq!(pointers(result_without_evidence, &year), [""; 0]);
        assert_eq!(pointers(result_without_evidence, &good_year()), [""; 0]);
    }
}
