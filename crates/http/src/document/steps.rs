use actix_web::HttpResponse;
use prongsai_application::document::{self, TransitionRequest};
use prongsai_application::{App, Context, Precondition};
use prongsai_domain::document::{Command, DocumentKind};
use prongsai_domain::id::DocumentId;

use super::view::{Exposed, changed};
use super::warning::DocumentWarningsView;
use super::{ApproveInput, ReviseInput};
use crate::present;
use crate::problem::Problem;

/// Takes one step of the workflow for a document.
pub(crate) async fn step<K: Exposed>(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    command: Command,
    edition: Option<u32>,
) -> Result<HttpResponse, Problem> {
    let request = TransitionRequest {
        kind: K::KIND,
        id,
        command,
        edition,
        acknowledged: Vec::new(),
    };
    let reply = document::transition(app, context, request, precondition, changed::<K>).await?;
    present::send(reply)
}

/// Approves an edition, with the serious warnings that the approver acknowledges.
pub(crate) async fn approve<K: Exposed>(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    input: ApproveInput,
) -> Result<HttpResponse, Problem> {
    let (override_reason, acknowledged) = input.checked()?;
    let request = TransitionRequest {
        kind: K::KIND,
        id,
        command: Command::Approve { override_reason },
        edition: None,
        acknowledged,
    };
    let reply = document::transition(app, context, request, precondition, changed::<K>).await?;
    present::send(reply)
}

/// Begins a correction of a published or withdrawn document.
pub(crate) async fn revise<K: Exposed>(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    input: &ReviseInput,
) -> Result<HttpResponse, Problem> {
    let change = input.checked()?;
    present::send(document::revise(app, context, K::KIND, id, precondition, change, changed::<K>).await?)
}

/// Lists the warnings about a document.
pub(crate) async fn warnings(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<HttpResponse, Problem> {
    let warnings = document::warnings(app, context, kind, id).await?;
    Ok(present::ok(warnings.revision, &DocumentWarningsView::from(&warnings)))
}

/// Deletes a draft.
pub(crate) async fn delete(
    app: &App,
    context: &Context,
    (kind, id): (DocumentKind, DocumentId),
    precondition: &Precondition,
) -> Result<HttpResponse, Problem> {
    document::delete(app, context, kind, id, precondition).await?;
    Ok(present::no_content())
}
