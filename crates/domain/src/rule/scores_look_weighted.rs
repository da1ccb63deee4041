//! Scores that look like weighted points.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;
use crate::score::weighted_points;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "scores-look-weighted",
    Warning,
    "คะแนนรายแบบวัดน่าจะเป็นคะแนนถ่วงน้ำหนัก",
    "The scores look like weighted points",
    common_sense("บางรายงานแสดงคะแนนเต็ม 30 30 และ 40 แทนคะแนนเต็ม 100"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds instruments whose scores look like weighted points.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some((scores, catalogue)) = year.assessed_scores() else {
        return;
    };
    let points = weighted_points(scores, catalogue);
    if points.is_empty() {
        return;
    }
    let weights: Vec<String> = points
        .keys()
        .map(|code| format!("{code} {}", catalogue.weight(*code).as_number()))
        .collect();
    let weights = weights.join(", ");
    let meant: Vec<String> = points
        .iter()
        .map(|(code, score)| format!("{} {}", code.as_str().to_lowercase(), score.as_number()))
        .collect();
    let meant = meant.join(", ");
    doubts.push(RULE.doubt("/analysis/scores", format!("คะแนนรายแบบวัดน่าจะเป็นคะแนนถ่วงน้ำหนัก ({weights}) คะแนนเต็ม 100 คือ {meant} จึงยังไม่สรุประดับ"), format!(
            "scores of instruments look like weighted points (of {weights}); on 100 they would be {meant}; no level is \
             drawn from them"
        )).suggesting(Some(meant)));
}
