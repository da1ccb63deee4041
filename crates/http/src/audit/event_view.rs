use prongsai_application::audit::SecurityEvent;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::{UsedTokenView, raw};
use crate::problem::Problem;

/// A security event.
#[derive(Serialize, ToSchema)]
pub(super) struct SecurityEventView {
    /// The number of the event.
    #[schema(example = 815)]
    id: i64,
    /// When it happened, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// What happened. The filter `kind` lists the kinds: `refused` is a refusal with 403, `export` the export of a year or
    /// a read of the audit trail or of these events.
    #[schema(example = "refused")]
    kind: String,
    /// The person, if known.
    person_id: Option<Uuid>,
    /// The name of the person at that moment.
    #[schema(example = "สมหญิง ใจดี")]
    person_name: Option<String>,
    /// The service token with which a script acted for the person; `null` for the person in a session.
    service_token: Option<UsedTokenView>,
    /// The organization of the subject and, if that is unknown or the event is a refusal, those of the person at that
    /// moment. Only those whose events the caller may read.
    organization_ids: Vec<Uuid>,
    /// The kind of the subject. The subject of a refusal is what the path names.
    #[schema(example = "measure")]
    subject_kind: Option<String>,
    /// The id of the subject.
    subject_id: Option<Uuid>,
    /// Additional data; for a refusal method, path and code. `null`, like the subject, when the event also belongs to
    /// an organization whose events the caller may not read.
    #[schema(value_type = Option<Object>, example = json!({ "method": "POST", "path": "/api/v1/users", "code": "forbidden" }))]
    detail: Option<Box<RawValue>>,
    /// The address that the request came from.
    #[schema(example = "192.0.2.7")]
    address: Option<String>,
    /// The id of the request; the answer to the request had it in `X-Request-Id`.
    request_id: Option<Uuid>,
    /// The id that the client gave the request in `X-Request-Id`.
    client_request_id: Option<String>,
}

impl SecurityEventView {
    /// The number of the event, for the cursor.
    pub(super) const fn number(&self) -> i64 {
        self.id
    }

    /// The view of an event.
    ///
    /// # Errors
    /// 500 if a stored JSON text cannot be written.
    pub(super) fn of(event: SecurityEvent) -> Result<Self, Problem> {
        Ok(Self {
            id: event.id,
            at: event.at.to_string(),
            kind: event.kind,
            person_id: event.person_id,
            person_name: event.person_name,
            service_token: UsedTokenView::of(event.service_token_id, event.service_token_name),
            organization_ids: event.organization_ids,
            subject_kind: event.subject_kind,
            subject_id: event.subject_id,
            detail: raw(event.detail)?,
            address: event.address,
            request_id: event.request_id,
            client_request_id: event.client_request_id,
        })
    }
}
