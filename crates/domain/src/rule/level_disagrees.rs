//! A published level that the scores do not have.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;
use crate::score::{LevelOutcome, level, stated_level};

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "level-disagrees",
    Warning,
    "ระดับที่ระบุไม่ตรงกับคะแนน",
    "The level is not that of the scores",
    guidance("เกณฑ์ระดับผลการประเมิน ITA ของปีที่ประเมิน"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds a published level that the scores do not have.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some((scores, catalogue)) = year.assessed_scores() else {
        return;
    };
    let Some(stated) = scores
        .published_level
        .as_deref()
        .and_then(|text| stated_level(text, catalogue))
    else {
        return;
    };
    let outcome = level(scores, catalogue);
    if outcome.allows(stated) {
        return;
    }
    let possible: Vec<&str> = match &outcome {
        LevelOutcome::Determined(level) => vec![level.name_th.as_str()],
        LevelOutcome::Undetermined { possible, .. } => possible.iter().map(|level| level.name_th.as_str()).collect(),
    };
    let possible_th = possible.join(" หรือ ");
    doubts.push(
        RULE.doubt(
            "/analysis/scores/published_level",
            format!("ระบุระดับ \"{}\" แต่คะแนนที่ระบุได้ระดับ \"{possible_th}\"", stated.name_th),
            format!(
                "the level \"{}\" is stated, but the scores give \"{}\"",
                stated.name_th,
                possible.join("\" or \"")
            ),
        )
        .suggesting(outcome.level().map(|level| level.name_th.clone())),
    );
}
