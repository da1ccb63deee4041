//! Doubts about scores. They need the catalogue of the assessed year.

use crate::calendar::FiscalYear;
use crate::catalogue::Catalogue;
use crate::doubt::{Doubt, Severity};
use crate::score::{
    Disagreement, FigureKey, LevelOutcome, ScoreCard, is_level_of_another_year, level, roll_up, stated_level,
    weighted_points,
};

use super::year::ReviewedYear;

/// The place of the scores in a bundle.
const PLACE: &str = "/analysis/scores";

/// Scores, with the year that they are of and the catalogue that was in force in it.
#[derive(Clone, Copy)]
struct Assessed<'a> {
    scores: &'a ScoreCard,
    catalogue: &'a Catalogue,
    fiscal_year: FiscalYear,
}

/// The doubts about the scores of a year by themselves, in the order of the rules. Pointers begin with `/scores`.
/// `catalogue` is the one in force in the year.
pub fn review_scores(scores: &ScoreCard, fiscal_year: FiscalYear, catalogue: &Catalogue) -> Vec<Doubt> {
    let assessed = Assessed {
        scores,
        catalogue,
        fiscal_year,
    };
    let mut doubts = Vec::new();
    sums_and_means(assessed, &mut doubts);
    points(assessed, &mut doubts);
    stated_level_disagrees(assessed, &mut doubts);
    level_of_other_scheme(assessed, &mut doubts);
    for doubt in &mut doubts {
        if let Some(rest) = doubt.pointer.strip_prefix(PLACE) {
            doubt.pointer = format!("/scores{rest}");
        }
    }
    doubts
}

/// The scores of the analysis, if they and the catalogue of the assessed year are known.
fn assessed(year: &ReviewedYear) -> Option<Assessed<'_>> {
    let analysis = year.analysis.as_ref()?;
    Some(Assessed {
        scores: analysis.scores.as_ref()?,
        catalogue: year.assessed_catalogue.as_deref()?,
        fiscal_year: analysis.assessed_fiscal_year,
    })
}

/// Finds a total that is not the weighted sum of the instruments, and other figures that are not the mean of their parts.
/// Scores that look like weighted points have another doubt.
pub(super) fn total_not_weighted_sum(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if let Some(assessed) = assessed(year) {
        sums_and_means(assessed, doubts);
    }
}

fn sums_and_means(assessed: Assessed<'_>, doubts: &mut Vec<Doubt>) {
    let Assessed { scores, catalogue, .. } = assessed;
    let points = weighted_points(scores, catalogue);
    for disagreement in roll_up(scores, catalogue).disagreements() {
        let explained = match &disagreement.key {
            FigureKey::Total => !points.is_empty(),
            FigureKey::Instrument(code) => points.contains_key(code),
            FigureKey::Indicator(_) | FigureKey::SubIndicator(_) => false,
        };
        if !explained {
            doubts.push(differs(&disagreement));
        }
    }
}

fn differs(disagreement: &Disagreement) -> Doubt {
    let Disagreement { key, stated, computed } = disagreement;
    let computed = computed.rounded();
    let (code, what_th, what_en) = match key {
        FigureKey::Total => (
            "total-not-weighted-sum",
            "คะแนนรวมไม่ตรงกับผลรวมถ่วงน้ำหนักของคะแนนรายแบบวัด",
            "the total is not the weighted sum of the instruments",
        ),
        FigureKey::Instrument(_) => (
            "score-not-mean-of-parts",
            "คะแนนของแบบวัดไม่ตรงกับค่าเฉลี่ยของตัวชี้วัด",
            "the score of the instrument is not the mean of its indicators",
        ),
        FigureKey::Indicator(_) => (
            "score-not-mean-of-parts",
            "คะแนนของตัวชี้วัดไม่ตรงกับค่าเฉลี่ยของตัวชี้วัดย่อย",
            "the score of the indicator is not the mean of its sub-indicators",
        ),
        FigureKey::SubIndicator(_) => (
            "score-not-mean-of-parts",
            "คะแนนของตัวชี้วัดย่อยไม่ตรงกับค่าเฉลี่ยของข้อ OIT",
            "the score of the sub-indicator is not the mean of its items",
        ),
    };
    Doubt {
        code: code.into(),
        severity: Severity::Warning,
        pointer: format!("/analysis/scores{}", key.pointer()),
        message_th: format!("{what_th} ระบุไว้ {stated} แต่คำนวณได้ {computed}"),
        message_en: format!("{what_en}: {stated} is stated, {computed} is computed"),
        suggestion: Some(number(computed)),
    }
}

/// Finds instruments whose scores look like weighted points.
pub(super) fn scores_look_weighted(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if let Some(assessed) = assessed(year) {
        points(assessed, doubts);
    }
}

fn points(assessed: Assessed<'_>, doubts: &mut Vec<Doubt>) {
    let Assessed { scores, catalogue, .. } = assessed;
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
        .map(|(code, score)| format!("{} {}", code.as_str().to_lowercase(), number(*score)))
        .collect();
    let meant = meant.join(", ");
    doubts.push(Doubt {
        code: "scores-look-weighted".into(),
        severity: Severity::Warning,
        pointer: "/analysis/scores".to_owned(),
        message_th: format!("คะแนนรายแบบวัดน่าจะเป็นคะแนนถ่วงน้ำหนัก ({weights}) คะแนนเต็ม 100 คือ {meant} จึงยังไม่สรุประดับ"),
        message_en: format!(
            "scores of instruments look like weighted points (of {weights}); on 100 they would be {meant}; no level is \
             drawn from them"
        ),
        suggestion: Some(meant),
    });
}

/// Finds a published level that the scores do not have.
pub(super) fn level_disagrees(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if let Some(assessed) = assessed(year) {
        stated_level_disagrees(assessed, doubts);
    }
}

fn stated_level_disagrees(assessed: Assessed<'_>, doubts: &mut Vec<Doubt>) {
    let Assessed { scores, catalogue, .. } = assessed;
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
    doubts.push(Doubt {
        code: "level-disagrees".into(),
        severity: Severity::Warning,
        pointer: "/analysis/scores/published_level".to_owned(),
        message_th: format!("ระบุระดับ \"{}\" แต่คะแนนที่ระบุได้ระดับ \"{possible_th}\"", stated.name_th),
        message_en: format!(
            "the level \"{}\" is stated, but the scores give \"{}\"",
            stated.name_th,
            possible.join("\" or \"")
        ),
        suggestion: outcome.level().map(|level| level.name_th.clone()),
    });
}

/// Finds a published level of another year's scheme, such as a grade in a year that has none.
pub(super) fn level_of_another_year(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    if let Some(assessed) = assessed(year) {
        level_of_other_scheme(assessed, doubts);
    }
}

fn level_of_other_scheme(assessed: Assessed<'_>, doubts: &mut Vec<Doubt>) {
    let Assessed { scores, catalogue, .. } = assessed;
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
    let year = assessed.fiscal_year;
    doubts.push(Doubt {
        code: "level-of-another-year".into(),
        severity: Severity::Warning,
        pointer: "/analysis/scores/published_level".to_owned(),
        message_th: format!("ระดับนี้ไม่ใช่ระดับของปีงบประมาณ พ.ศ. {year} ซึ่งมีระดับ {names}"),
        message_en: format!("fiscal year {year} does not have this level; its levels are {names}"),
        suggestion: level(scores, catalogue).level().map(|level| level.name_th.clone()),
    });
}

/// The score as a number in JSON: 100, not 100.00.
fn number(score: crate::catalogue::Score) -> String {
    score.as_number().to_string()
}
