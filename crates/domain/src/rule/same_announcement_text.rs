//! Announcements of the two surveys that are copies of each other.

use std::collections::HashSet;

use crate::announcement::Announcement;
use crate::doubt::{Doubt, Severity};
use crate::kind::Kind as _;
use crate::review::year::ReviewedYear;
use crate::text::fold;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "same-announcement-text",
    Warning,
    "ประกาศ EIT และ IIT ใช้ข้อความเดียวกัน",
    "The announcements of EIT and IIT share their text",
    common_sense("แบบวัด EIT และ IIT ถามคนละกลุ่ม ประกาศที่คัดลอกกันจึงมักเชิญผิดกลุ่ม"),
    Drafter,
    Due::SurveysOpen,
);

/// Shortest paragraph that is compared, in characters of its folded text. Shorter ones are formulas.
const PARAGRAPH_MIN: usize = 40;
/// The beginning of the last paragraph of every announcement.
const FORMULA: &str = "จึงประกาศ";
/// The words in which the announcement of one survey has to differ from that of the other.
const DIFFERENCES: [&str; 4] = ["eit", "iit", "ภายนอก", "ภายใน"];

/// Finds announcements of the staff survey (IIT) that repeat the announcement of the other survey (EIT): all of it except the
/// names of the surveys, or a paragraph word for word.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let surveys = year
        .announcements()
        .filter(|(_, announcement)| announcement.survey.is_some());
    let (internal, external): (Vec<_>, Vec<_>) =
        surveys.partition(|(_, announcement)| announcement.facets().is_internal);
    if internal.is_empty() || external.is_empty() {
        return;
    }
    let exact: HashSet<String> = external
        .iter()
        .flat_map(|(_, one)| paragraphs(one))
        .map(|(_, text)| text)
        .collect();
    let neutral: HashSet<String> = exact.iter().map(|text| without_names(text)).collect();
    for (place, announcement) in internal {
        let own: Vec<(usize, String)> = paragraphs(announcement).collect();
        let is_copy = !own.is_empty() && own.iter().all(|(_, text)| neutral.contains(&without_names(text)));
        let shared = own.iter().find(|(_, text)| exact.contains(text));
        if is_copy {
            doubts.push(RULE.doubt(
                format!("{place}/body"),
                "ข้อความของประกาศ IIT คัดลอกจากประกาศ EIT ทั้งฉบับ ประกาศ IIT ควรเขียนถึงบุคลากรของหน่วยงาน",
                "the whole text is that of the EIT announcement; address the IIT announcement to the organization's staff",
            ));
        } else if let Some((index, _)) = shared {
            let doubt = RULE.doubt(
                format!("{place}/body/{index}"),
                "ย่อหน้านี้ตรงกับประกาศ EIT ทุกคำ โปรดตรวจว่าเขียนถึงบุคลากรของหน่วยงาน",
                "this paragraph is word for word that of the EIT announcement; check that it is written for the staff",
            );
            doubts.push(doubt.with_severity(Severity::Info));
        }
    }
}

/// The folded paragraphs that are worth a comparison, with their indexes.
fn paragraphs(announcement: &Announcement) -> impl Iterator<Item = (usize, String)> {
    let folded = announcement.body.iter().map(|text| fold(text)).enumerate();
    folded.filter(|(_, text)| !text.starts_with(FORMULA) && text.chars().nth(PARAGRAPH_MIN).is_some())
}

fn without_names(text: &str) -> String {
    // A survey is called by either word, and a copy may differ in it.
    let text = text.replace("แบบสำรวจ", "แบบวัด");
    DIFFERENCES.iter().fold(text, |text, name| text.replace(name, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::InstrumentCode;
    use crate::review::samples::{doubts, good_year, invitation};

    const INTRODUCTION: &str = "ด้วยเทศบาลเข้ารับการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงาน ประจำปีนี้";
    const END: &str = "จึงประกาศให้ทราบโดยทั่วกัน และขอให้ทุกส่วนราชการถือปฏิบัติโดยเคร่งครัดต่อไป";

    fn found(external: &[&str], internal: &[&str]) -> Vec<(String, Severity)> {
        let with = |instrument, body: &[&str]| {
            let mut announcement = invitation(instrument);
            announcement.body = body.iter().map(|text| (*text).to_owned()).collect();
            announcement
        };
        let mut year = good_year();
        year.documents = vec![
            (
                "/announcements/0".to_owned(),
                with(InstrumentCode::Eit, external).into(),
            ),
            (
                "/announcements/1".to_owned(),
                with(InstrumentCode::Iit, internal).into(),
            ),
        ];
        let doubts = doubts(check, &year).into_iter();
        doubts.map(|doubt| (doubt.pointer, doubt.severity)).collect()
    }

    #[test]
    fn a_copy_differs_only_in_the_names() {
        let eit = "บัดนี้ได้รับแจ้งช่องทางการตอบแบบวัดของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) เรียบร้อยแล้ว";
        let iit = "บัดนี้ ได้รับแจ้งช่องทางการตอบแบบวัดของผู้มีส่วนได้ส่วนเสียภายใน (IIT)  เรียบร้อยแล้ว";
        assert_eq!(
            found(&[INTRODUCTION, eit, END], &[INTRODUCTION, iit, END]),
            [("/announcements/1/body".to_owned(), Severity::Warning)]
        );
        let other_word = iit.replace("แบบวัด", "แบบสำรวจ");
        for iit in [iit, &other_word] {
            assert_eq!(
                found(&[eit], &[iit]),
                [("/announcements/1/body".to_owned(), Severity::Warning)]
            );
        }
    }

    #[test]
    fn a_shared_paragraph_is_named() {
        let own = "ขอให้บุคลากรของเทศบาลที่ทำงานมาแล้วไม่น้อยกว่าหนึ่งปีตอบแบบสำรวจภายในเวลาที่กำหนด";
        assert_eq!(
            found(&[INTRODUCTION, END], &[own, INTRODUCTION, END]),
            [("/announcements/1/body/1".to_owned(), Severity::Info)]
        );
        assert_eq!(found(&[INTRODUCTION, END], &[own, END]), []);
        assert_eq!(found(&["สั้น"], &["สั้น"]), []);
    }
}
