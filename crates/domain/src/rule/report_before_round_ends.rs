//! Reports of a round that has not ended.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "report-before-round-ends",
    Warning,
    "รายงานทำก่อนสิ้นรอบการรายงาน",
    "The report comes before its round ends",
    common_sense("ผลของรอบจะครบเมื่อสิ้นสุดรอบแล้วเท่านั้น"),
    Drafter,
    Due::RoundEnds,
);

/// Finds reports of a round that has not ended and that do not say that they are preliminary.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(today) = year.reviewed_on else { return };
    for (pointer, report) in year.reports() {
        let ends_on = report.reporting_round_months.last_day(year.fiscal_year);
        if report.too_early(year.fiscal_year, today).is_some() {
            doubts.push(RULE.doubt(
                format!("{pointer}/reporting_round_months"),
                format!(
                    "รอบการรายงานสิ้นสุดวันที่ {} จึงยังเสนอรายงานไม่ได้ เว้นแต่ระบุว่าเป็นฉบับเบื้องต้น (preliminary)",
                    ends_on.thai()
                ),
                format!(
                    "the round ends on {} B.E., and the report cannot be submitted before, unless it is preliminary",
                    ends_on.english()
                ),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Content;
    use crate::review::samples::{day, good_year, pointers};

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
            pointers(check, &year)
        };
        assert_eq!(on("2566-09-30", false), ["/reports/0/reporting_round_months"]);
        assert_eq!(on("2566-10-01", false), [""; 0]);
        assert_eq!(on("2566-09-30", true), [""; 0]);
        assert_eq!(on("2566-10-01", true), [""; 0]);
    }
}
