use prongsai_application::document::{AllowedAction, DocumentView};
use prongsai_domain::document::{Act, ActKind, Edition};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What every document shows beside its content.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentHead {
    /// Which document.
    id: Uuid,
    /// Whose.
    organization_id: Uuid,
    /// Province of the office.
    #[schema(example = "47")]
    province_code: String,
    /// Fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The name that a bundle knows it by.
    #[schema(example = "measure-1")]
    key: String,
    /// Counts the changes; also the `ETag`.
    #[schema(example = 7)]
    revision: i64,
    /// Number of the edition that is public now.
    live_edition: Option<u32>,
    /// What the caller may do next.
    #[schema(example = json!(["submit", "edit", "delete"]))]
    allowed_actions: Vec<&'static str>,
    #[serde(flatten)]
    edition: EditionHead,
}

/// What every edition shows beside its content.
#[derive(Serialize, ToSchema)]
pub(crate) struct EditionHead {
    /// Number of the edition: 1, 2, 3 …
    #[schema(example = 1)]
    pub(super) edition: u32,
    /// Where it stands.
    #[schema(
        example = "draft",
        pattern = "^(draft|returned|submitted|approved|published|superseded|withdrawn)$"
    )]
    pub(super) state: &'static str,
    /// Everybody who wrote in it or handed it in; none of them may approve it.
    drafters: Vec<Uuid>,
    /// When it was begun, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
    /// Who handed it in.
    submitted: Option<ActView>,
    /// Who sent it back last, and why.
    returned: Option<ReasonedView>,
    /// Who approved it.
    approved: Option<ApprovalView>,
    /// Who made it public.
    published: Option<ActView>,
    /// When its successor was published, in UTC.
    #[schema(format = DateTime)]
    superseded_at: Option<String>,
    /// Who withdrew it, and why.
    withdrawn: Option<ReasonedView>,
}

/// Somebody did something.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActView {
    #[serde(flatten)]
    person: ActorView,
    /// When, in UTC.
    #[schema(format = DateTime)]
    at: String,
}

/// A person as they were when they acted.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActorView {
    /// Who.
    by: Uuid,
    /// The person's name then.
    #[schema(example = "หัวหน้าฝ่ายอำนวยการ")]
    name: String,
    /// The person's post then.
    #[schema(example = "ปลัดเทศบาล")]
    position: Option<String>,
    /// The post that the person acted for then, where it is another one.
    #[schema(example = "รักษาราชการแทนนายกเทศมนตรี")]
    acting_as: Option<String>,
    /// Whether name and post were taken when version 0.1 was migrated, not at the moment of the act.
    is_migrated: bool,
}

/// Somebody did something for a reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonedView {
    #[serde(flatten)]
    person: ActorView,
    /// When, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Why.
    #[schema(example = "ขั้นตอนที่ 2 ยังไม่มีกำหนดเวลา")]
    reason: String,
}

/// Somebody approved an edition.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApprovalView {
    #[serde(flatten)]
    person: ActorView,
    /// When, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Why the four-eyes rule was set aside; `null` when it was kept.
    override_reason: Option<String>,
}

impl From<&DocumentView> for DocumentHead {
    fn from(view: &DocumentView) -> Self {
        let document = &view.document;
        Self {
            id: document.id.get(),
            organization_id: document.place.organization_id.get(),
            province_code: document.place.province_code.to_string(),
            fiscal_year: document.fiscal_year.get(),
            key: document.key.clone(),
            revision: document.revision,
            live_edition: view.live_edition,
            allowed_actions: view.allowed.iter().copied().map(AllowedAction::as_str).collect(),
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
        }
    }
}
