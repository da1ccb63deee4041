//! Figures that are not computed from their parts.

use crate::catalogue::InstrumentCode;
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;
use crate::score::{Disagreement, FigureKey, ScoreCard, TOLERANCE, roll_up, weighted_points};

use super::definition::{Due, Rule, rule};

pub(crate) static TOTAL_NOT_WEIGHTED_SUM: Rule = rule!(
    "total-not-weighted-sum",
    Warning,
    "คะแนนรวมไม่ตรงกับผลรวมถ่วงน้ำหนัก",
    "The total is not the weighted sum of the instruments",
    guidance("น้ำหนักของแบบวัด IIT EIT และ OIT ตามหลักเกณฑ์การประเมิน ITA ของปีที่ประเมิน"),
    Drafter,
    Due::FirstQuarterEnds,
);

pub(crate) static SCORE_NOT_MEAN_OF_PARTS: Rule = rule!(
    "score-not-mean-of-parts",
    Warning,
    "คะแนนไม่ตรงกับค่าเฉลี่ยขององค์ประกอบ",
    "A score is not the mean of its parts",
    common_sense("คะแนนคำนวณจากค่าเฉลี่ยของส่วนย่อย และตรวจสอบแล้วตรงกับคะแนนที่ประกาศของปี 2564"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds a total that is not the weighted sum of the instruments, and other figures that are not the mean of their parts.
/// Scores that look like weighted points have another doubt.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some((scores, catalogue)) = year.assessed_scores() else {
        return;
    };
    let points = weighted_points(scores, catalogue);
    let disagreements = roll_up(scores, catalogue).disagreements();
    let eit = FigureKey::Instrument(InstrumentCode::Eit);
    let is_eit_known = points.contains_key(&InstrumentCode::Eit) || disagreements.iter().any(|one| one.key == eit);
    for disagreement in disagreements {
        let explained = match &disagreement.key {
            FigureKey::Total => !points.is_empty(),
            FigureKey::Instrument(code) => points.contains_key(code),
            FigureKey::Indicator(_) | FigureKey::SubIndicator(_) => false,
        };
        if !explained {
            doubts.push(differs(&disagreement));
        }
    }
    if !is_eit_known {
        doubts.extend(eit_outside_its_parts(scores));
    }
}

/// Whatever the weights of the two parts of EIT are, EIT is not below both and not above both.
fn eit_outside_its_parts(scores: &ScoreCard) -> Option<Doubt> {
    let (Some(eit), [Some(first), Some(second)]) = (scores.eit, scores.eit_parts()) else {
        return None;
    };
    let (low, high) = (first.min(second), first.max(second));
    let is_between =
        eit.hundredths() + TOLERANCE >= low.hundredths() && eit.hundredths() <= high.hundredths() + TOLERANCE;
    (!is_between).then(|| {
        SCORE_NOT_MEAN_OF_PARTS.doubt(
            "/analysis/scores/eit",
            format!("คะแนน EIT {eit} ไม่อยู่ระหว่างคะแนนของส่วนที่ 1 และส่วนที่ 2 ({low} ถึง {high})"),
            format!("the score of EIT, {eit}, is not between those of its two parts, {low} and {high}"),
        )
    })
}

fn differs(disagreement: &Disagreement) -> Doubt {
    let Disagreement { key, stated, computed } = disagreement;
    let computed = computed.rounded();
    let (rule, what_th, what_en) = match key {
        FigureKey::Total => (
            &TOTAL_NOT_WEIGHTED_SUM,
            "คะแนนรวมไม่ตรงกับผลรวมถ่วงน้ำหนักของคะแนนรายแบบวัด",
            "the total is not the weighted sum of the instruments",
        ),
        FigureKey::Instrument(_) => (
            &SCORE_NOT_MEAN_OF_PARTS,
            "คะแนนของแบบวัดไม่ตรงกับค่าเฉลี่ยของตัวชี้วัด",
            "the score of the instrument is not the mean of its indicators",
        ),
        FigureKey::Indicator(_) => (
            &SCORE_NOT_MEAN_OF_PARTS,
            "คะแนนของตัวชี้วัดไม่ตรงกับค่าเฉลี่ยของตัวชี้วัดย่อย",
            "the score of the indicator is not the mean of its sub-indicators",
        ),
        FigureKey::SubIndicator(_) => (
            &SCORE_NOT_MEAN_OF_PARTS,
            "คะแนนของตัวชี้วัดย่อยไม่ตรงกับค่าเฉลี่ยของข้อ OIT",
            "the score of the sub-indicator is not the mean of its items",
        ),
    };
    rule.doubt(
        format!("/analysis/scores{}", key.pointer()),
        format!("{what_th} ระบุไว้ {stated} แต่คำนวณได้ {computed}"),
        format!("{what_en}: {stated} is stated, {computed} is computed"),
    )
    .suggesting(computed.as_number().to_string())
}
