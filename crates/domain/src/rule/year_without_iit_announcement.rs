//! A year without an announcement of the IIT survey.

use crate::catalogue::InstrumentCode;
use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::kind::DocumentKind;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "year-without-iit-announcement",
    Warning,
    "ปีงบประมาณไม่มีประกาศเชิญชวนตอบแบบวัด IIT",
    "The year has no announcement of IIT",
    guidance("ขั้นตอนการประเมิน ITA: หน่วยงานแจ้งช่องทางตอบ IIT ภายในหน่วยงาน"),
    Drafter,
    Due::SurveysOpen,
);

/// A year without an announcement of the IIT survey: finds nothing if there is one in work or public.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    if examined.has_invitation(InstrumentCode::Iit) {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Year,
        (
            "ยังไม่มีประกาศแจ้งบุคลากรให้ตอบแบบวัด IIT",
            "there is no announcement that asks the staff to answer the IIT survey",
        ),
        vec![Call::CreateDocument {
            kind: DocumentKind::Announcement,
            survey: Some(InstrumentCode::Iit),
        }],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};
    use crate::kind::Content;

    #[test]
    fn a_year_without_an_iit_announcement_is_an_issue() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        year.documents.retain(|document| {
            !matches!(&document.content, Content::Announcement(one)
                if one.survey.as_ref().is_some_and(|survey| survey.instrument == InstrumentCode::Iit))
        });
        assert_eq!(places(examine, &year), [(Subject::Year, String::new())]);
    }
}
