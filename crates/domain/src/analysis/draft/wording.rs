use super::proposal::Reason;
use crate::analysis::content::FindingKind;
use crate::catalogue::{Indicator, Score};

/// The finding in Thai, with its figures.
pub(super) fn describe(indicator: &Indicator, kind: FindingKind, reasons: &[Reason]) -> String {
    let code = indicator.code.to_string();
    let number = code.trim_start_matches('i');
    let score = reasons.first().map(score).unwrap_or_default();
    let clauses: Vec<String> = reasons.iter().map(clause).collect();
    let clauses = clauses.join(" และ");
    let conclusion = match kind {
        FindingKind::UrgentWeakness => "จึงต้องแก้ไขโดยเร่งด่วน",
        FindingKind::NeedsDevelopment => "จึงควรพัฒนาให้ดีขึ้น",
        FindingKind::Strength => "ถือเป็นจุดแข็งที่ควรรักษาไว้",
    };
    format!(
        "ตัวชี้วัดที่ {number} {} ได้ {score} คะแนน {clauses} {conclusion}",
        indicator.name_th
    )
}

const fn score(reason: &Reason) -> Score {
    match reason {
        Reason::BelowUrgentMark { score, .. }
        | Reason::BelowPassMark { score, .. }
        | Reason::Dropped { score, .. }
        | Reason::BelowMedians { score, .. }
        | Reason::AtStrengthMark { score, .. }
        | Reason::Best { score } => *score,
    }
}

fn clause(reason: &Reason) -> String {
    match reason {
        Reason::BelowUrgentMark { mark, .. } => format!("ต่ำกว่า {mark} คะแนน"),
        Reason::BelowPassMark { mark, .. } => format!("ต่ำกว่าเกณฑ์ผ่าน ({mark} คะแนน)"),
        Reason::Dropped {
            score,
            before,
            fiscal_year,
        } => {
            let drop = before.hundredths().saturating_sub(score.hundredths());
            let drop = Score::from_hundredths(drop).unwrap_or_default();
            format!("ลดลง {drop} คะแนนจากปีงบประมาณ พ.ศ. {fiscal_year} ({before} คะแนน)")
        }
        Reason::BelowMedians { province, kind, .. } => match (province, kind) {
            (Some(province), Some(kind)) => {
                format!("ต่ำกว่าค่ามัธยฐานของจังหวัด ({province} คะแนน) และของหน่วยงานประเภทเดียวกัน ({kind} คะแนน)")
            }
            (Some(province), None) => format!("ต่ำกว่าค่ามัธยฐานของจังหวัด ({province} คะแนน)"),
            (None, Some(kind)) => format!("ต่ำกว่าค่ามัธยฐานของหน่วยงานประเภทเดียวกัน ({kind} คะแนน)"),
            (None, None) => "ต่ำกว่าค่ามัธยฐาน".to_owned(),
        },
        Reason::AtStrengthMark { mark, .. } => format!("ถึงเกณฑ์ของระดับสูงสุด ({mark} คะแนน)"),
        Reason::Best { .. } => "ซึ่งเป็นคะแนนสูงสุดของหน่วยงาน".to_owned(),
    }
}
