use prongsai_application::StoredActivity;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::evidence::EvidenceView;

/// An activity for a measure: what was held for a step.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActivityView {
    /// The id of the activity.
    id: Uuid,
    /// The id of the measure.
    measure_id: Uuid,
    /// The key that identifies it within the measure.
    #[schema(example = "visit-1")]
    key: String,
    /// Counts the changes; the `ETag` has the same number.
    revision: i64,
    /// The key of the planned step for which it was held, or `unplanned`.
    #[schema(example = "step-1")]
    step: String,
    /// A day (`2023-03-12`) or a span of days (`2023-03-12/2023-03-13`).
    #[schema(example = "2023-03-12")]
    held: String,
    /// สถานที่: the place.
    #[schema(example = "ศาลาประชาคม หมู่ที่ 4")]
    place: Option<String>,
    /// จำนวนผู้เข้าร่วม: the number of participants.
    #[schema(example = 42)]
    participants: Option<u32>,
    /// รายละเอียดกิจกรรม: what was done.
    #[schema(example = "ประชุมหมู่บ้าน ชี้แจงขั้นตอนการขออนุญาต")]
    text: String,
    /// Links to evidence of the activity, and files.
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

impl From<StoredActivity> for ActivityView {
    fn from(stored: StoredActivity) -> Self {
        let content = stored.content;
        Self {
            id: stored.id.get(),
            measure_id: stored.measure_id.get(),
            key: stored.key,
            revision: stored.revision,
            step: content.serves.written().to_owned(),
            held: content.held.iso(),
            place: content.place,
            participants: content.participants,
            text: content.text,
            evidence: content.evidence.into_iter().map(EvidenceView::from).collect(),
            created_by: stored.created_by.get(),
            created_at: stored.created_at.to_string(),
            updated_at: stored.updated_at.to_string(),
        }
    }
}
