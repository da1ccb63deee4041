//! Measures for indicators that the analysis does not name.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};
use super::finding_without_measure::unanswered;

pub(crate) static RULE: Rule = rule!(
    "measure-without-finding",
    Warning,
    "มาตรการไม่ตรงกับประเด็นในการวิเคราะห์",
    "A measure answers no finding",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): มาตรการสอดคล้องกับผลการวิเคราะห์"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures for indicators that the analysis does not name as findings.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
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
        doubts.push(
            RULE.doubt(
                format!("/measures/{index}"),
                format!("มาตรการนี้อ้างตัวชี้วัด {named} ซึ่งผลการวิเคราะห์ไม่ได้ระบุเป็นประเด็น"),
                format!("this measure is for {named}, which the analysis does not name as a finding"),
            )
            .suggesting(suggestion),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{code, doubts, good_year, pointers};

    fn year_with_swapped_indicator() -> ReviewedYear {
        let mut year = good_year();
        year.measures[1].0.indicators = vec![code("i5")];
        year
    }

    #[test]
    fn a_measure_that_answers_nothing_is_named() {
        let year = year_with_swapped_indicator();
        let measure = doubts(check, &year);
        assert_eq!(measure[0].pointer, "/measures/1");
        assert_eq!(measure[0].suggestion.as_deref(), Some("i9"));
    }

    #[test]
    fn a_measure_may_name_its_finding_by_key() {
        let mut year = year_with_swapped_indicator();
        year.measures[1].0.findings = vec!["finding-2".to_owned()];
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn without_an_analysis_nothing_is_compared() {
        let mut year = year_with_swapped_indicator();
        year.analysis = None;
        assert_eq!(pointers(check, &year), [""; 0]);
    }
}
