//! Doubts about the periods of results.

use crate::calendar::ReportingRound;

use super::year::{Periods, ReviewedYear};
use crate::doubt::{Doubt, Severity};

/// Finds a round of twelve months whose results are all in the same month.
pub(super) fn results_in_one_month(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Periods::Same(first) = year.periods else { return };
    if first.month_count() != 1 {
        return;
    }
    let mut reported: Vec<String> = Vec::new();
    for (place, report) in year.reports() {
        if report.reporting_round_months == ReportingRound::TwelveMonths {
            reported.push(place.to_owned());
        }
    }
    let all_yearly = year
        .measures
        .iter()
        .all(|(measure, _)| measure.reporting_round_months == ReportingRound::TwelveMonths);
    // While the year is running, more results may follow. With a report, the results are complete.
    if year.reports().next().is_none() && all_yearly && year.is_over() {
        reported.push("/measures".to_owned());
    }
    for pointer in reported {
        doubts.push(Doubt {
            code: "results-in-one-month".into(),
            severity: Severity::Warning,
            pointer,
            message_th: format!(
                "รอบการรายงานคือ 12 เดือน แต่ผลการดำเนินการทั้งหมดอยู่ในเดือนเดียว ({})",
                first.thai()
            ),
            message_en: format!(
                "the round is 12 months, but all results lie in one month ({})",
                first.english()
            ),
            suggestion: None,
        });
    }
}

/// Finds results of another fiscal year.
pub(super) fn result_outside_fiscal_year(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let months = year.fiscal_year.months();
    for (pointer, result) in year.results() {
        if months.contains(result.period.from()) && months.contains(result.period.to()) {
            continue;
        }
        doubts.push(Doubt {
            code: "result-outside-fiscal-year".into(),
            severity: Severity::Warning,
            pointer: format!("{pointer}/period"),
            message_th: format!(
                "ช่วงเวลา {} ไม่อยู่ใน{} ({})",
                result.period.thai(),
                year.fiscal_year.thai(),
                months.thai()
            ),
            message_en: format!(
                "the period {} is not within {} ({})",
                result.period.english(),
                year.fiscal_year.english(),
                months.english()
            ),
            suggestion: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, good_year, pointers, report, result};
    use super::*;
    use crate::report::Report;

    fn year_in_march() -> ReviewedYear {
        let mut year = good_year();
        for (_, results) in &mut year.measures {
            *results = vec![result("2566-03", "step-1")];
        }
        year
    }

    #[test]
    fn one_month_is_no_year() {
        let mut year = year_in_march();
        assert_eq!(pointers(results_in_one_month, &year), ["/reports/0"]);
        let half_yearly = Report {
            reporting_round_months: ReportingRound::SixMonths,
            ..report()
        };
        year.documents = vec![("/reports/0".to_owned(), half_yearly.into())];
        assert_eq!(pointers(results_in_one_month, &year), [""; 0]);
        assert_eq!(pointers(results_in_one_month, &good_year()), [""; 0]);
    }

    #[test]
    fn without_a_report_the_year_may_still_bring_more() {
        let mut year = year_in_march();
        year.documents.clear();
        assert_eq!(pointers(results_in_one_month, &year), ["/measures"]);
        year.frame.reviewed_on = Some(day("2566-04-10"));
        assert_eq!(pointers(results_in_one_month, &year), [""; 0]);
    }

    #[test]
    fn a_period_that_lasts_is_not_one_month() {
        let mut year = year_in_march();
        year.measures[0].1 = vec![result("2566-03/2566-04", "step-1")];
        assert_eq!(pointers(results_in_one_month, &year), [""; 0]);
    }

    #[test]
    fn the_fiscal_year_begins_in_october() {
        let mut year = good_year();
        year.measures[0].1 = vec![result("2565-10", "step-1"), result("2565-09/2565-10", "step-1")];
        assert_eq!(
            pointers(result_outside_fiscal_year, &year),
            ["/measures/0/results/1/period"]
        );
        assert_eq!(pointers(result_outside_fiscal_year, &good_year()), [""; 0]);
    }
}
