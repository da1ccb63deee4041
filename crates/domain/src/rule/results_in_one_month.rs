//! A round of twelve months whose results lie in one month.

use crate::calendar::ReportingRound;
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "results-in-one-month",
    Warning,
    "ผลทั้งปีอยู่ในเดือนเดียว",
    "All results of twelve months lie in one month",
    common_sense("งานของรอบ 12 เดือนมักกระจายอยู่ในหลายเดือน"),
    Drafter,
    Due::REPORT,
);

/// Finds a round of twelve months whose results are all in the same month. Their periods may be the month or days of it.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(month) = year.result_months.filter(|months| months.month_count() == 1) else {
        return;
    };
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
        doubts.push(RULE.doubt(
            pointer,
            format!(
                "รอบการรายงานคือ 12 เดือน แต่ผลการดำเนินการทั้งหมดอยู่ในเดือนเดียว ({})",
                month.thai()
            ),
            format!(
                "the round is 12 months, but all results lie in one month ({})",
                month.english()
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::review::samples::{day, doubts, good_year, pointers, report, result};

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
        assert_eq!(pointers(check, &year), ["/reports/0"]);
        let half_yearly = Report {
            reporting_round_months: ReportingRound::SixMonths,
            ..report()
        };
        year.documents = vec![("/reports/0".to_owned(), half_yearly.into())];
        assert_eq!(pointers(check, &year), [""; 0]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }

    #[test]
    fn without_a_report_the_year_may_still_bring_more() {
        let mut year = year_in_march();
        year.documents.clear();
        assert_eq!(pointers(check, &year), ["/measures"]);
        year.frame.reviewed_on = Some(day("2566-04-10"));
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn days_of_one_month_are_one_month() {
        for (periods, is_one) in [
            (["2566-03-01/2566-03-31", "2566-03-01/2566-03-31"], true),
            (["2566-03-01/2566-03-15", "2566-03-16/2566-03-31"], true),
            (["2566-03-09", "2566-03-31"], true),
            (["2566-03", "2566-03-15"], true),
            (["2566-03-15", "2566-03"], true),
            (["2566-03-31", "2566-04-01"], false),
            (["2566-03-01/2566-04-01", "2566-03"], false),
            (["2566-03", "2567-03"], false),
        ] {
            let mut year = year_in_march();
            for (_, results) in &mut year.measures {
                *results = periods.iter().map(|period| result(period, "step-1")).collect();
            }
            let expected: &[&str] = if is_one { &["/reports/0"] } else { &[] };
            assert_eq!(pointers(check, &year), expected, "{periods:?}");
            if is_one {
                let message = doubts(check, &year).remove(0).message_th;
                assert!(message.contains("(มีนาคม พ.ศ. 2566)"), "{message}");
            }
        }
    }

    #[test]
    fn a_period_that_lasts_is_not_one_month() {
        let mut year = year_in_march();
        year.measures[0].1 = vec![result("2566-03/2566-04", "step-1")];
        assert_eq!(pointers(check, &year), [""; 0]);
    }
}
