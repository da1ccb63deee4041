//! Announcements that are dated in another fiscal year.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "announcement-outside-fiscal-year",
    Warning,
    "วันที่ประกาศไม่อยู่ในปีงบประมาณ",
    "An announcement is dated in another fiscal year",
    common_sense("ประกาศของปีงบประมาณใดลงวันที่ในปีงบประมาณนั้น"),
    Drafter,
    Due::Now,
);

/// Finds announcements whose date of issue is in another fiscal year.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, announcement) in year.announcements() {
        let day = announcement.issued_on;
        if year.fiscal_year.contains(day) {
            continue;
        }
        doubts.push(RULE.doubt(
            format!("{place}/issued_on"),
            format!("ประกาศลงวันที่ {} ซึ่งไม่อยู่ใน{}", day.thai(), year.fiscal_year.thai()),
            format!(
                "the date of issue, {}, is not within {}",
                day.english(),
                year.fiscal_year.english()
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::InstrumentCode;
    use crate::review::samples::{day, good_year, invitation, pointers};

    #[test]
    fn an_announcement_is_dated_in_its_year() {
        for (issued_on, expected) in [
            ("2565-10-01", vec![]),
            ("2566-09-30", vec![]),
            ("2565-09-30", vec!["/announcements/0/issued_on"]),
            ("2566-10-01", vec!["/announcements/0/issued_on"]),
        ] {
            let mut announcement = invitation(InstrumentCode::Eit);
            announcement.issued_on = day(issued_on);
            let mut year = good_year();
            year.documents = vec![("/announcements/0".to_owned(), announcement.into())];
            assert_eq!(pointers(check, &year), expected, "{issued_on}");
        }
    }
}
