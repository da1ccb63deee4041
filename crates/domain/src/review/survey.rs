//! Doubts about invitations to a survey.

use super::texts::public_texts;
use super::year::ReviewedYear;
use crate::doubt::{Doubt, Severity};
use crate::kind::{Kind as _, TextForm};
use crate::link::{self, LinkKind};

/// Finds links to the internal survey in every text that will be public.
pub(super) fn internal_link_public(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let invitations: Vec<&str> = year
        .announcements()
        .filter(|(_, announcement)| announcement.facets().is_internal)
        .map(|(place, _)| place)
        .collect();
    let invitation = |pointer: &str| {
        let within = |place: &&str| pointer.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
        invitations.iter().any(within)
    };
    for text in public_texts(year) {
        let is_invitation = invitation(&text.pointer);
        let is_own = is_invitation && text.form == TextForm::Survey;
        let link = link::find(text.text).find(|link| link.is(LinkKind::InternalSurvey));
        let written = link.as_ref().map_or(text.text, |link| link.written);
        if !is_own && link.is_none() {
            continue;
        }
        let is_chosen = is_invitation && year.publishes_internal_surveys;
        let (message_th, message_en) = messages(is_own, is_chosen, written);
        doubts.push(Doubt {
            code: "internal-survey-link-public".into(),
            severity: if is_chosen {
                Severity::Warning
            } else {
                Severity::Serious
            },
            pointer: text.pointer,
            message_th,
            message_en,
            suggestion: None,
        });
    }
}

fn messages(is_own: bool, is_chosen: bool, written: &str) -> (String, String) {
    if is_chosen {
        return (
            "หน่วยงานเลือกแสดงประกาศ IIT ต่อสาธารณะ ลิงก์แบบสำรวจภายในจะเปิดได้โดยบุคคลทั่วไป".to_owned(),
            "the organization chose to show IIT invitations to the public: anyone will be able to open the staff survey"
                .to_owned(),
        );
    }
    if is_own {
        return (
            "ประกาศนี้มีลิงก์แบบสำรวจสำหรับบุคลากรภายใน (IIT) ซึ่งไม่ควรเผยแพร่ต่อสาธารณะ ควรแจ้งเวียนภายในหน่วยงาน".to_owned(),
            "this announcement carries the link of the staff survey (IIT), which should not become public; circulate it \
             within the organization"
                .to_owned(),
        );
    }
    (
        format!("ข้อความนี้มีลิงก์แบบสำรวจสำหรับบุคลากรภายใน (IIT) \"{written}\" ซึ่งไม่ควรเผยแพร่ต่อสาธารณะ กรุณาลบออก"),
        format!(
            "this text carries the link of the staff survey (IIT) \"{written}\", which should not become public; remove it"
        ),
    )
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
    fn the_internal_survey_is_found_in_every_text() {
        const LINK: &str = "ตอบที่ITAS.NACC.GO.TH/go/iit/abc123";
        let mut year = good_year();
        year.measures[0].0.target = Some(LINK.to_owned());
        year.measures[0].0.steps[1].text = LINK.to_owned();
        year.measures[0].1[0].evidence[0].url = "https://itas.nacc.go.th/go/iit/abc123".to_owned();
        year.measures[0].1[0].remarks = Some(LINK.to_owned());
        if let Some(analysis) = &mut year.analysis {
            analysis.recommendations = Some(LINK.to_owned());
            analysis.findings[0].description = Some(LINK.to_owned());
        }
        let mut open = invitation(InstrumentCode::Eit);
        open.body.push(LINK.to_owned());
        open.signatory.name = Some(LINK.to_owned());
        let mut report = super::super::samples::report();
        report.preface = Some(LINK.to_owned());
        year.documents = vec![
            ("/announcements/0".to_owned(), open.into()),
            ("/reports/0".to_owned(), report.into()),
        ];
        assert_eq!(
            pointers(internal_link_public, &year),
            [
                "/analysis/findings/0/description",
                "/analysis/recommendations",
                "/measures/0/steps/1",
                "/measures/0/target",
                "/measures/0/results/0/remarks",
                "/measures/0/results/0/evidence/0/url",
                "/announcements/0/body/1",
                "/announcements/0/signatory/name",
                "/reports/0/preface",
            ]
        );
        year.frame.publishes_internal_surveys = true;
        let found = doubts(internal_link_public, &year);
        assert!(
            found.iter().all(|doubt| doubt.severity == Severity::Serious),
            "{found:?}"
        );
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
