use actix_web::HttpResponse;
use prongsai_application::{App, Context, HistoryEntry, document};
use prongsai_domain::document::{DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, UserId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::head::EditionHead;
use super::view::{Exposed, ShownEdition};
use crate::extract::{Page, Paging};
use crate::present;
use crate::problem::Problem;

/// An edition in the list of a document's editions, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EditionRowView {
    #[serde(flatten)]
    head: EditionHead,
    // The API of 0.1 has this name for the title.
    /// The title or subject.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    heading: String,
}

/// An entry in the history of a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct HistoryEntryView {
    /// The time, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The person who acted; `null` if the program acted by itself.
    actor_id: Option<Uuid>,
    /// The name of the person at that time; in entries from before version 0.3, the present name.
    #[schema(example = "หัวหน้าฝ่ายอำนวยการ")]
    actor_name: Option<String>,
    /// The action.
    #[schema(example = "measure.approve")]
    action: String,
    /// The number of the edition.
    edition: Option<u32>,
    /// The state of the edition before the action.
    #[schema(example = "submitted")]
    from_state: Option<String>,
    /// The state of the edition after the action.
    #[schema(example = "approved")]
    to_state: Option<String>,
    /// The reason that was given.
    reason: Option<String>,
}

impl From<&Edition> for EditionRowView {
    fn from(edition: &Edition) -> Self {
        Self {
            head: EditionHead::from(edition),
            heading: edition.content.title().into_owned(),
        }
    }
}

impl From<HistoryEntry> for HistoryEntryView {
    fn from(entry: HistoryEntry) -> Self {
        Self {
            at: entry.at.to_string(),
            actor_id: entry.actor_id.map(UserId::get),
            actor_name: entry.actor_name,
            action: entry.action,
            edition: entry.edition,
            from_state: entry.from_state,
            to_state: entry.to_state,
            reason: entry.reason,
        }
    }
}

/// Answers with all editions of a document that the caller may see, newest first.
pub(crate) async fn editions(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<HttpResponse, Problem> {
    let editions = document::editions(app, context, kind, id).await?;
    Ok(present::plain(&Page {
        items: editions.iter().map(EditionRowView::from).collect(),
        // A document has few editions, so the list is one page.
        next: None,
    }))
}

/// Answers with one edition of a document, by the document's id and the edition's number.
pub(crate) async fn edition<K: Exposed>(
    app: &App,
    context: &Context,
    id_and_number: (DocumentId, u32),
) -> Result<HttpResponse, Problem> {
    let (edition, frozen) = document::edition(app, context, K::KIND, id_and_number).await?;
    Ok(present::plain(&ShownEdition::<K>::new(&edition, frozen)))
}

/// Answers with a page of the history of a document, oldest first.
pub(crate) async fn history(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    paging: &Paging,
) -> Result<HttpResponse, Problem> {
    let entries = document::history(app, context, kind, id, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(entries, |entry| entry.id, HistoryEntryView::from)
}
