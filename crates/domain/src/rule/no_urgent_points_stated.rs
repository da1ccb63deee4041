//! A heading for urgent weaknesses without any.

use crate::analysis::{Analysis, FindingKind, Heading};
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "no-urgent-points-stated",
    Info,
    "ไม่ได้ระบุจุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน",
    "No urgent weakness is named under its heading",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): ผลการวิเคราะห์มีจุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds an analysis that states to cover urgent weaknesses and names none. An organization may have none.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    let covers = analysis
        .covers
        .iter()
        .filter(|heading| **heading == Heading::UrgentWeaknesses);
    doubts.extend(
        covers
            .filter(|heading| !has_content(**heading, analysis))
            .map(|_| no_urgent_points()),
    );
}

fn no_urgent_points() -> Doubt {
    RULE.doubt(
        "/analysis/findings",
        "มีหัวข้อจุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน แต่ไม่ได้ระบุประเด็นใด หากไม่มีประเด็นดังกล่าวควรตัดหัวข้อนี้ออก",
        "the analysis has a heading for urgent weaknesses and names none; if there are none, leave the heading out",
    )
}

/// Whether the analysis has something under the heading.
pub(crate) fn has_content(heading: Heading, analysis: &Analysis) -> bool {
    let has = |kind: FindingKind| analysis.findings.iter().any(|finding| finding.kind == kind);
    match heading {
        Heading::UrgentWeaknesses => has(FindingKind::UrgentWeakness),
        Heading::NeedsDevelopment => has(FindingKind::NeedsDevelopment),
        Heading::Strengths => has(FindingKind::Strength),
        Heading::PuttingIntoPractice => analysis.putting_into_practice.is_some(),
        Heading::Recommendations => analysis.recommendations.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    fn year_with(change: impl FnOnce(&mut Analysis)) -> ReviewedYear {
        let mut year = good_year();
        if let Some(analysis) = &mut year.analysis {
            change(analysis);
        }
        year
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
        assert_eq!(pointers(check, &year), ["/analysis/findings"]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
