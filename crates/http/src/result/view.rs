use prongsai_application::StoredResult;
use prongsai_domain::result::{Evidence, ResultStatus};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What was done about a measure.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResultView {
    /// Which result.
    id: Uuid,
    /// Of which measure.
    measure_id: Uuid,
    /// The name that a bundle knows it by.
    #[schema(example = "result-1")]
    key: String,
    /// Counts the changes; also the `ETag`.
    revision: i64,
    /// รายละเอียดการดำเนินงาน.
    #[schema(example = "จัดประชุมหมู่บ้านทุกเดือน เพื่อแจ้งข้อมูลข่าวสารของเทศบาล")]
    details: String,
    /// A month (`2023-03`) or a span of months (`2022-10/2023-03`).
    #[schema(example = "2022-10/2023-03")]
    period: String,
    /// ผลผลิต.
    output: Option<String>,
    /// ผลลัพธ์.
    outcome: Option<String>,
    /// หมายเหตุ.
    remarks: Option<String>,
    /// How far it is.
    #[schema(value_type = Option<String>, example = "completed")]
    status: Option<ResultStatus>,
    /// Progress in percent.
    progress_percent: Option<u8>,
    /// The key of the planned step that it answers, or `unplanned`; `null` when nobody said.
    #[schema(example = "step-1")]
    step: Option<String>,
    /// Links that show it.
    evidence: Vec<EvidenceView>,
    /// Who entered it.
    created_by: Uuid,
    /// When, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// A link that shows a result.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// Where it is.
    #[schema(example = "https://www.example.go.th/news/12")]
    url: String,
    /// What it shows.
    #[schema(example = "ภาพการประชุมหมู่บ้าน")]
    title: Option<String>,
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
            step: content.answers.written(),
            evidence: content.evidence.into_iter().map(EvidenceView::from).collect(),
            created_by: stored.created_by.get(),
            created_at: stored.created_at.to_string(),
            updated_at: stored.updated_at.to_string(),
        }
    }
}

impl From<Evidence> for EvidenceView {
    fn from(evidence: Evidence) -> Self {
        Self {
            url: evidence.url,
            title: evidence.title,
        }
    }
}
