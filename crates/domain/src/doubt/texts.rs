//! Every text of a year, with its place.

use crate::analysis::Analysis;
use crate::announcement::Announcement;
use crate::measure::Measure;
use crate::report::Report;
use crate::result::ImplementationResult;

use super::Year;

/// A text and the JSON pointer of its place.
pub(super) type Placed<'a> = (String, &'a str);

/// Every text that people wrote, in the order of the bundle.
pub(super) fn texts(year: &Year) -> Vec<Placed<'_>> {
    let mut texts = Texts::default();
    for (index, name) in year.divisions.iter().enumerate() {
        texts.add(format!("/organization/divisions/{index}"), name);
    }
    if let Some(analysis) = &year.analysis {
        texts.add_analysis(analysis);
    }
    for (index, (measure, results)) in year.measures.iter().enumerate() {
        texts.add_measure(&format!("/measures/{index}"), measure);
        for (result_index, result) in results.iter().enumerate() {
            texts.add_result(&format!("/measures/{index}/results/{result_index}"), result);
        }
    }
    for (index, report) in year.reports.iter().enumerate() {
        texts.add_report(&format!("/reports/{index}"), report);
    }
    for (index, announcement) in year.announcements.iter().enumerate() {
        texts.add_announcement(&format!("/announcements/{index}"), announcement);
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

    fn add_measure(&mut self, place: &str, measure: &'a Measure) {
        self.add(format!("{place}/title"), &measure.title);
        self.add(format!("{place}/guideline"), &measure.guideline);
        for (index, step) in measure.steps.iter().enumerate() {
            self.add(format!("{place}/steps/{index}"), &step.text);
        }
        let division = measure.division.as_ref().map(|division| division.name.as_str());
        self.add_optional(format!("{place}/responsible_division"), division);
        self.add_optional(format!("{place}/monitoring"), measure.monitoring.as_deref());
        self.add_optional(format!("{place}/target"), measure.target.as_deref());
    }

    fn add_result(&mut self, place: &str, result: &'a ImplementationResult) {
        self.add(format!("{place}/details"), &result.details);
        self.add_optional(format!("{place}/output"), result.output.as_deref());
        self.add_optional(format!("{place}/outcome"), result.outcome.as_deref());
        self.add_optional(format!("{place}/remarks"), result.remarks.as_deref());
    }

    fn add_report(&mut self, place: &str, report: &'a Report) {
        self.add(format!("{place}/title"), &report.title);
        self.add_optional(format!("{place}/preface"), report.preface.as_deref());
        self.add(format!("{place}/preparer/position"), &report.preparer.position);
    }

    fn add_announcement(&mut self, place: &str, announcement: &'a Announcement) {
        self.add(format!("{place}/title"), &announcement.title);
        self.add(format!("{place}/subject"), &announcement.subject);
        for (index, paragraph) in announcement.body.iter().enumerate() {
            self.add(format!("{place}/body/{index}"), paragraph);
        }
        self.add(format!("{place}/signatory/position"), &announcement.signatory.position);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::good_year;
    use super::*;

    #[test]
    fn every_part_of_the_year_is_read() {
        let year = good_year();
        let found: Vec<String> = texts(&year).into_iter().map(|(pointer, _)| pointer).collect();
        for place in [
            "/organization/divisions/1",
            "/measures/0/steps/1",
            "/measures/1/results/0/outcome",
            "/reports/0/title",
            "/announcements/0/body/0",
        ] {
            assert!(found.iter().any(|pointer| pointer == place), "{place}: {found:?}");
        }
    }
}
