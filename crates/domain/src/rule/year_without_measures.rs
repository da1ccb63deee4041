//! A year without measures.

use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::kind::DocumentKind;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "year-without-measures",
    Warning,
    "ปีงบประมาณไม่มีมาตรการ",
    "The year has no measures",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): กำหนดมาตรการจากผลการวิเคราะห์"),
    Drafter,
    Due::OitCloses,
);

/// A year without measures: finds nothing if there is one in work or public.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    if examined.measures().next().is_some() {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Year,
        ("ยังไม่มีมาตรการของปีนี้", "there are no measures of this year"),
        vec![Call::CreateDocument {
            kind: DocumentKind::Measure,
            survey: None,
        }],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};

    #[test]
    fn a_year_without_measures_is_an_issue() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        year.measures.clear();
        assert_eq!(places(examine, &year), [(Subject::Year, String::new())]);
    }
}
