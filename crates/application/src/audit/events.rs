use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::id::{FileId, OrganizationId, ServiceTokenId, UserId};
use prongsai_persistence::NewSecurityEvent;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::refusal_limit::Counted;
use crate::{App, Context, Error, Origin};

/// A request that was refused with 403.
pub struct Refusal {
    /// The person.
    pub person: UserId,
    /// The service token that the person used, and its name.
    pub service_token: Option<(ServiceTokenId, String)>,
    /// The id of the request.
    pub request_id: Uuid,
    /// Where it came from.
    pub origin: Origin,
    /// The method.
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// The kind and the id of what the path names, if it names one.
    pub subject: Option<(&'static str, Uuid)>,
    /// The code of the problem.
    pub code: &'static str,
}

/// What a refusal was about.
#[derive(Serialize)]
struct Detail<'a> {
    method: &'a str,
    path: &'a str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_this_minute_are_not_stored: Option<bool>,
}

/// Stores a refusal. It belongs to the organizations of the person and to that of the subject. Each server stores at most
/// thirty refusals of one person in a minute.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot store it.
pub async fn refused(app: &App, refusal: Refusal) -> Result<(), Error> {
    let now = app.services.clock.now();
    let counted = app.services.refusal_limit.count(refusal.person, now);
    if counted == Counted::Dropped {
        return Ok(());
    }
    let is_last = (counted == Counted::Last).then_some(true);
    let detail = Detail {
        method: &refusal.method,
        path: &refusal.path,
        code: refusal.code,
        more_this_minute_are_not_stored: is_last,
    };
    let detail = serde_json::to_value(detail).map_err(|error| Error::Internal(error.to_string()))?;
    let event = NewSecurityEvent {
        person: Some(refusal.person),
        service_token: refusal.service_token,
        subject: refusal.subject,
        detail: Some(detail),
        request_id: Some(refusal.request_id),
        ..refusal.origin.event(now, SecurityEventKind::Refused)
    };
    note(app, &event).await
}

/// Stores that a person took data out: `what` says which.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot store it; the data is then not handed out.
pub async fn exported(
    app: &App,
    context: &Context,
    organization: Option<OrganizationId>,
    what: Value,
) -> Result<(), Error> {
    let event = NewSecurityEvent {
        organization,
        subject: organization.map(|id| ("organization", id.get())),
        detail: Some(what),
        ..context.event(SecurityEventKind::Export)
    };
    note(app, &event).await
}

/// Stores that a person read the audit trail or the security events. `list` is path and query without the place in the
/// list. Each server stores one event an hour for each person and list.
///
/// # Errors
/// As [`exported`].
pub async fn read_trail(app: &App, context: &Context, list: &str) -> Result<(), Error> {
    let reads = &app.services.trail_reads;
    if reads.has(context.user(), list) {
        return Ok(());
    }
    exported(app, context, None, json!({ "what": list })).await?;
    reads.remember(context.user(), list);
    Ok(())
}

/// Stores that a person downloaded a rendition of an edition that is not public.
///
/// # Errors
/// As [`exported`].
pub(crate) async fn downloaded_draft(
    app: &App,
    context: &Context,
    document: &Document,
    edition: &Edition,
    file: &'static str,
) -> Result<(), Error> {
    let event = NewSecurityEvent {
        organization: Some(document.jurisdiction.organization_id),
        subject: Some((document.kind.as_str(), document.id.get())),
        detail: Some(json!({ "edition": edition.number, "state": edition.state.as_str(), "file": file })),
        ..context.event(SecurityEventKind::DraftDownload)
    };
    note(app, &event).await
}

/// Stores that a person downloaded an evidence file that may not be public.
///
/// # Errors
/// As [`exported`].
pub(crate) async fn downloaded_file(
    app: &App,
    context: &Context,
    (organization, file): (OrganizationId, FileId),
    sha256: &str,
) -> Result<(), Error> {
    let event = NewSecurityEvent {
        organization: Some(organization),
        subject: Some(("file", file.get())),
        detail: Some(json!({ "sha256": sha256 })),
        ..context.event(SecurityEventKind::DraftDownload)
    };
    note(app, &event).await
}

/// Stores that a person downloaded a rendition of a whole year, which shows drafts.
///
/// # Errors
/// As [`exported`].
pub(crate) async fn downloaded_year(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    file: String,
) -> Result<(), Error> {
    let event = NewSecurityEvent {
        organization: Some(organization),
        subject: Some(("organization", organization.get())),
        detail: Some(json!({ "fiscal_year": fiscal_year.get(), "file": file })),
        ..context.event(SecurityEventKind::DraftDownload)
    };
    note(app, &event).await
}

/// Stores an event. Whatever prevents it, the client did nothing wrong and may try again.
async fn note(app: &App, event: &NewSecurityEvent) -> Result<(), Error> {
    let noted = app.store.note_event(event).await;
    noted.map_err(|error| Error::Unavailable(format!("a security event cannot be stored: {error}")))
}
