//! The texts of a year that are searched for mistakes of wording, with their places.

use crate::analysis::Analysis;
use crate::kind::Kind as _;
use crate::result::ImplementationResult;

use super::year::ReviewedYear;

/// A text and the JSON pointer of its place.
pub(super) type Placed<'a> = (String, &'a str);

/// The texts that people wrote, in the order of the bundle. Names of the organization and of people and the published
/// level are not among them.
pub(super) fn texts(year: &ReviewedYear) -> Vec<Placed<'_>> {
    let mut texts = Texts::default();
    for (index, name) in year.divisions.iter().enumerate() {
        texts.add(format!("/organization/divisions/{index}"), name);
    }
    if let Some(analysis) = &year.analysis {
        texts.add_analysis(analysis);
    }
    for (index, measure, results) in year.measures() {
        texts.add_all(&format!("/measures/{index}"), measure.texts());
        for (result_index, result) in results.iter().enumerate() {
            texts.add_result(&format!("/measures/{index}/results/{result_index}"), result);
        }
    }
    for (place, content) in &year.documents {
        texts.add_all(place, content.texts());
    }
    texts.0
}

#[derive(Default)]
struct Texts<'a>(Vec<Placed<'a>>);

impl<'a> Texts<'a> {
    fn add(&mut self, pointer: String, text: &'a str) {
        self.0.push((pointer, text));
    }

    fn add_optional(&mut self, pointer: String, text: Option<&'a str>) {
        if let Some(text) = text {
            self.add(pointer, text);
        }
    }

    fn add_analysis(&mut self, analysis: &'a Analysis) {
        for (index, finding) in analysis.findings.iter().enumerate() {
            self.add_optional(
                format!("/analysis/findings/{index}/description"),
                finding.description.as_deref(),
            );
        }
        self.add_optional(
            "/analysis/putting_into_practice".to_owned(),
            analysis.putting_into_practice.as_deref(),
        );
        self.add_optional(
            "/analysis/recommendations".to_owned(),
            analysis.recommendations.as_deref(),
        );
    }

    fn add_all(&mut self, place: &str, texts: Vec<(String, &'a str)>) {
        for (pointer, text) in texts {
            self.add(format!("{place}{pointer}"), text);
        }
    }

    fn add_result(&mut self, place: &str, result: &'a ImplementationResult) {
        self.add(format!("{place}/details"), &result.details);
        self.add_optional(format!("{place}/output"), result.output.as_deref());
        self.add_optional(format!("{place}/outcome"), result.outcome.as_deref());
        self.add_optional(format!("{place}/remarks"), result.remarks.as_deref());
        for (index, evidence) in result.evidence.iter().enumerate() {
            self.add_optional(format!("{place}/evidence/{index}/title"), evidence.title.as_deref());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::good_year;
    use super::*;

    #[test]
    fn every_part_of_the_year_is_read() {
        let mut year = good_year();
        year.measures[1].1[0].evidence[0].title = Some("ภาพกิจกรรม".to_owned());
        let found: Vec<String> = texts(&year).into_iter().map(|(pointer, _)| pointer).collect();
        for place in [
            "/organization/divisions/1",
            "/measures/0/steps/1",
            "/measures/1/results/0/outcome",
            "/measures/1/results/0/evidence/0/title",
            "/reports/0/title",
            "/announcements/0/body/0",
        ] {
            assert!(found.iter().any(|pointer| pointer == place), "{place}: {found:?}");
        }
    }
}
