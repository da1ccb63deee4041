//! Complaint statistics of a period that is no reporting round. One comparison finds both codes.

use crate::calendar::{FiscalYear, ReportingRound};
use crate::complaint_statistics::ComplaintStatistics;
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static OF_NO_ROUND: Rule = rule!(
    "complaints-of-no-round",
    Info,
    "ช่วงเวลาของสถิติไม่ใช่รอบการรายงาน",
    "The statistics cover no round",
    common_sense("สถิติเรื่องร้องเรียนมักเสนอเป็นรอบ 6 เดือนแรกหรือทั้งปีงบประมาณ"),
    Drafter,
    Due::OitCloses,
);

pub(crate) static OUTSIDE_FISCAL_YEAR: Rule = rule!(
    "complaints-outside-fiscal-year",
    Warning,
    "ช่วงเวลาของสถิติไม่อยู่ในปีงบประมาณ",
    "The statistics cover another fiscal year",
    common_sense("สถิติของปีงบประมาณใดนับเรื่องในปีงบประมาณนั้น"),
    Drafter,
    Due::OitCloses,
);

/// Finds statistics of a period that is not a reporting round. The assessment asks for the first six months or the whole
/// fiscal year. A period outside the fiscal year is more serious.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, statistics) in year.complaint_statistics() {
        doubts.extend(no_round(statistics, place, year.fiscal_year));
    }
}

fn no_round(statistics: &ComplaintStatistics, place: &str, fiscal_year: FiscalYear) -> Option<Doubt> {
    let expected = ReportingRound::ALL.map(|round| round.period(fiscal_year));
    if expected.iter().any(|round| round.has_days_of(statistics.period)) {
        return None;
    }
    let [half, whole] = expected;
    let months = fiscal_year.months();
    let is_inside = months.contains(statistics.period.from()) && months.contains(statistics.period.to());
    let rule = if is_inside { &OF_NO_ROUND } else { &OUTSIDE_FISCAL_YEAR };
    Some(rule.doubt(
        format!("{place}/period"),
        format!(
            "ช่วงเวลา {} ไม่ใช่รอบ 6 เดือน ({}) หรือรอบ 12 เดือน ({}) ของ{}",
            statistics.period.thai(),
            half.thai(),
            whole.thai(),
            fiscal_year.thai()
        ),
        format!(
            "{} is neither the 6 months ({}) nor the 12 months ({}) of {}",
            statistics.period.english(),
            half.english(),
            whole.english(),
            fiscal_year.english()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{doubts, good_year, statistics};

    #[test]
    fn a_period_is_a_round() {
        for (period, code) in [
            ("2565-10/2566-03", None),
            ("2565-10/2566-09", None),
            ("2565-10/2565-12", Some("complaints-of-no-round")),
            ("2564-10/2565-09", Some("complaints-outside-fiscal-year")),
        ] {
            let mut year = good_year();
            year.documents = vec![("/complaint_statistics/0".to_owned(), statistics(period).into())];
            let found = doubts(check, &year);
            assert_eq!(found.first().map(|doubt| doubt.code.as_str()), code, "{period}");
        }
    }
}
