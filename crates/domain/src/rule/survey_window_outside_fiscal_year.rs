//! Surveys that open or close in another fiscal year.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "survey-window-outside-fiscal-year",
    Warning,
    "วันเปิดหรือปิดแบบวัดไม่อยู่ในปีงบประมาณ",
    "The survey opens or closes in another fiscal year",
    common_sense("การประเมินของปีงบประมาณใดสำรวจในปีงบประมาณนั้น"),
    Drafter,
    Due::SurveysOpen,
);

/// Finds surveys that open or close in another fiscal year.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, announcement) in year.announcements() {
        let Some(survey) = &announcement.survey else { continue };
        for (field, day) in [("opens_on", survey.opens_on), ("closes_on", survey.closes_on)] {
            if year.fiscal_year.contains(day) {
                continue;
            }
            doubts.push(RULE.doubt(
                format!("{place}/survey/{field}"),
                format!("วันที่ {} ไม่อยู่ใน{}", day.thai(), year.fiscal_year.thai()),
                format!("{} is not within {}", day.english(), year.fiscal_year.english()),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::InstrumentCode;
    use crate::review::samples::{day, good_year, invitation, pointers};

    #[test]
    fn a_window_lies_in_its_year() {
        let mut year = good_year();
        assert_eq!(pointers(check, &year), [""; 0]);
        let mut late = invitation(InstrumentCode::Eit);
        if let Some(survey) = &mut late.survey {
            survey.closes_on = day("2566-10-01");
        }
        year.documents = vec![("/announcements/0".to_owned(), late.into())];
        assert_eq!(pointers(check, &year), ["/announcements/0/survey/closes_on"]);
    }
}
