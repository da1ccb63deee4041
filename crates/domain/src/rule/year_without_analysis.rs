//! A year without an analysis.

use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "year-without-analysis",
    Warning,
    "ปีงบประมาณไม่มีการวิเคราะห์ผลการประเมิน",
    "The year has no analysis",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): มีการวิเคราะห์ผลการประเมินของปีที่ผ่านมา"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds a year without an analysis.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    if examined.year.analysis.is_some() {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Year,
        (
            "ยังไม่มีผลการวิเคราะห์ผลการประเมินของปีที่ผ่านมา",
            "there is no analysis of the assessment of the year before",
        ),
        vec![Call::PutAnalysis {
            field: None,
            value: None,
        }],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};

    #[test]
    fn a_year_without_an_analysis_is_an_issue() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        year.analysis = None;
        assert_eq!(places(examine, &year), [(Subject::Year, String::new())]);
    }
}
