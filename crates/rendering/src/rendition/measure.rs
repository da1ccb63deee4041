use prongsai_domain::measure::Measure;

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
