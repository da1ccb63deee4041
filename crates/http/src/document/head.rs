use prongsai_application::document::{AllowedAction, DocumentView};
use prongsai_domain::document::{Act, ActKind, ChangeNote, Edition};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::warning::{AcknowledgementView, WarningView};

/// The fields that every document has in addition to its content.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentHead {
    /// The id of the document.
    id: Uuid,
    /// The organization that owns it.
    organization_id: Uuid,
    /// The province of the organization.
    #[schema(example = "47")]
    province_code: String,
    /// The fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The key that identifies it in bundles.
    #[schema(example = "measure-1")]
    key: String,
    /// Counts the changes; the `ETag` has the same number.
    #[schema(example = 7)]
    revision: i64,
    /// The number of the edition that is public now; `null` if none is.
    live_edition: Option<u32>,
    /// The actions that the caller may take next.
    #[schema(example = json!(["submit", "edit", "delete"]))]
    allowed_actions: Vec<&'static str>,
    /// The warnings about the edition, the most serious first. Only the answers to submit, approve and publish have them; they can
    /// be listed at any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Vec<WarningView>>,
    #[serde(flatten)]
    edition: EditionHead,
}

/// The fields that every edition has in addition to its content.
#[derive(Serialize, ToSchema)]
pub(crate) struct EditionHead {
    /// The number of the edition: 1, 2, 3 …
    #[schema(example = 1)]
    edition: u32,
    /// The state of the edition.
    #[schema(
        example = "draft",
        pattern = "^(draft|returned|submitted|approved|published|superseded|withdrawn)$"
    )]
    state: &'static str,
    /// The people who wrote in it, in what it is based on or in what it shows, and those who submitted it. None of them
    /// may approve it.
    drafters: Vec<Uuid>,
    /// What the correction changes, as its drafter stated it; `null` if nothing was stated.
    change: Option<ChangeView>,
    /// When it was created, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
    /// Who submitted it, and when.
    submitted: Option<ActView>,
    /// Who last returned it, when and why.
    returned: Option<ReasonedView>,
    /// Who approved it, and when.
    approved: Option<ApprovalView>,
    /// Who published it, and when.
    published: Option<ActView>,
    /// When the next edition was published, in UTC.
    #[schema(format = DateTime)]
    superseded_at: Option<String>,
    /// Who withdrew it, when and why.
    withdrawn: Option<ReasonedView>,
}

/// What a correction changes, as its drafter stated it. The public reads it beside the edition.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangeView {
    /// The kind of change: of wording only, of facts that became out of date, or of the substance.
    #[schema(example = "substantive", pattern = "^(clerical|update|substantive)$")]
    kind: &'static str,
    /// The explanation.
    #[schema(example = "ปรับเป้าหมายจากร้อยละ 95 เป็นร้อยละ 60 ตามงบประมาณที่ได้รับ")]
    note: String,
}

impl From<&ChangeNote> for ChangeView {
    fn from(change: &ChangeNote) -> Self {
        Self {
            kind: change.kind.as_str(),
            note: change.text.clone(),
        }
    }
}

/// An act of a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActView {
    #[serde(flatten)]
    person: ActorView,
    /// The time of the act, in UTC.
    #[schema(format = DateTime)]
    at: String,
}

/// A person as they were when they acted.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActorView {
    /// The id of the person.
    by: Uuid,
    /// The person's name at that time.
    #[schema(example = "หัวหน้าฝ่ายอำนวยการ")]
    name: String,
    /// The person's post at that time.
    #[schema(example = "ปลัดเทศบาล")]
    position: Option<String>,
    /// The post that the person acted for, if it was another one.
    #[schema(example = "รักษาราชการแทนนายกเทศมนตรี")]
    acting_as: Option<String>,
    /// Whether the name and the post date from the migration of version 0.1, not from the time of the act.
    is_migrated: bool,
}

/// An act of a person, with a reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonedView {
    #[serde(flatten)]
    person: ActorView,
    /// The time of the act, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The reason.
    #[schema(example = "ขั้นตอนที่ 2 ยังไม่มีกำหนดเวลา")]
    reason: String,
}

/// The approval of an edition.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApprovalView {
    #[serde(flatten)]
    person: ActorView,
    /// The time of the act, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The reason why the four-eyes rule was overridden; `null` if it was not.
    override_reason: Option<String>,
    /// The serious warnings that the approver has acknowledged, with the reasons.
    acknowledged: Vec<AcknowledgementView>,
}

impl From<&DocumentView> for DocumentHead {
    fn from(view: &DocumentView) -> Self {
        let document = &view.document;
        Self {
            id: document.id.get(),
            organization_id: document.jurisdiction.organization_id.get(),
            province_code: document.jurisdiction.province_code.to_string(),
            fiscal_year: document.fiscal_year.get(),
            key: document.key.clone(),
            revision: document.revision,
            live_edition: view.live_edition,
            allowed_actions: view.allowed.iter().copied().map(AllowedAction::as_str).collect(),
            warnings: view
                .warnings
                .as_ref()
                .map(|warnings| warnings.iter().map(WarningView::from).collect()),
            edition: EditionHead::from(&view.edition),
        }
    }
}

impl From<&Edition> for EditionHead {
    fn from(edition: &Edition) -> Self {
        Self {
            edition: edition.number,
            state: edition.state.as_str(),
            drafters: edition.drafters.iter().map(|drafter| drafter.get()).collect(),
            change: edition.change.as_ref().map(ChangeView::from),
            created_at: edition.created_at.to_string(),
            updated_at: edition.updated_at.to_string(),
            submitted: edition.last(ActKind::Submitted).map(ActView::from),
            returned: edition.last(ActKind::Returned).map(ReasonedView::from),
            approved: edition.approval().map(ApprovalView::from),
            published: edition.last(ActKind::Published).map(ActView::from),
            superseded_at: edition.last(ActKind::Superseded).map(|act| act.at.to_string()),
            withdrawn: edition.last(ActKind::Withdrawn).map(ReasonedView::from),
        }
    }
}

impl From<&Act> for ActorView {
    fn from(act: &Act) -> Self {
        let person = &act.person;
        Self {
            by: person.id.get(),
            name: person.name.clone(),
            position: person.position.clone(),
            acting_as: person.acting_as.clone(),
            is_migrated: act.is_migrated,
        }
    }
}

impl From<&Act> for ActView {
    fn from(act: &Act) -> Self {
        Self {
            person: ActorView::from(act),
            at: act.at.to_string(),
        }
    }
}

impl From<&Act> for ReasonedView {
    fn from(act: &Act) -> Self {
        Self {
            person: ActorView::from(act),
            at: act.at.to_string(),
            // The workflow requires a reason to return and to withdraw.
            reason: act.reason.clone().unwrap_or_default(),
        }
    }
}

impl From<&Act> for ApprovalView {
    fn from(act: &Act) -> Self {
        Self {
            person: ActorView::from(act),
            at: act.at.to_string(),
            override_reason: act.reason.clone().filter(|_| act.is_override),
            acknowledged: act.acknowledged.iter().map(AcknowledgementView::from).collect(),
        }
    }
}
