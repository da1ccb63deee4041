use std::collections::BTreeMap;

use actix_web::HttpResponse;
use prongsai_application::App;
use prongsai_application::public::{self, EditionEntry, WithdrawnMeasure};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{not_modified, stored};
use crate::document::ChangeView;
use crate::extract::{IfNoneMatch, Page};
use crate::present;
use crate::problem::Problem;

/// An edition that is or was public. Its status stands here, outside its bytes, which never change.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicEditionRowView {
    /// The number of the edition.
    #[schema(example = 1)]
    edition: u32,
    /// When it was published, in UTC.
    #[schema(format = DateTime)]
    published_at: String,
    /// When the next edition was published, in UTC; `null` for the current edition.
    #[schema(format = DateTime)]
    superseded_at: Option<String>,
    /// When it was withdrawn, in UTC, and why; `null` if it was not.
    withdrawn: Option<PublicWithdrawalView>,
    /// Whether it is the last of the public editions.
    is_current: bool,
    /// SHA-256 of the content's canonical JSON (RFC 8785); `null` while the content is withdrawn.
    content_sha256: Option<String>,
    /// The entity tag of the edition's bytes; `null` while the content is withdrawn.
    etag: Option<String>,
    /// What the correction changes, as its drafter stated it and its approver accepted it; `null` for the first edition,
    /// if nothing was stated, or while the content is withdrawn.
    change: Option<ChangeView>,
    /// The fields that differ from the public edition before it. The system compares them. Empty for the first edition,
    /// and while the content is withdrawn.
    #[schema(example = json!(["target"]))]
    changed_fields: Vec<String>,
    /// The reason for which a person who wrote in the edition approved it; `null` when another person approved.
    #[schema(example = "หน่วยงานมีเจ้าหน้าที่คนเดียว")]
    override_reason: Option<String>,
    /// The number of serious warnings that the approver acknowledged, each with a reason.
    #[schema(example = 0)]
    acknowledged_warnings: u32,
    /// The reasons for which a person who wrote in a measure approved it, by the id of the measure: those of the measures
    /// that this edition of a report shows. Empty when other people approved.
    #[schema(example = json!({}))]
    frozen_overrides: BTreeMap<String, String>,
    /// The measures that this edition of a report shows and that were withdrawn since. Its bytes stay as they were
    /// approved. Empty while the content is withdrawn.
    withdrawn_measures: Vec<WithdrawnMeasureView>,
}

/// A measure that a published report shows and that was withdrawn since.
#[derive(Serialize, ToSchema)]
pub(crate) struct WithdrawnMeasureView {
    /// The id of the measure. Its address answers with the reason.
    id: Uuid,
    /// The title of the measure.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// When it was withdrawn, in UTC.
    #[schema(format = DateTime)]
    withdrawn_at: String,
    /// The reason for which a person who wrote in the measure approved what the report shows of it; `null` when another
    /// person approved.
    override_reason: Option<String>,
}

impl From<&WithdrawnMeasure> for WithdrawnMeasureView {
    fn from(measure: &WithdrawnMeasure) -> Self {
        Self {
            id: measure.id.get(),
            title: measure.title.clone(),
            withdrawn_at: measure.at.to_string(),
            override_reason: measure.override_reason.clone(),
        }
    }
}

/// The withdrawal of a public edition.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicWithdrawalView {
    /// The time, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The public reason.
    #[schema(example = "เผยแพร่ผิดฉบับ")]
    reason: String,
}

impl From<EditionEntry> for PublicEditionRowView {
    fn from(entry: EditionEntry) -> Self {
        let EditionEntry {
            edition,
            is_readable,
            withdrawn_measures,
        } = entry;
        let shown = withdrawn_measures.iter().filter(|_| is_readable);
        let readable = |text: String| is_readable.then_some(text);
        Self {
            edition: edition.edition,
            published_at: edition.published_at.to_string(),
            superseded_at: edition.superseded_at.map(|at| at.to_string()),
            withdrawn: edition.withdrawn.map(|(at, reason)| PublicWithdrawalView {
                at: at.to_string(),
                reason,
            }),
            is_current: edition.is_current,
            content_sha256: readable(edition.content_sha256),
            etag: readable(edition.etag),
            change: edition.change.as_ref().filter(|_| is_readable).map(ChangeView::from),
            changed_fields: if is_readable {
                edition.changed_fields
            } else {
                Vec::new()
            },
            override_reason: edition.overrides.own,
            acknowledged_warnings: edition.acknowledged_warnings,
            frozen_overrides: reasons(edition.overrides.frozen),
            withdrawn_measures: shown.map(WithdrawnMeasureView::from).collect(),
        }
    }
}

fn reasons(by_measure: BTreeMap<DocumentId, String>) -> BTreeMap<String, String> {
    let reasons = by_measure.into_iter();
    reasons.map(|(measure, reason)| (measure.to_string(), reason)).collect()
}

/// Answers with the editions of a document that are or were public, newest first.
pub(crate) async fn editions(
    app: &App,
    kind: DocumentKind,
    id: DocumentId,
    known: &IfNoneMatch,
) -> Result<HttpResponse, Problem> {
    let items = public::editions(app, kind, id).await?;
    let page = Page {
        items: items.into_iter().map(PublicEditionRowView::from).collect(),
        // A document has few editions, so the list is one page.
        next: None,
    };
    present::cacheable(known, HttpResponse::Ok().json(page))
}

/// Answers with the bytes of one edition, or with 304.
pub(crate) async fn edition(
    app: &App,
    kind: DocumentKind,
    place: (DocumentId, u32),
    known: &IfNoneMatch,
) -> Result<HttpResponse, Problem> {
    let etag = public::edition_etag(app, kind, place).await?;
    if known.matches(&etag) {
        return Ok(not_modified(&etag));
    }
    Ok(stored(public::edition(app, kind, place, etag).await?, known))
}

/// Defines the public list of a document's editions and the answer for one edition, and the function
/// `public_edition_routes`. Use it after `document_routes!`.
macro_rules! public_edition_routes {
    ($public_view:path, $list:ident $list_path:tt, $get:ident $get_path:tt $(,)?) => {
        /// Lists the editions of a document that are or were public, newest first, with what each correction changes.
        #[utoipa::path(tag = "public", params(IfNoneMatch),
            responses((status = 200, body = Page<crate::public::PublicEditionRowView>, description = "All editions")))]
        #[get($list_path)]
        pub(crate) async fn $list(
            app: Data<App>,
            PathValue(id): PathValue<DocumentId>,
            known: IfNoneMatch,
        ) -> Answer {
            crate::public::editions(&app, KIND, id, &known).await
        }

        /// Shows one edition as the bytes that were stored when it was published. They stay the same when the edition is
        /// superseded; the list of editions has its status.
        #[utoipa::path(tag = "public", params(IfNoneMatch),
            responses((status = 200, body = $public_view, description = "The edition")))]
        #[get($get_path)]
        pub(crate) async fn $get(
            app: Data<App>,
            PathValue(place): PathValue<(DocumentId, u32)>,
            known: IfNoneMatch,
        ) -> Answer {
            crate::public::edition(&app, KIND, place, &known).await
        }

        fn public_edition_routes(cfg: &mut ServiceConfig) {
            cfg.service($list).service($get);
        }
    };
}

pub(crate) use public_edition_routes;
