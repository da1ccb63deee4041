//! Links to the staff survey in public texts.

use crate::doubt::{Doubt, Severity};
use crate::kind::{Kind as _, PublicText, TextForm};
use crate::link::{self, LinkKind};
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "internal-survey-link-public",
    Serious,
    "ลิงก์แบบวัด IIT อยู่ในข้อความที่จะเผยแพร่",
    "The link of the staff survey (IIT) stands in a public text",
    guidance("ขั้นตอนการประเมิน ITA: หน่วยงานเผยแพร่ช่องทางตอบ EIT บนเว็บไซต์ และแจ้งช่องทางตอบ IIT ภายในหน่วยงาน"),
    Drafter,
    Due::Now,
);

/// Finds links to the internal survey in every text that will be public.
pub(crate) fn check(year: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    let invitations: Vec<&str> = year
        .announcements()
        .filter(|(_, announcement)| announcement.facets().is_internal)
        .map(|(place, _)| place)
        .collect();
    let invitation = |pointer: &str| {
        let within = |place: &&str| pointer.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
        invitations.iter().any(within)
    };
    for text in texts {
        let is_invitation = invitation(&text.pointer);
        // The link of the invitation itself, however it is written.
        let is_own = is_invitation && text.form == TextForm::Survey;
        let link = link::find(text.text).find(|link| link.is(LinkKind::InternalSurvey));
        let written = link.as_ref().map_or(text.text, |link| link.written);
        if !is_own && link.is_none() {
            continue;
        }
        // The organization has chosen to show its invitations to the staff survey.
        let is_chosen = is_invitation && year.publishes_internal_surveys;
        let (message_th, message_en) = messages(is_own, is_chosen, written);
        doubts.push(
            RULE.doubt(text.pointer.as_str(), message_th, message_en)
                .with_severity(if is_chosen {
                    Severity::Warning
                } else {
                    Severity::Serious
                }),
        );
    }
}

fn messages(is_own: bool, is_chosen: bool, written: &str) -> (String, String) {
    if is_chosen {
        return (
            "หน่วยงานเลือกแสดงประกาศ IIT ต่อสาธารณะ ลิงก์แบบวัดภายในจะเปิดได้โดยบุคคลทั่วไป".to_owned(),
            "the organization chose to show IIT invitations to the public: anyone will be able to open the staff survey"
                .to_owned(),
        );
    }
    if is_own {
        return (
            "ประกาศนี้มีลิงก์แบบวัดสำหรับบุคลากรภายใน (IIT) ซึ่งไม่ควรเผยแพร่ต่อสาธารณะ ควรแจ้งเวียนภายในหน่วยงาน".to_owned(),
            "this announcement carries the link of the staff survey (IIT), which should not become public; circulate it \
             within the organization"
                .to_owned(),
        );
    }
    (
        format!("ข้อความนี้มีลิงก์แบบวัดสำหรับบุคลากรภายใน (IIT) \"{written}\" ซึ่งไม่ควรเผยแพร่ต่อสาธารณะ กรุณาลบออก"),
        format!(
            "this text carries the link of the staff survey (IIT) \"{written}\", which should not become public; remove it"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::InstrumentCode;
    use crate::review::samples::{good_year, invitation, text_doubts, text_pointers};

    #[test]
    fn the_internal_survey_is_not_for_the_public() {
        let mut year = good_year();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.documents
            .push(("/announcements/1".to_owned(), invitation(InstrumentCode::Iit).into()));
        let found = text_doubts(check, &year);
        assert_eq!(
            (found[0].pointer.as_str(), found[0].severity),
            ("/announcements/1/survey/url", Severity::Serious)
        );
        year.frame.publishes_internal_surveys = true;
        assert_eq!(text_doubts(check, &year)[0].severity, Severity::Warning);
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
        let mut report = crate::review::samples::report();
        report.preface = Some(LINK.to_owned());
        year.documents = vec![
            ("/announcements/0".to_owned(), open.into()),
            ("/reports/0".to_owned(), report.into()),
        ];
        assert_eq!(
            text_pointers(check, &year),
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
        let found = text_doubts(check, &year);
        assert!(
            found.iter().all(|doubt| doubt.severity == Severity::Serious),
            "{found:?}"
        );
    }
}
