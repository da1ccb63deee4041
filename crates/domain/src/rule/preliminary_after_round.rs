//! Preliminary reports of a round that has ended.

use crate::doubt::Doubt;
use crate::kind::Kind as _;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "preliminary-after-round",
    Info,
    "รายงานยังเป็นฉบับเบื้องต้นหลังสิ้นรอบ",
    "The report is still preliminary after its round",
    common_sense("เมื่อสิ้นสุดรอบแล้ว ผู้อ่านคาดหวังรายงานฉบับสมบูรณ์"),
    Drafter,
    Due::REPORT,
);

/// Finds preliminary reports of a round that has ended.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(today) = year.reviewed_on else { return };
    for (pointer, report) in year.reports() {
        let ends_on = report.reporting_round_months.last_day(year.fiscal_year);
        if report.preliminary && ends_on < today {
            doubts.push(
                RULE.doubt(
                    format!("{pointer}/preliminary"),
                    format!(
                        "รอบการรายงานสิ้นสุดแล้วเมื่อวันที่ {} แต่ \"{}\" ยังเป็นฉบับเบื้องต้น",
                        ends_on.thai(),
                        report.title()
                    ),
                    "the round has ended, and the report is still marked as preliminary",
                )
                .suggesting(Some("false".to_owned())),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Content;
    use crate::review::samples::{day, good_year, pointers};

    #[test]
    fn a_report_is_not_preliminary_when_its_round_is_over() {
        let on = |today: &str, preliminary: bool| {
            let mut year = good_year();
            year.frame.reviewed_on = Some(day(today));
            for (_, content) in &mut year.documents {
                if let Content::Report(report) = content {
                    report.preliminary = preliminary;
                }
            }
            pointers(check, &year)
        };
        assert_eq!(on("2566-09-30", false), [""; 0]);
        assert_eq!(on("2566-10-01", false), [""; 0]);
        assert_eq!(on("2566-09-30", true), [""; 0]);
        assert_eq!(on("2566-10-01", true), ["/reports/0/preliminary"]);
    }
}
