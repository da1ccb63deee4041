use prongsai_application::StoredResult;
use prongsai_domain::result::ResultStatus;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::evidence::EvidenceView;

/// A result of a measure: what was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResultView {
    /// The id of the result.
    id: Uuid,
    /// The id of the measure.
    measure_id: Uuid,
    /// The key that identifies it in bundles.
    #[schema(example = "result-1")]
    key: String,
    /// Counts the changes; the `ETag` has the same number.
    revision: i64,
    /// รายละเอียดการดำเนินงาน: what was done.
    #[schema(example = "จัดประชุมหมู่บ้านทุกเดือน เพื่อแจ้งข้อมูลข่าวสารของเทศบาล")]
    details: String,
    /// A month (`2023-03`), a span of months (`2022-10/2023-03`), a day (`2023-03-01`) or a span of days
    /// (`2023-03-01/2023-03-15`).
    #[schema(example = "2022-10/2023-03")]
    period: String,
    /// ผลผลิต: the output.
    output: Option<String>,
    /// ผลลัพธ์: the outcome.
    outcome: Option<String>,
    /// หมายเหตุ: remarks.
    remarks: Option<String>,
    /// The status of the work.
    #[schema(value_type = Option<String>, example = "completed")]
    status: Option<ResultStatus>,
    /// The progress in percent.
    progress_percent: Option<u8>,
    /// Why the progress is not the computed one. A stated percentage counts only with a reason.
    progress_reason: Option<String>,
    /// The key of the planned step that the result belongs to, or `unplanned`; `null` if it is not stated.
    #[schema(example = "step-1")]
    step: Option<String>,
    /// Links to evidence of the result.
    evidence: Vec<EvidenceView>,
    /// The id of the person who entered it.
    created_by: Uuid,
    /// When it was entered, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<StoredResult> for ResultView {
    fn from(stored: StoredResult) -> Self {
        let content = stored.content;
        Self {
            id: stored.id.get(),
            measure_id: stored.measure_id.get(),
            key: stored.key,
            revision: stored.revision,
            details: content.details,
            period: content.period.iso(),
            output: content.output,
            outcome: content.outcome,
            remarks: content.remarks,
            status: content.status,
            progress_percent: content.progress_percent,
            progress_reason: content.progress_reason,
            step: content.answers.written(),
            evidence: content.evidence.into_iter().map(EvidenceView::from).collect(),
            created_by: stored.created_by.get(),
            created_at: stored.created_at.to_string(),
            updated_at: stored.updated_at.to_string(),
        }
    }
}
