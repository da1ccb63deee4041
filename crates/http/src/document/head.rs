use prongsai_application::document::{AllowedAction, DocumentView};
use prongsai_domain::document::{Act, Approval, Edition, Reasoned};
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
    /// Who.
    by: Uuid,
    /// When, in UTC.
    #[schema(format = DateTime)]
    at: String,
}

/// Somebody did something for a reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonedView {
    /// Who.
    by: Uuid,
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
    /// Who.
    by: Uuid,
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
            submitted: edition.submitted.as_ref().map(ActView::from),
            returned: edition.returned.as_ref().map(ReasonedView::from),
            approved: edition.approved.as_ref().map(ApprovalView::from),
            published: edition.published.as_ref().map(ActView::from),
            superseded_at: edition.superseded_at.map(|at| at.to_string()),
            withdrawn: edition.withdrawn.as_ref().map(ReasonedView::from),
        }
    }
}

impl From<&Act> for ActView {
    fn from(act: &Act) -> Self {
        Self {
            by: act.by.get(),
            at: act.at.to_string(),
        }
    }
}

impl From<&Reasoned> for ReasonedView {
    fn from(reasoned: &Reasoned) -> Self {
        Self {
            by: reasoned.act.by.get(),
            at: reasoned.act.at.to_string(),
            reason: reasoned.reason.clone(),
        }
    }
}

impl From<&Approval> for ApprovalView {
    fn from(approval: &Approval) -> Self {
        let act = &approval.act;
        Self {
            by: act.by.get(),
            at: act.at.to_string(),
            override_reason: approval.override_reason.clone(),
        }
    }
}
