//! Doubts about an analysis.

use crate::analysis::{Analysis, FindingKind, Heading, ScoreCard};

use super::year::ReviewedYear;
use crate::doubt::{Doubt, Severity};

/// Finds an analysis of another year than the one before. The measures answer the assessment of the year before.
pub(super) fn year_not_the_one_before(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    let before = year.fiscal_year.previous();
    if Some(analysis.assessed_fiscal_year) == before {
        return;
    }
    let (assessed, plan) = (analysis.assessed_fiscal_year, year.fiscal_year);
    doubts.push(Doubt {
        code: "analysed-year-not-year-before".into(),
        severity: Severity::Warning,
        pointer: "/analysis/assessed_fiscal_year".to_owned(),
        message_th: format!(
            "วิเคราะห์ผลการประเมินของปีงบประมาณ พ.ศ. {assessed} แต่มาตรการของปี พ.ศ. {plan} ควรมาจากผลของปีก่อนหน้า"
        ),
        message_en: format!(
            "the result of fiscal year {assessed} is analysed; measures of {plan} normally follow from the year before"
        ),
        suggestion: before.map(|year| year.to_string()),
    });
}

/// Finds headings that the analysis states to cover, but that have no content. For urgent weaknesses the doubt is
/// another one, because an organization may have none.
pub(super) fn heading_without_content(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    for (index, heading) in analysis.covers.iter().enumerate() {
        if has_content(*heading, analysis) {
            continue;
        }
        if *heading == Heading::UrgentWeaknesses {
            doubts.push(no_urgent_points());
            continue;
        }
        let (th, en) = heading_name(*heading);
        doubts.push(Doubt {
            code: "heading-without-content".into(),
            severity: Severity::Info,
            pointer: format!("/analysis/covers/{index}"),
            message_th: format!("ผลการวิเคราะห์มีหัวข้อ \"{th}\" แต่ไม่มีเนื้อหา"),
            message_en: format!("the analysis has the heading \"{en}\", but nothing stands under it"),
            suggestion: None,
        });
    }
}

/// Finds an analysis without scores: readers cannot see the basis of its findings.
pub(super) fn no_scores(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    if analysis
        .scores
        .as_ref()
        .is_some_and(|scores| *scores != ScoreCard::default())
    {
        return;
    }
    doubts.push(Doubt {
        code: "no-scores".into(),
        severity: Severity::Info,
        pointer: "/analysis".to_owned(),
        message_th: "ผลการวิเคราะห์ไม่แสดงคะแนนการประเมิน จึงไม่เห็นที่มาของประเด็น".to_owned(),
        message_en: "the analysis shows no scores, so that the reasons for its findings cannot be seen".to_owned(),
        suggestion: None,
    });
}

fn no_urgent_points() -> Doubt {
    Doubt {
        code: "no-urgent-points-stated".into(),
        severity: Severity::Info,
        pointer: "/analysis/findings".to_owned(),
        message_th: "มีหัวข้อจุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน แต่ไม่ได้ระบุประเด็นใด หากไม่มีประเด็นดังกล่าวควรตัดหัวข้อนี้ออก".to_owned(),
        message_en:
            "the analysis has a heading for urgent weaknesses and names none; if there are none, leave the heading out"
                .to_owned(),
        suggestion: None,
    }
}

fn has_content(heading: Heading, analysis: &Analysis) -> bool {
    let has = |kind: FindingKind| analysis.findings.iter().any(|finding| finding.kind == kind);
    match heading {
        Heading::UrgentWeaknesses => has(FindingKind::UrgentWeakness),
        Heading::NeedsDevelopment => has(FindingKind::NeedsDevelopment),
        Heading::Strengths => has(FindingKind::Strength),
        Heading::PuttingIntoPractice => analysis.putting_into_practice.is_some(),
        Heading::Recommendations => analysis.recommendations.is_some(),
    }
}

const fn heading_name(heading: Heading) -> (&'static str, &'static str) {
    match heading {
        Heading::UrgentWeaknesses => ("จุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน", "urgent weaknesses"),
        Heading::NeedsDevelopment => ("ประเด็นที่ต้องพัฒนาให้ดีขึ้น", "points to be improved"),
        Heading::Strengths => ("จุดแข็ง", "strengths"),
        Heading::PuttingIntoPractice => ("การนำผลการวิเคราะห์ไปสู่การปฏิบัติ", "putting into practice"),
        Heading::Recommendations => ("ข้อเสนอแนะ", "recommendations"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{doubts, good_year, pointers};
    use super::*;

    fn year_with(change: impl FnOnce(&mut Analysis)) -> ReviewedYear {
        let mut year = good_year();
        if let Some(analysis) = &mut year.analysis {
            change(analysis);
        }
        year
    }

    #[test]
    fn the_year_itself_is_not_the_year_before() {
        let plan = good_year().fiscal_year;
        let found = doubts(
            year_not_the_one_before,
            &year_with(|analysis| analysis.assessed_fiscal_year = plan),
        );
        assert_eq!(found[0].pointer, "/analysis/assessed_fiscal_year");
        assert_eq!(found[0].suggestion.as_deref(), Some("2565"));
        assert_eq!(pointers(year_not_the_one_before, &good_year()), [""; 0]);
    }

    #[test]
    fn headings_promise_content() {
        let year = year_with(|analysis| {
            analysis.covers = vec![
                Heading::UrgentWeaknesses,
                Heading::NeedsDevelopment,
                Heading::Recommendations,
            ];
        });
        let found: Vec<_> = doubts(heading_without_content, &year)
            .into_iter()
            .map(|doubt| doubt.code)
            .collect();
        assert_eq!(found, ["no-urgent-points-stated", "heading-without-content"]);
        assert_eq!(
            pointers(heading_without_content, &year),
            ["/analysis/findings", "/analysis/covers/2"]
        );
        assert_eq!(pointers(heading_without_content, &good_year()), [""; 0]);
    }

    #[test]
    fn an_empty_score_card_is_none() {
        assert_eq!(
            pointers(no_scores, &year_with(|analysis| analysis.scores = None)),
            ["/analysis"]
        );
        let empty = year_with(|analysis| analysis.scores = Some(ScoreCard::default()));
        assert_eq!(pointers(no_scores, &empty), ["/analysis"]);
        assert_eq!(pointers(no_scores, &good_year()), [""; 0]);
    }
}
