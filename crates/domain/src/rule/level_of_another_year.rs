//! A published level of another year's scheme.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;
use crate::score::{is_level_of_another_year, level};

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "level-of-another-year",
    Warning,
    "ระดับเป็นของเกณฑ์ปีอื่น",
    "The level belongs to the scheme of another year",
    guidance("เกณฑ์ระดับผลการประเมิน ITA ของปีที่ประเมิน"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds a published level of another year's scheme, such as a grade in a year that has none.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some((scores, catalogue)) = year.assessed_scores() else {
        return;
    };
    let Some(text) = scores.published_level.as_deref() else {
        return;
    };
    if !is_level_of_another_year(text, catalogue) {
        return;
    }
    let names: Vec<&str> = catalogue
        .level_scheme
        .levels
        .iter()
        .map(|level| level.name_th.as_str())
        .collect();
    let names = names.join(", ");
    let assessed = year.analysis.as_ref().map(|analysis| analysis.assessed_fiscal_year);
    let assessed = assessed.map_or_else(String::new, |year| year.to_string());
    doubts.push(
        RULE.doubt(
            "/analysis/scores/published_level",
            format!("ระดับนี้ไม่ใช่ระดับของปีงบประมาณ พ.ศ. {assessed} ระดับของปีนั้นคือ {names}"),
            format!("fiscal year {assessed} does not have this level; its levels are {names}"),
        )
        .suggesting(level(scores, catalogue).level().map(|level| level.name_th.clone())),
    );
}
