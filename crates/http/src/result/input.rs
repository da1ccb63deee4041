use prongsai_domain::result::{ResultInput, ResultStatus};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::evidence::{EvidenceBody, evidence};
use crate::extract::{Change, Replace};

/// The input for a new result of a measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateResult {
    /// The key that identifies it in bundles, unique within the measure; generated if absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    pub(super) key: Option<String>,
    /// รายละเอียดการดำเนินงาน: what was done.
    #[schema(min_length = 1, max_length = 10_000)]
    details: String,
    /// A period in any written form: `2566-03`, `2565-10/2566-03`, `ต.ค. 2565 - มี.ค. 2566`, `ไตรมาส 2`, `1-15 มี.ค. 66`. One
    /// that states no year belongs to the fiscal year of the measure.
    period: String,
    /// ผลผลิต: the output.
    #[schema(max_length = 10_000)]
    output: Option<String>,
    /// ผลลัพธ์: the outcome.
    #[schema(max_length = 10_000)]
    outcome: Option<String>,
    /// หมายเหตุ: remarks.
    #[schema(max_length = 10_000)]
    remarks: Option<String>,
    /// The status of the work.
    #[schema(value_type = Option<String>, pattern = "^(not_started|in_progress|completed|cancelled)$")]
    status: Option<ResultStatus>,
    /// The progress in percent.
    #[schema(minimum = 0, maximum = 100)]
    progress_percent: Option<u16>,
    /// Why the progress is not the computed one. A stated percentage counts only with a reason: see
    /// `GET /api/v1/measures/{id}/progress`.
    #[schema(max_length = 1_000)]
    progress_reason: Option<String>,
    /// The key of the planned step that the result belongs to, or `unplanned`.
    step: Option<String>,
    /// Links to evidence of the result.
    #[serde(default)]
    #[schema(max_items = 50)]
    evidence: Vec<EvidenceBody>,
}

/// The changes of a result. An absent field does not change. `evidence` replaces all links.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchResult {
    /// รายละเอียดการดำเนินงาน: what was done.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 10_000)]
    details: Replace<String>,
    /// A period in any written form.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    period: Replace<String>,
    /// ผลผลิต: the output.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    output: Change<String>,
    /// ผลลัพธ์: the outcome.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    outcome: Change<String>,
    /// หมายเหตุ: remarks.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    remarks: Change<String>,
    /// The status of the work.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(not_started|in_progress|completed|cancelled)$")]
    status: Change<ResultStatus>,
    /// The progress in percent.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 100)]
    progress_percent: Change<u16>,
    /// Why the progress is not the computed one.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1_000)]
    progress_reason: Change<String>,
    /// The key of the planned step that the result belongs to, or `unplanned`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    step: Change<String>,
    /// All links to evidence of the result.
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
            progress_reason: body.progress_reason,
            step: body.step,
            evidence: evidence(body.evidence),
        }
    }
}

impl PatchResult {
    /// Applies the patch to a result.
    pub(super) fn apply(self, result: &mut ResultInput) {
        self.details.apply(&mut result.details);
        self.period.apply(&mut result.period);
        self.output.apply(&mut result.output);
        self.outcome.apply(&mut result.outcome);
        self.remarks.apply(&mut result.remarks);
        self.status.apply(&mut result.status);
        self.progress_percent.apply(&mut result.progress_percent);
        self.progress_reason.apply(&mut result.progress_reason);
        self.step.apply(&mut result.step);
        self.evidence.map(evidence).apply(&mut result.evidence);
    }
}
