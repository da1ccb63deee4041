//! A year without an announcement of the EIT survey.

use crate::catalogue::InstrumentCode;
use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::kind::DocumentKind;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "year-without-eit-announcement",
    Warning,
    "ปีงบประมาณไม่มีประกาศเชิญชวนตอบแบบวัด EIT",
    "The year has no announcement of EIT",
    guidance("ขั้นตอนการประเมิน ITA: หน่วยงานเผยแพร่ช่องทางตอบ EIT บนเว็บไซต์"),
    Drafter,
    Due::SurveysOpen,
);

/// A year without an announcement of the EIT survey: finds nothing if there is one in work or public.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    if examined.has_invitation(InstrumentCode::Eit) {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Year,
        (
            "ยังไม่มีประกาศเชิญผู้มีส่วนได้ส่วนเสียภายนอกตอบแบบวัด EIT",
            "there is no announcement that invites the public to the EIT survey",
        ),
        vec![Call::CreateDocument {
            kind: DocumentKind::Announcement,
            survey: Some(InstrumentCode::Eit),
        }],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};
    use crate::kind::Content;

    #[test]
    fn a_year_without_an_eit_announcement_is_an_issue() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        year.documents.retain(|document| {
            !matches!(&document.content, Content::Announcement(one)
                if one.survey.as_ref().is_some_and(|survey| survey.instrument == InstrumentCode::Eit))
        });
        assert_eq!(places(examine, &year), [(Subject::Year, String::new())]);
    }
}
