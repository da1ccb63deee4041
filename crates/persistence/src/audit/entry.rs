use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{ContentId, OrganizationId, ServiceTokenId, UserId};
use prongsai_domain::workflow::State;
use serde::Serialize;
use uuid::Uuid;

use crate::rows::{ROWS_AT_ONCE, as_json, stored_number};
use crate::store::fixed;
use crate::{Recorded, StoreError, Transaction};

/// An entry of the audit trail.
#[derive(Clone, Debug)]
pub struct AuditEntry<'a> {
    /// The time, in UTC.
    pub at: Timestamp,
    /// The person who acted; `None` for the program, for the operator of the host, and for a person who used a password token.
    pub actor: Option<UserId>,
    /// The service token that the person used, and its name.
    pub service_token: Option<(ServiceTokenId, String)>,
    /// The action.
    pub action: AuditAction,
    /// The kind of the subject, e.g. `measure`.
    pub subject_kind: &'a str,
    /// The subject of the action.
    pub subject: Option<Uuid>,
    /// The organization that the subject belongs to.
    pub organization: Option<OrganizationId>,
    /// The number of the edition, if the subject is a document.
    pub edition: Option<u32>,
    /// The state before.
    pub from: Option<State>,
    /// The state after.
    pub to: Option<State>,
    /// The reason given.
    pub reason: Option<String>,
    /// The id of the HTTP request.
    pub request_id: Option<Uuid>,
    /// Where the request came from.
    pub origin: EntryOrigin,
    /// Additional data as JSON; never a secret.
    pub detail: Option<serde_json::Value>,
    /// The content before the change, if a content changed.
    pub before: Option<ContentId>,
    /// The content after the change.
    pub after: Option<ContentId>,
    /// Another change, as `{field: [before, after]}`; never a secret.
    pub changes: Option<serde_json::Value>,
}

impl<'a> AuditEntry<'a> {
    /// An entry with the required fields.
    pub fn new(at: Timestamp, actor: Option<UserId>, action: AuditAction, subject_kind: &'a str) -> Self {
        Self {
            at,
            actor,
            service_token: None,
            action,
            subject_kind,
            subject: None,
            organization: None,
            edition: None,
            from: None,
            to: None,
            reason: None,
            request_id: None,
            origin: EntryOrigin::default(),
            detail: None,
            before: None,
            after: None,
            changes: None,
        }
    }
}

/// Where a request came from, as the audit trail keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryOrigin {
    /// The keyed digest of the address; see [`AddressKey`](crate::AddressKey).
    pub address_digest: Option<String>,
    /// The id that the client gave the request.
    pub client_request_id: Option<String>,
}

impl Transaction {
    /// Writes an audit entry and returns the value as recorded.
    pub async fn record<T>(&mut self, entry: AuditEntry<'_>, value: T) -> Result<Recorded<T>, StoreError> {
        self.note(entry).await?;
        Ok(Recorded::written(value))
    }

    /// Writes an audit entry that is not the last of its transaction.
    pub async fn note(&mut self, entry: AuditEntry<'_>) -> Result<(), StoreError> {
        self.note_all(std::slice::from_ref(&entry)).await
    }

    /// Writes audit entries that are not the last of their transaction, in their order, in one statement for
    /// [`ROWS_AT_ONCE`] of them.
    pub async fn note_all(&mut self, entries: &[AuditEntry<'_>]) -> Result<(), StoreError> {
        for some in entries.chunks(ROWS_AT_ONCE) {
            let rows: Vec<AuditRow<'_>> = some.iter().map(AuditRow::from).collect();
            fixed(INSERT_ENTRIES)
                .text(as_json(&rows)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct AuditRow<'a> {
    at: Timestamp,
    actor_id: Option<Uuid>,
    action: String,
    subject_kind: &'a str,
    subject_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    edition: Option<i32>,
    from_state: Option<&'static str>,
    to_state: Option<&'static str>,
    reason: Option<&'a str>,
    request_id: Option<Uuid>,
    address_digest: Option<&'a str>,
    client_request_id: Option<&'a str>,
    detail: Option<String>,
    before_content_id: Option<Uuid>,
    after_content_id: Option<Uuid>,
    changes: Option<String>,
    service_token_id: Option<Uuid>,
    service_token_name: Option<&'a str>,
}

/// `$1` is an array of entries. They are numbered in the order of the array. Name, posts and roles of the person are
/// those of this moment.
const INSERT_ENTRIES: &str = "
INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, from_state,
    to_state, reason, request_id, address_digest, client_request_id, detail, before_content_id, after_content_id, changes,
    service_token_id, service_token_name, actor_name, actor_position, actor_acting_as, actor_roles)
SELECT entry.at, entry.actor_id, entry.action, entry.subject_kind, entry.subject_id, entry.organization_id,
    entry.edition, entry.from_state, entry.to_state, entry.reason, entry.request_id, entry.address_digest,
    entry.client_request_id, entry.detail,
    entry.before_content_id, entry.after_content_id, entry.changes,
    entry.service_token_id, entry.service_token_name,
    person.display_name, person.position, person.acting_as,
    (SELECT array_agg(DISTINCT held.role ORDER BY held.role) FROM memberships held
     WHERE held.user_id = entry.actor_id AND (held.organization_id = entry.organization_id
         OR (held.organization_id IS NULL AND held.province_code IS NULL)
         OR held.province_code = (SELECT province_code FROM organizations WHERE id = entry.organization_id)))
FROM json_array_elements($1::json) WITH ORDINALITY item (value, place)
CROSS JOIN LATERAL json_populate_record(NULL::audit_entries, item.value) entry
LEFT JOIN users person ON person.id = entry.actor_id
ORDER BY item.place";

impl<'a> From<&'a AuditEntry<'a>> for AuditRow<'a> {
    fn from(entry: &'a AuditEntry<'a>) -> Self {
        Self {
            at: entry.at,
            actor_id: entry.actor.map(UserId::get),
            action: entry.action.to_string(),
            subject_kind: entry.subject_kind,
            subject_id: entry.subject,
            organization_id: entry.organization.map(OrganizationId::get),
            edition: entry.edition.map(stored_number),
            from_state: entry.from.map(State::as_str),
            to_state: entry.to.map(State::as_str),
            reason: entry.reason.as_deref(),
            request_id: entry.request_id,
            address_digest: entry.origin.address_digest.as_deref(),
            client_request_id: entry.origin.client_request_id.as_deref(),
            detail: entry.detail.as_ref().map(ToString::to_string),
            before_content_id: entry.before.map(ContentId::get),
            after_content_id: entry.after.map(ContentId::get),
            changes: entry.changes.as_ref().map(ToString::to_string),
            service_token_id: entry.service_token.as_ref().map(|(id, _)| id.get()),
            service_token_name: entry.service_token.as_ref().map(|(_, name)| name.as_str()),
        }
    }
}
