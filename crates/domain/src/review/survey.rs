//! Doubts about invitations to a survey.

use crate::announcement::Audience;

use super::year::ReviewedYear;
use crate::doubt::{Doubt, Severity};

/// Finds links to the internal survey in documents that will be public.
pub(super) fn internal_link_public(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, announcement) in year.announcements() {
        if !announcement
            .survey
            .as_ref()
            .is_some_and(|survey| survey.audience == Audience::Internal)
        {
            continue;
        }
        let (severity, th, en) = if year.publishes_internal_surveys {
            (
                Severity::Warning,
                "หน่วยงานเลือกแสดงประกาศ IIT ต่อสาธารณะ ลิงก์แบบสำรวจภายในจะเปิดได้โดยบุคคลทั่วไป",
                "the organization chose to show IIT invitations to the public: anyone will be able to open the staff survey",
            )
        } else {
            (
                Severity::Serious,
                "ประกาศนี้มีลิงก์แบบสำรวจสำหรับบุคลากรภายใน (IIT) ซึ่งไม่ควรเผยแพร่ต่อสาธารณะ ควรแจ้งเวียนภายในหน่วยงาน",
                "this announcement carries the link of the staff survey (IIT), which should not become public; circulate \
                 it within the organization",
            )
        };
        doubts.push(Doubt {
            code: "internal-survey-link-public".into(),
            severity,
            pointer: format!("{place}/survey/url"),
            message_th: th.to_owned(),
            message_en: en.to_owned(),
            suggestion: None,
        });
    }
}

/// Finds surveys that open or close in another fiscal year.
pub(super) fn window_outside_fiscal_year(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, announcement) in year.announcements() {
        let Some(survey) = &announcement.survey else { continue };
        for (field, day) in [("opens_on", survey.opens_on), ("closes_on", survey.closes_on)] {
            if year.fiscal_year.contains(day) {
                continue;
            }
            doubts.push(Doubt {
                code: "survey-window-outside-fiscal-year".into(),
                severity: Severity::Warning,
                pointer: format!("{place}/survey/{field}"),
                message_th: format!("วันที่ {} ไม่อยู่ใน{}", day.thai(), year.fiscal_year.thai()),
                message_en: format!("{} is not within {}", day.english(), year.fiscal_year.english()),
                suggestion: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, doubts, good_year, invitation, pointers};
    use super::*;
    use crate::catalogue::InstrumentCode;

    #[test]
    fn the_internal_survey_is_not_for_the_public() {
        let mut year = good_year();
        assert_eq!(pointers(internal_link_public, &year), [""; 0]);
        year.documents
            .push(("/announcements/1".to_owned(), invitation(InstrumentCode::Iit).into()));
        let found = doubts(internal_link_public, &year);
        assert_eq!(
            (found[0].pointer.as_str(), found[0].severity),
            ("/announcements/1/survey/url", Severity::Serious)
        );
        year.frame.publishes_internal_surveys = true;
        assert_eq!(doubts(internal_link_public, &year)[0].severity, Severity::Warning);
    }

    #[test]
    fn a_window_lies_in_its_year() {
        let mut year = good_year();
        assert_eq!(pointers(window_outside_fiscal_year, &year), [""; 0]);
        let mut late = invitation(InstrumentCode::Eit);
        if let Some(survey) = &mut late.survey {
            survey.closes_on = day("2566-10-01");
        }
        year.documents = vec![("/announcements/0".to_owned(), late.into())];
        assert_eq!(
            pointers(window_outside_fiscal_year, &year),
            ["/announcements/0/survey/closes_on"]
        );
    }
}
