use prongsai_domain::activity::ActivityInput;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::evidence::{EvidenceBody, evidence};
use crate::extract::{Change, Replace};

/// The input for a new activity for a measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateActivity {
    /// The key that identifies it, unique within the measure; generated if absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    pub(super) key: Option<String>,
    /// The key of the planned step for which it was held, or `unplanned`.
    step: String,
    /// วันที่ดำเนินกิจกรรม: a day or a span of days in any written form: `2566-03-12`, `12 มี.ค. 2566`, `12-13 มี.ค. 66`. One that
    /// states no year belongs to the fiscal year of the measure. A month without a day is refused.
    held: String,
    /// สถานที่: the place.
    #[schema(max_length = 300)]
    place: Option<String>,
    /// จำนวนผู้เข้าร่วม: the number of participants.
    #[schema(maximum = 1_000_000)]
    participants: Option<u32>,
    /// รายละเอียดกิจกรรม: what was done.
    #[schema(min_length = 1, max_length = 10_000)]
    text: String,
    /// Links to evidence of the activity, and files.
    #[serde(default)]
    #[schema(max_items = 50)]
    evidence: Vec<EvidenceBody>,
}

/// The changes of an activity. An absent field does not change. `evidence` replaces all links.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchActivity {
    /// The key of the planned step for which it was held, or `unplanned`.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    step: Replace<String>,
    /// A day or a span of days in any written form.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    held: Replace<String>,
    /// สถานที่: the place.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 300)]
    place: Change<String>,
    /// จำนวนผู้เข้าร่วม: the number of participants.
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 1_000_000)]
    participants: Change<u32>,
    /// รายละเอียดกิจกรรม: what was done.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 10_000)]
    text: Replace<String>,
    /// All links to evidence of the activity, and files.
    #[serde(default)]
    #[schema(value_type = Vec<EvidenceBody>, required = false, max_items = 50)]
    evidence: Replace<Vec<EvidenceBody>>,
}

impl From<CreateActivity> for ActivityInput {
    fn from(body: CreateActivity) -> Self {
        Self {
            step: body.step,
            held: body.held,
            place: body.place,
            participants: body.participants,
            text: body.text,
            evidence: evidence(body.evidence),
        }
    }
}

impl PatchActivity {
    /// Applies the patch to an activity.
    pub(super) fn apply(self, activity: &mut ActivityInput) {
        self.step.apply(&mut activity.step);
        self.held.apply(&mut activity.held);
        self.place.apply(&mut activity.place);
        self.participants.apply(&mut activity.participants);
        self.text.apply(&mut activity.text);
        self.evidence.map(evidence).apply(&mut activity.evidence);
    }
}
