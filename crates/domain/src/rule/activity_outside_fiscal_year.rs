//! Activities of another fiscal year.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "activity-outside-fiscal-year",
    Warning,
    "วันที่จัดกิจกรรมไม่อยู่ในปีงบประมาณ",
    "An activity lies in another fiscal year",
    common_sense("กิจกรรมของมาตรการจัดในปีงบประมาณของมาตรการ"),
    Drafter,
    Due::Now,
);

/// Finds activities that were held in another fiscal year, also in part.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (pointer, activity) in year.activities() {
        let held = activity.held;
        if year.fiscal_year.contains(held.first_day()) && year.fiscal_year.contains(held.last_day()) {
            continue;
        }
        let thai = format!("วันที่จัดกิจกรรม {} ไม่อยู่ใน{}", held.thai(), year.fiscal_year.thai());
        let english = format!(
            "the activity of {} is not within {}",
            held.english(),
            year.fiscal_year.english()
        );
        doubts.push(RULE.doubt(format!("{pointer}/held"), thai, english));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{activity, good_year, pointers};

    #[test]
    fn an_activity_is_held_within_the_year() {
        let mut year = good_year();
        year.activities = vec![
            vec![activity("2565-10-01", "step-1"), activity("2566-09-30", "step-1")],
            vec![
                activity("2565-09-30/2565-10-02", "step-1"),
                activity("2566-10-01", "step-1"),
            ],
        ];
        assert_eq!(
            pointers(check, &year),
            ["/measures/1/activities/0/held", "/measures/1/activities/1/held"]
        );
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
