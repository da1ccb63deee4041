use prongsai_domain::result::{EvidenceInput, ResultInput, ResultStatus};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::extract::{Change, Replace};

/// What was done about a measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateResult {
    /// The name that bundles know it by, unique within the measure; made up when absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    pub(super) key: Option<String>,
    /// รายละเอียดการดำเนินงาน.
    #[schema(min_length = 1, max_length = 10_000)]
    details: String,
    /// A month or a span of months, in any written form: `2566-03`, `2565-10/2566-03`, `ต.ค. 2565 - มี.ค. 2566`.
    period: String,
    /// ผลผลิต.
    #[schema(max_length = 10_000)]
    output: Option<String>,
    /// ผลลัพธ์.
    #[schema(max_length = 10_000)]
    outcome: Option<String>,
    /// หมายเหตุ.
    #[schema(max_length = 10_000)]
    remarks: Option<String>,
    /// How far it is.
    #[schema(value_type = Option<String>, pattern = "^(not_started|in_progress|completed|cancelled)$")]
    status: Option<ResultStatus>,
    /// Progress in percent.
    #[schema(minimum = 0, maximum = 100)]
    progress_percent: Option<u16>,
    /// The key of the planned step that it answers, or `unplanned`.
    step: Option<String>,
    /// Links that show it.
    #[serde(default)]
    #[schema(max_items = 50)]
    evidence: Vec<EvidenceBody>,
}

/// A link that shows a result, as it is sent.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceBody {
    /// Where it is: `https` or `http`.
    #[schema(example = "https://www.example.go.th/news/12", max_length = 2000)]
    url: String,
    /// What it shows.
    #[schema(example = "ภาพการประชุมหมู่บ้าน", max_length = 500)]
    title: Option<String>,
}

/// What is to change in a result; a field that is not there stays. `evidence` replaces all links.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchResult {
    /// รายละเอียดการดำเนินงาน.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 10_000)]
    details: Replace<String>,
    /// A month or a span of months.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    period: Replace<String>,
    /// ผลผลิต.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    output: Change<String>,
    /// ผลลัพธ์.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    outcome: Change<String>,
    /// หมายเหตุ.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    remarks: Change<String>,
    /// How far it is.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(not_started|in_progress|completed|cancelled)$")]
    status: Change<ResultStatus>,
    /// Progress in percent.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 100)]
    progress_percent: Change<u16>,
    /// The key of the planned step that it answers, or `unplanned`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    step: Change<String>,
    /// Links that show it, all of them.
    #[serde(default)]
    #[schema(value_type = Vec<EvidenceBody>, required = false, max_items = 50)]
    evidence: Replace<Vec<EvidenceBody>>,
}

impl From<CreateResult> for ResultInput {
    fn from(body: CreateResult) -> Self {
        Self {
            details: body.details,
            period: body.period,
            output: body.output,
            outcome: body.outcome,
            remarks: body.remarks,
            status: body.status,
            progress_percent: body.progress_percent,
            step: body.step,
            evidence: evidence(body.evidence),
        }
    }
}

impl PatchResult {
    /// The result after the patch.
    pub(super) fn apply(self, result: &mut ResultInput) {
        self.details.apply(&mut result.details);
        self.period.apply(&mut result.period);
        self.output.apply(&mut result.output);
        self.outcome.apply(&mut result.outcome);
        self.remarks.apply(&mut result.remarks);
        self.status.apply(&mut result.status);
        self.progress_percent.apply(&mut result.progress_percent);
        self.step.apply(&mut result.step);
        self.evidence.map(evidence).apply(&mut result.evidence);
    }
}

fn evidence(bodies: Vec<EvidenceBody>) -> Vec<EvidenceInput> {
    bodies
        .into_iter()
        .map(|body| EvidenceInput {
            url: body.url,
            title: body.title,
        })
        .collect()
}
