//! The texts of a year that are searched for mistakes of wording, with their places.

use crate::activity::Activity;
use crate::analysis::{Analysis, Finding, ScoreCard};
use crate::evidence::Evidence;
use crate::kind::{Kind as _, PublicText, TextForm};
use crate::result::ImplementationResult;

use super::year::ReviewedYear;

/// The texts that people wrote, each with the JSON pointer of its place. Names of the organization and of people, addresses and
/// the published level are not among them.
pub(crate) fn prose<'a>(texts: &'a [PublicText<'a>]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let texts = texts.iter().filter(|text| text.form == TextForm::Prose);
    texts.map(|text| (text.pointer.as_str(), text.text))
}

/// Every text that becomes public, in the order of the bundle.
pub(crate) fn public_texts(year: &ReviewedYear) -> Vec<PublicText<'_>> {
    let mut texts = Texts::default();
    for (index, name) in year.divisions.iter().enumerate() {
        texts.add(PublicText::prose(format!("/organization/divisions/{index}"), name));
    }
    if let Some(analysis) = &year.analysis {
        texts.add_all("/analysis", of_analysis(analysis));
    }
    for (index, measure, results) in year.measures() {
        texts.add_all(&format!("/measures/{index}"), measure.public_texts());
        for (result_index, result) in results.iter().enumerate() {
            texts.add_all(&format!("/measures/{index}/results/{result_index}"), of_result(result));
        }
    }
    for (place, activity) in year.activities() {
        texts.add_all(&place, of_activity(activity));
    }
    for (place, content) in &year.documents {
        texts.add_all(place, content.public_texts());
    }
    texts.0
}

#[derive(Default)]
struct Texts<'a>(Vec<PublicText<'a>>);

impl<'a> Texts<'a> {
    fn add(&mut self, text: PublicText<'a>) {
        self.0.push(text);
    }

    fn add_all(&mut self, place: &str, texts: Vec<PublicText<'a>>) {
        for text in texts {
            self.add(PublicText {
                pointer: format!("{place}{}", text.pointer),
                ..text
            });
        }
    }
}

/// The texts of an analysis, with their pointers within it. Every field is named, so that no text is forgotten.
fn of_analysis(analysis: &Analysis) -> Vec<PublicText<'_>> {
    let Analysis {
        assessed_fiscal_year: _,
        covers: _,
        scores,
        findings,
        putting_into_practice,
        recommendations,
    } = analysis;
    let mut texts = Vec::new();
    if let Some(ScoreCard {
        published_level: Some(level),
        ..
    }) = scores
    {
        texts.push(PublicText::new("/scores/published_level", level, TextForm::Name));
    }
    for (index, finding) in findings.iter().enumerate() {
        let Finding {
            key: _,
            kind: _,
            indicator: _,
            description,
        } = finding;
        texts.extend(PublicText::optional(
            format!("/findings/{index}/description"),
            description.as_ref(),
        ));
    }
    texts.extend(PublicText::optional(
        "/putting_into_practice",
        putting_into_practice.as_ref(),
    ));
    texts.extend(PublicText::optional("/recommendations", recommendations.as_ref()));
    texts
}

/// The texts of a result, with their pointers within it. Every field is named, so that no text is forgotten.
fn of_result(result: &ImplementationResult) -> Vec<PublicText<'_>> {
    let ImplementationResult {
        details,
        period: _,
        output,
        outcome,
        remarks,
        status: _,
        progress_percent: _,
        progress_reason,
        answers: _,
        evidence,
    } = result;
    let mut texts = vec![PublicText::prose("/details", details)];
    let others = [
        ("/output", output),
        ("/outcome", outcome),
        ("/remarks", remarks),
        ("/progress_reason", progress_reason),
    ];
    texts.extend(
        others
            .into_iter()
            .filter_map(|(place, text)| PublicText::optional(place, text.as_ref())),
    );
    texts.extend(of_evidence(evidence));
    texts
}

/// The texts of an activity, with their pointers within it. Every field is named, so that no text is forgotten.
fn of_activity(activity: &Activity) -> Vec<PublicText<'_>> {
    let Activity {
        serves: _,
        held: _,
        place,
        participants: _,
        text,
        evidence,
    } = activity;
    let mut texts = vec![PublicText::prose("/text", text)];
    texts.extend(PublicText::optional("/place", place.as_ref()));
    texts.extend(of_evidence(evidence));
    texts
}

/// The texts of evidence, with their pointers within what has it.
fn of_evidence(evidence: &[Evidence]) -> Vec<PublicText<'_>> {
    let mut texts = Vec::new();
    for (index, Evidence { url, title, file }) in evidence.iter().enumerate() {
        let place = format!("/evidence/{index}");
        texts.extend(PublicText::optional(format!("{place}/title"), title.as_ref()));
        match file {
            None => texts.push(PublicText::new(format!("{place}/url"), url, TextForm::Address)),
            Some(file) => texts.push(PublicText::new(
                format!("{place}/file/name"),
                &file.name,
                TextForm::Name,
            )),
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::super::samples::{activity, good_year};
    use super::*;

    #[test]
    fn names_and_addresses_are_public_but_no_prose() {
        let year = good_year();
        let public: Vec<String> = public_texts(&year).into_iter().map(|text| text.pointer).collect();
        let texts = public_texts(&year);
        let prose: Vec<&str> = prose(&texts).map(|(pointer, _)| pointer).collect();
        for place in ["/measures/0/results/0/evidence/0/url", "/announcements/0/survey/url"] {
            assert!(public.iter().any(|pointer| pointer == place), "{place}");
            assert!(!prose.contains(&place), "{place}");
        }
    }

    #[test]
    fn every_part_of_the_year_is_read() {
        let mut year = good_year();
        year.measures[1].1[0].evidence[0].title = Some("ภาพกิจกรรม".to_owned());
        year.activities[0].push(activity("2566-03-12", "step-1"));
        year.measures[1].1[0].progress_reason = Some("งานเสร็จก่อนกำหนด".to_owned());
        let texts = public_texts(&year);
        let found: Vec<&str> = prose(&texts).map(|(pointer, _)| pointer).collect();
        for place in [
            "/organization/divisions/1",
            "/measures/0/steps/1",
            "/measures/1/results/0/outcome",
            "/measures/1/results/0/evidence/0/title",
            "/measures/1/results/0/progress_reason",
            "/measures/0/activities/0/text",
            "/measures/0/activities/0/place",
            "/reports/0/title",
            "/announcements/0/body/0",
        ] {
            assert!(found.contains(&place), "{place}: {found:?}");
        }
    }
}
