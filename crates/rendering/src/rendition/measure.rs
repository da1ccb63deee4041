use prongsai_domain::measure::Measure;
use prongsai_domain::report::FrozenResult;

use super::SignedDocument;

/// A measure as a plan or a report shows it, with what has to be said of its approval.
#[derive(Clone, Copy, Debug)]
pub struct ApprovedMeasure<'a> {
    /// The content.
    pub content: &'a Measure,
    /// The reason for an approval by an author.
    pub override_reason: Option<&'a str>,
}

/// A measure without an override.
impl<'a> From<&'a Measure> for ApprovedMeasure<'a> {
    fn from(content: &'a Measure) -> Self {
        Self {
            content,
            override_reason: None,
        }
    }
}

/// A measure with its results, as a report shows them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportedMeasure<'a> {
    pub(crate) measure: ApprovedMeasure<'a>,
    pub(crate) results: &'a [FrozenResult],
}

impl<'a> SignedDocument<'a> {
    /// The measures that a report shows; empty before the report is submitted.
    pub(crate) fn reported(&self) -> Vec<ReportedMeasure<'a>> {
        let Some(year) = self.year else { return Vec::new() };
        let reason = |id| self.frozen_overrides.and_then(|reasons| reasons.get(id));
        let measures = year.measures.iter().map(|frozen| ReportedMeasure {
            measure: ApprovedMeasure {
                content: &frozen.content,
                override_reason: reason(&frozen.id).map(String::as_str),
            },
            results: &frozen.results,
        });
        measures.collect()
    }
}
