//! Headings of an analysis without content.

use crate::analysis::Heading;
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};
use super::no_urgent_points_stated::has_content;

pub(crate) static RULE: Rule = rule!(
    "heading-without-content",
    Info,
    "หัวข้อในการวิเคราะห์ไม่มีเนื้อหา",
    "A heading of the analysis has no content",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): ผลการวิเคราะห์มีประเด็นที่ต้องพัฒนาและการนำไปสู่การปฏิบัติ"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds headings that the analysis states to cover, but that have no content. For urgent weaknesses the doubt is
/// another one, because an organization may have none.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    for (index, heading) in analysis.covers.iter().enumerate() {
        if *heading == Heading::UrgentWeaknesses || has_content(*heading, analysis) {
            continue;
        }
        let (th, en) = heading_name(*heading);
        doubts.push(RULE.doubt(
            format!("/analysis/covers/{index}"),
            format!("ผลการวิเคราะห์มีหัวข้อ \"{th}\" แต่ไม่มีเนื้อหา"),
            format!("the analysis has the heading \"{en}\", but nothing stands under it"),
        ));
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
    use super::*;
    use crate::analysis::Analysis;
    use crate::review::samples::{doubts, good_year, pointers};

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
        let found: Vec<_> = doubts(check, &year).into_iter().map(|doubt| doubt.code).collect();
        assert_eq!(found, ["heading-without-content"]);
        assert_eq!(pointers(check, &year), ["/analysis/covers/2"]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
