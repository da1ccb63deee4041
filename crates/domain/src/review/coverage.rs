//! Doubts about findings and measures that do not match.

use crate::analysis::Finding;

use super::year::ReviewedYear;
use crate::doubt::{Doubt, Severity};

/// Finds findings that need a measure, but that no measure answers.
pub(super) fn finding_without_measure(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, finding) in unanswered(year) {
        let named = year.indicator(finding.indicator);
        doubts.push(Doubt {
            code: "finding-without-measure".into(),
            severity: Severity::Warning,
            pointer: format!("/analysis/findings/{index}"),
            message_th: format!("ผลการวิเคราะห์ระบุประเด็น {named} แต่ไม่มีมาตรการใดรองรับ"),
            message_en: format!("the analysis names {named}, but no measure answers it"),
            suggestion: None,
        });
    }
}

/// Finds measures for indicators that the analysis does not name as findings.
pub(super) fn measure_without_finding(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    if analysis.findings.is_empty() {
        return;
    }
    let open: Vec<_> = unanswered(year).collect();
    for (index, measure, _) in year.measures() {
        let found = analysis
            .findings
            .iter()
            .any(|finding| measure.indicators.contains(&finding.indicator));
        if found || !measure.findings.is_empty() {
            continue;
        }
        let named: Vec<String> = measure.indicators.iter().map(|code| year.indicator(*code)).collect();
        let named = named.join(", ");
        // If only one finding has no measure, this measure was probably meant for it.
        let suggestion = match open.as_slice() {
            [(_, only)] => Some(only.indicator.to_string()),
            _ => None,
        };
        doubts.push(Doubt {
            code: "measure-without-finding".into(),
            severity: Severity::Warning,
            pointer: format!("/measures/{index}"),
            message_th: format!("มาตรการนี้อ้างตัวชี้วัด {named} ซึ่งผลการวิเคราะห์ไม่ได้ระบุเป็นประเด็น"),
            message_en: format!("this measure is for {named}, which the analysis does not name as a finding"),
            suggestion,
        });
    }
}

fn unanswered(year: &ReviewedYear) -> impl Iterator<Item = (usize, &Finding)> {
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
    use super::super::samples::{code, doubts, finding, good_year, pointers};
    use super::*;
    use crate::analysis::FindingKind;

    fn year_with_swapped_indicator() -> ReviewedYear {
        let mut year = good_year();
        year.measures[1].0.indicators = vec![code("i5")];
        year
    }

    #[test]
    fn a_finding_and_a_measure_that_miss_each_other_are_both_named() {
        let year = year_with_swapped_indicator();
        assert_eq!(pointers(finding_without_measure, &year), ["/analysis/findings/1"]);
        let measure = doubts(measure_without_finding, &year);
        assert_eq!(measure[0].pointer, "/measures/1");
        assert_eq!(measure[0].suggestion.as_deref(), Some("i9"));
    }

    #[test]
    fn a_measure_may_name_its_finding_by_key() {
        let mut year = year_with_swapped_indicator();
        year.measures[1].0.findings = vec!["finding-2".to_owned()];
        assert_eq!(pointers(finding_without_measure, &year), [""; 0]);
        assert_eq!(pointers(measure_without_finding, &year), [""; 0]);
    }

    #[test]
    fn strengths_want_no_measure_and_no_analysis_no_finding() {
        let mut year = good_year();
        if let Some(analysis) = &mut year.analysis {
            let mut strength = finding("finding-3", "i1");
            strength.kind = FindingKind::Strength;
            analysis.findings.push(strength);
        }
        assert_eq!(pointers(finding_without_measure, &year), [""; 0]);
        year.analysis = None;
        assert_eq!(pointers(measure_without_finding, &year), [""; 0]);
    }

    #[test]
    fn the_indicator_is_named() {
        let mut year = good_year();
        year.measures.remove(0);
        let found = doubts(finding_without_measure, &year);
        assert!(found[0].message_th.contains("i7 ประสิทธิภาพการสื่อสาร"), "{found:?}");
    }
}
