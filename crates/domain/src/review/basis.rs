//! Doubts about what a report rests on, and about its time.

use super::year::{Periods, ReviewedYear};
use crate::doubt::{Doubt, Severity};
use crate::kind::Kind as _;

/// Finds reports of a year without results.
pub(super) fn report_without_results(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if year.periods != Periods::None {
        return;
    }
    for (pointer, _) in year.reports() {
        doubts.push(Doubt {
            code: "report-without-results".into(),
            severity: Severity::Serious,
            pointer: pointer.to_owned(),
            message_th: "รายงานไม่มีผลการดำเนินการของมาตรการใดเลย".to_owned(),
            message_en: "the report shows no result of any measure".to_owned(),
            suggestion: None,
        });
    }
}

/// Finds reports whose results have no evidence at all. Single results without evidence have another doubt.
pub(super) fn report_without_evidence(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if year.periods == Periods::None || year.has_evidence {
        return;
    }
    for (pointer, _) in year.reports() {
        doubts.push(Doubt {
            code: "report-without-evidence".into(),
            severity: Severity::Serious,
            pointer: pointer.to_owned(),
            message_th: "รายงานไม่มีหลักฐานของผลการดำเนินการใดเลย ผู้ตรวจประเมินและประชาชนจึงตรวจสอบไม่ได้".to_owned(),
            message_en: "no result in the report has evidence, so that neither an assessor nor a citizen can check it"
                .to_owned(),
            suggestion: None,
        });
    }
}

/// Finds reports of a round that has not ended, and preliminary ones of a round that has.
pub(super) fn report_and_its_round(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(today) = year.reviewed_on else { return };
    for (pointer, report) in year.reports() {
        let ends_on = report.reporting_round_months.last_day(year.fiscal_year);
        if report.too_early(year.fiscal_year, today).is_some() {
            doubts.push(Doubt {
                code: "report-before-round-ends".into(),
                severity: Severity::Warning,
                pointer: format!("{pointer}/reporting_round_months"),
                message_th: format!(
                    "รอบการรายงานสิ้นสุดวันที่ {} จึงยังเสนอรายงานไม่ได้ เว้นแต่ระบุว่าเป็นฉบับเบื้องต้น (preliminary)",
                    ends_on.thai()
                ),
                message_en: format!(
                    "the round ends on {} B.E., and the report cannot be submitted before, unless it is preliminary",
                    ends_on.english()
                ),
                suggestion: None,
            });
        } else if report.preliminary && ends_on < today {
            doubts.push(Doubt {
                code: "preliminary-after-round".into(),
                severity: Severity::Info,
                pointer: format!("{pointer}/preliminary"),
                message_th: format!(
                    "รอบการรายงานสิ้นสุดแล้วเมื่อวันที่ {} แต่ \"{}\" ยังเป็นฉบับเบื้องต้น",
                    ends_on.thai(),
                    report.title()
                ),
                message_en: "the round has ended, and the report is still marked as preliminary".to_owned(),
                suggestion: Some("false".to_owned()),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, good_year, pointers};
    use super::*;
    use crate::kind::Content;

    #[test]
    fn a_report_rests_on_results() {
        assert_eq!(pointers(report_without_results, &good_year()), [""; 0]);
        let mut year = good_year();
        for (_, results) in &mut year.measures {
            results.clear();
        }
        assert_eq!(pointers(report_without_results, &year), ["/reports/0"]);
        assert_eq!(pointers(report_without_evidence, &year), [""; 0]);
    }

    #[test]
    fn some_of_the_results_have_evidence() {
        let mut year = good_year();
        year.measures[0].1[0].evidence.clear();
        assert_eq!(pointers(report_without_evidence, &year), [""; 0]);
        for result in year.measures.iter_mut().flat_map(|(_, results)| results) {
            result.evidence.clear();
        }
        assert_eq!(pointers(report_without_evidence, &year), ["/reports/0"]);
    }

    #[test]
    fn a_report_waits_for_the_end_of_its_round() {
        let on = |today: &str, preliminary: bool| {
            let mut year = good_year();
            year.frame.reviewed_on = Some(day(today));
            for (_, content) in &mut year.documents {
                if let Content::Report(report) = content {
                    report.preliminary = preliminary;
                }
            }
            pointers(report_and_its_round, &year)
        };
        assert_eq!(on("2566-09-30", false), ["/reports/0/reporting_round_months"]);
        assert_eq!(on("2566-10-01", false), [""; 0]);
        assert_eq!(on("2566-09-30", true), [""; 0]);
        assert_eq!(on("2566-10-01", true), ["/reports/0/preliminary"]);
    }
}
