//! Results that are older than the assessment that is analysed.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "results-before-assessment",
    Warning,
    "ผลการดำเนินการเกิดก่อนประกาศผลการประเมินที่วิเคราะห์",
    "Results are older than the assessment that is analysed",
    common_sense("มาตรการที่มาจากผลการประเมินเริ่มได้เมื่อประกาศผลแล้ว"),
    Drafter,
    Due::Now,
);

/// The step of a catalogue's calendar in which the results are published.
const RESULTS: &str = "results";

/// Finds an analysis of an assessment whose result was published after the first results of the measures. The catalogue of the
/// assessed year states the day.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let (Some(analysis), Some(catalogue), Some(first)) =
        (&year.analysis, &year.assessed_catalogue, year.first_result_ends_on)
    else {
        return;
    };
    if catalogue.fiscal_year != analysis.assessed_fiscal_year {
        return;
    }
    let published = catalogue.calendar.iter().find(|step| step.code == RESULTS);
    let Some(published) = published.and_then(|step| step.starts_on).filter(|day| first < *day) else {
        return;
    };
    doubts.push(RULE.doubt(
        "/analysis/assessed_fiscal_year",
        format!(
            "ผลการประเมินที่วิเคราะห์ประกาศเมื่อวันที่ {} แต่มีผลการดำเนินการตั้งแต่ก่อนวันที่ {} โปรดตรวจสอบปีที่วิเคราะห์",
            published.thai(),
            first.thai()
        ),
        format!(
            "the analysed result was published on {}, but a result of the measures is of {}; check the analysed year",
            published.english(),
            first.english()
        ),
    ));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalogue::Catalogue;
    use crate::review::samples::{day, good_year, pointers, result};

    fn catalogue() -> Catalogue {
        serde_json::from_str(include_str!("../../../../reference/catalogues/nacc-ita-2566.json")).unwrap()
    }

    #[test]
    fn work_follows_the_result_that_it_answers() {
        let mut year = good_year();
        year.frame.assessed_catalogue = Some(Arc::new(catalogue()));
        assert_eq!(pointers(check, &year), [""; 0], "another year is analysed");
        if let Some(analysis) = &mut year.analysis {
            analysis.assessed_fiscal_year = year.frame.fiscal_year;
        }
        assert_eq!(pointers(check, &year), ["/analysis/assessed_fiscal_year"]);
        for (_, results) in &mut year.measures {
            *results = vec![result("2566-08", "step-1")];
        }
        assert_eq!(pointers(check, &year), [""; 0]);
        assert_eq!(
            catalogue().calendar.last().and_then(|step| step.starts_on),
            Some(day("2566-08-10"))
        );
    }
}
