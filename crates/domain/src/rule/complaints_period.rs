//! Complaint statistics of a period that is no reporting round. One comparison finds both codes.

use crate::calendar::{FiscalYear, Period, ReportingRound};
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
    let months = fiscal_year.months();
    let is_inside = months.contains(statistics.period.from()) && months.contains(statistics.period.to());
    Some(if is_inside {
        of_no_round(statistics.period, place, expected)
    } else {
        outside(statistics.period, place, fiscal_year)
    })
}

fn of_no_round(period: Period, place: &str, [half, whole]: [Period; 2]) -> Doubt {
    OF_NO_ROUND.doubt(
        format!("{place}/period"),
        format!(
            "ช่วงเวลา {} ไม่ครบรอบการรายงาน คือรอบ 6 เดือน ({}) หรือรอบ 12 เดือน ({})",
            period.thai(),
            half.thai(),
            whole.thai()
        ),
        format!(
            "{} is no reporting round: neither the first 6 months ({}) nor the 12 months ({})",
            period.english(),
            half.english(),
            whole.english()
        ),
    )
}

fn outside(period: Period, place: &str, fiscal_year: FiscalYear) -> Doubt {
    let months = fiscal_year.months();
    OUTSIDE_FISCAL_YEAR.doubt(
        format!("{place}/period"),
        format!(
            "ช่วงเวลา {} อยู่นอก{} ({}) โปรดตรวจปี พ.ศ. ของช่วงเวลา",
            period.thai(),
            fiscal_year.thai(),
            months.thai()
        ),
        format!(
            "{} is not within {} ({}); check the years of the period",
            period.english(),
            fiscal_year.english(),
            months.english()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{doubts, good_year, statistics};

    #[test]
    fn each_code_has_its_own_message() {
        for (period, th, en) in [
            (
                "2565-10/2565-12",
                "ช่วงเวลา ตุลาคม พ.ศ. 2565 ถึง ธันวาคม พ.ศ. 2565 ไม่ครบรอบการรายงาน คือรอบ 6 เดือน (ตุลาคม พ.ศ. 2565 ถึง มีนาคม พ.ศ. 2566) \
                 หรือรอบ 12 เดือน (ตุลาคม พ.ศ. 2565 ถึง กันยายน พ.ศ. 2566)",
                "October 2565 – December 2565 is no reporting round: neither the first 6 months (October 2565 – March 2566) \
                 nor the 12 months (October 2565 – September 2566)",
            ),
            (
                "2566-01/2566-12",
                "ช่วงเวลา มกราคม พ.ศ. 2566 ถึง ธันวาคม พ.ศ. 2566 อยู่นอกปีงบประมาณ พ.ศ. 2566 \
                 (ตุลาคม พ.ศ. 2565 ถึง กันยายน พ.ศ. 2566) โปรดตรวจปี พ.ศ. ของช่วงเวลา",
                "January 2566 – December 2566 is not within fiscal year 2566 B.E. (2023) (October 2565 – September 2566); \
                 check the years of the period",
            ),
        ] {
            let mut year = good_year();
            year.documents = vec![("/complaint_statistics/0".to_owned(), statistics(period).into())];
            let found = doubts(check, &year).remove(0);
            assert_eq!((found.message_th.as_str(), found.message_en.as_str()), (th, en));
        }
    }

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
