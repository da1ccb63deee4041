use serde::Deserialize;
use utoipa::ToSchema;

/// A measure with its results.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleMeasure {
    /// Names it within the year: 1 to 64 of `a-z 0-9 - _ .`.
    #[schema(example = "measure-1")]
    key: String,
    title: String,
    /// One indicator by code, name or alias …
    indicator: Option<String>,
    /// … or several.
    #[serde(default)]
    indicators: Vec<String>,
    /// Keys of the findings that it answers.
    #[serde(default)]
    findings: Vec<String>,
    guideline: String,
    steps: Vec<BundleStep>,
    /// Name of a division; added when the office has none of that name.
    responsible_division: Option<String>,
    monitoring: Option<String>,
    /// 6 or 12.
    #[schema(example = 12)]
    reporting_round_months: u8,
    budget_baht: Option<u64>,
    target: Option<String>,
    #[serde(default)]
    results: Vec<BundleResult>,
}

/// A step: its text, or its text with more about it.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum BundleStep {
    /// What is done.
    Text(String),
    /// What is done, how often, by when.
    Full(BundleStepFields),
}

/// A step with everything that may be said about it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleStepFields {
    /// `step-1`, `step-2` … by place when absent.
    key: Option<String>,
    text: String,
    /// `weekly`, `monthly`, `quarterly`, `half_yearly` or `yearly`.
    cadence: Option<String>,
    due_on: Option<String>,
}

/// What was done about a measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleResult {
    /// `result-1`, `result-2` … by place when absent.
    key: Option<String>,
    details: String,
    /// A month, or a span of months.
    #[schema(example = "2565-10/2566-03")]
    period: String,
    output: Option<String>,
    outcome: Option<String>,
    remarks: Option<String>,
    /// `not_started`, `in_progress`, `completed` or `cancelled`.
    status: Option<String>,
    progress_percent: Option<u16>,
    /// Key of the step that it answers, or `unplanned`.
    step: Option<String>,
    #[serde(default)]
    evidence: Vec<BundleEvidence>,
}

/// A link that shows a result.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleEvidence {
    url: String,
    title: Option<String>,
}
