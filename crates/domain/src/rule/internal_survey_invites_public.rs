//! Announcements of the staff survey that invite the public.

use std::borrow::Cow;

use crate::doubt::Doubt;
use crate::kind::Kind as _;
use crate::review::year::ReviewedYear;
use crate::text::fold;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "internal-survey-invites-public",
    Warning,
    "ประกาศ IIT เชิญบุคคลทั่วไป",
    "The announcement of the staff survey invites the public",
    guidance("ผู้ตอบแบบวัด IIT คือบุคลากรของหน่วยงานที่ทำงานมาแล้วไม่น้อยกว่าหนึ่งปี"),
    Drafter,
    Due::SurveysOpen,
);

/// Words that address anybody.
const ANYBODY: [&str; 9] = [
    "ท่านใดสนใจ",
    "ท่านใดที่สนใจ",
    "ผู้ใดสนใจ",
    "ผู้สนใจ",
    "ผู้ที่สนใจ",
    "ประชาชนทั่วไป",
    "บุคคลทั่วไป",
    "พี่น้องประชาชน",
    "สาธารณชนทั่วไป",
];
/// People from outside. They are addressed when [`INVITATION`] is before them.
const OUTSIDERS: [&str; 8] = [
    "ประชาชน",
    "ผู้รับบริการ",
    "ผู้มารับบริการ",
    "ผู้ใช้บริการ",
    "ผู้มาติดต่อ",
    "บุคคลภายนอก",
    "ผู้มีส่วนได้ส่วนเสียภายนอก",
    "ผู้มีส่วนได้เสียภายนอก",
];
const INVITATION: &str = "เชิญ";
/// Words directly before [`ANYBODY`] with which staff is addressed: บุคลากรท่านใดสนใจ.
const STAFF: [&str; 8] = [
    "บุคลากร",
    "พนักงาน",
    "เจ้าหน้าที่",
    "ข้าราชการ",
    "ลูกจ้าง",
    "บุคลากรที่",
    "ในสังกัด",
    "ภายใน",
];
/// Words before a phrase that say the contrary.
const NEGATIONS: [&str; 6] = ["ไม่", "มิใช่", "มิได้", "ห้าม", "งด", "ยกเว้น"];
/// How far before a phrase a negation or an invitation is looked for, in characters.
const BEFORE_MAX: usize = 30;

/// Finds texts of announcements of the staff survey (IIT) that invite anybody.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, announcement) in year.announcements() {
        if !announcement.facets().is_internal {
            continue;
        }
        for (pointer, text) in announcement.texts() {
            let folded = fold(text);
            let Some(phrase) = invitation(&folded) else { continue };
            doubts.push(RULE.doubt(
                format!("{place}{pointer}"),
                format!("\"{phrase}\" เชิญบุคคลทั่วไป แต่แบบวัด IIT เป็นของบุคลากรภายในหน่วยงานเท่านั้น"),
                format!("\"{phrase}\" invites anybody, but the IIT survey is only for the organization's own staff"),
            ));
        }
    }
}

/// The first phrase of a folded text that invites anybody.
fn invitation(text: &str) -> Option<Cow<'static, str>> {
    let anybody = ANYBODY.iter().flat_map(|phrase| text.match_indices(phrase));
    let anybody = anybody.filter(|(at, _)| {
        let before = before(text, *at);
        !STAFF.iter().any(|staff| before.ends_with(staff)) && !is_negated(before)
    });
    let outsiders = OUTSIDERS.iter().flat_map(|people| text.match_indices(people));
    let invited = outsiders.filter(|(at, _)| {
        let before = before(text, *at);
        before.contains(INVITATION) && !is_negated(before)
    });
    let found = anybody.map(|(at, phrase)| (at, phrase, false));
    let (_, phrase, is_invited) = found
        .chain(invited.map(|(at, people)| (at, people, true)))
        .min_by_key(|(at, ..)| *at)?;
    let known = ANYBODY.iter().chain(&OUTSIDERS).find(|known| **known == phrase)?;
    Some(if is_invited {
        Cow::Owned(format!("{INVITATION}…{known}"))
    } else {
        Cow::Borrowed(known)
    })
}

fn is_negated(before: &str) -> bool {
    NEGATIONS.iter().any(|negation| before.contains(negation))
}

/// The characters before a place, at most [`BEFORE_MAX`].
fn before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let begin = before
        .char_indices()
        .rev()
        .nth(BEFORE_MAX - 1)
        .map_or(0, |(begin, _)| begin);
    before.get(begin..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::InstrumentCode;
    use crate::review::samples::{good_year, pointers};

    fn found(text: &str) -> Option<String> {
        invitation(&fold(text)).map(Cow::into_owned)
    }

    #[test]
    fn invitations_of_anybody_are_found() {
        for (text, phrase) in [
            ("หากท่านใดสนใจร่วมประเมิน สามารถเข้าตอบได้", "ท่านใดสนใจ"),
            ("หาก ท่าน ใด สนใจ", "ท่านใดสนใจ"),
            ("ผู้ที่สนใจสามารถตอบแบบวัดได้", "ผู้ที่สนใจ"),
            ("เปิดให้ประชาชนทั่วไปเข้าตอบ", "ประชาชนทั่วไป"),
            ("ขอเชิญประชาชนร่วมตอบแบบวัด", "เชิญ…ประชาชน"),
            ("ขอเชิญชวนผู้มารับบริการทุกท่าน", "เชิญ…ผู้มารับบริการ"),
        ] {
            assert_eq!(found(text).as_deref(), Some(phrase), "{text}");
        }
    }

    #[test]
    fn staff_is_invited_and_the_public_may_be_named() {
        for text in [
            "ขอเชิญบุคลากรที่ทำงานมาแล้วไม่น้อยกว่าหนึ่งปีตอบแบบวัด",
            "หากบุคลากรท่านใดสนใจ สอบถามได้ที่สำนักปลัดเทศบาล",
            "แบบสำรวจนี้ไม่เปิดให้ประชาชนทั่วไปตอบ",
            "ห้ามเผยแพร่ลิงก์นี้แก่บุคคลทั่วไป",
            "ผลการประเมินใช้ปรับปรุงการบริการประชาชน",
            "การรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน และการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_staff_survey_is_looked_at() {
        let mut year = good_year();
        for (instrument, expected) in [
            (InstrumentCode::Eit, vec![]),
            (
                InstrumentCode::Iit,
                vec!["/announcements/0/subject", "/announcements/0/body/1"],
            ),
        ] {
            let mut announcement = crate::review::samples::invitation(instrument);
            announcement.subject = "ขอเชิญประชาชนตอบแบบสำรวจ".to_owned();
            announcement.body = vec!["เรียนบุคลากร".to_owned(), "หากท่านใดสนใจ".to_owned()];
            year.documents = vec![("/announcements/0".to_owned(), announcement.into())];
            assert_eq!(pointers(check, &year), expected);
        }
    }
}
