//! Findings that no measure answers.

use crate::analysis::Finding;
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "finding-without-measure",
    Warning,
    "ประเด็นจากการวิเคราะห์ไม่มีมาตรการรองรับ",
    "No measure answers a finding",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): มาตรการสอดคล้องกับผลการวิเคราะห์"),
    Drafter,
    Due::OitCloses,
);

/// Finds findings that need a measure, but that no measure answers.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, finding) in unanswered(year) {
        let named = year.indicator(finding.indicator);
        doubts.push(RULE.doubt(
            format!("/analysis/findings/{index}"),
            format!("ผลการวิเคราะห์ระบุประเด็น {named} แต่ไม่มีมาตรการใดรองรับ"),
            format!("the analysis names {named}, but no measure answers it"),
        ));
    }
}

/// The findings that need a measure and have none, with their indexes.
pub(crate) fn unanswered(year: &ReviewedYear) -> impl Iterator<Item = (usize, &Finding)> {
    let findings = year
        .analysis
        .iter()
        .flat_map(|analysis| analysis.findings.iter().enumerate());
    findings
        .filter(|(_, finding)| finding.kind.needs_measure())
        .filter(|(_, finding)| {
            !year.measures.iter().any(|(measure, _)| {
                measure.findings.contains(&finding.key) || measure.indicators.contains(&finding.indicator)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::FindingKind;
    use crate::review::samples::{code, doubts, finding, good_year, pointers};

    fn year_with_swapped_indicator() -> ReviewedYear {
        let mut year = good_year();
        year.measures[1].0.indicators = vec![code("i5")];
        year
    }

    #[test]
    fn a_finding_that_no_measure_answers_is_named() {
        let year = year_with_swapped_indicator();
        assert_eq!(pointers(check, &year), ["/analysis/findings/1"]);
    }

    #[test]
    fn a_measure_may_name_its_finding_by_key() {
        let mut year = year_with_swapped_indicator();
        year.measures[1].0.findings = vec!["finding-2".to_owned()];
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn strengths_want_no_measure() {
        let mut year = good_year();
        if let Some(analysis) = &mut year.analysis {
            let mut strength = finding("finding-3", "i1");
            strength.kind = FindingKind::Strength;
            analysis.findings.push(strength);
        }
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn the_indicator_is_named() {
        let mut year = good_year();
        year.measures.remove(0);
        let found = doubts(check, &year);
        assert!(found[0].message_th.contains("i7 ประสิทธิภาพการสื่อสาร"), "{found:?}");
    }
}
