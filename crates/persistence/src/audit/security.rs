use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::{OrganizationId, ServiceTokenId, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::order::in_order;
use crate::rows::as_json;
use crate::store::fixed;
use crate::{Recorded, Store, StoreError, Transaction};

/// The number of events that one statement deletes. A server that stood still for long has more of them than the time
/// limit of a statement allows.
const FORGOTTEN_AT_ONCE: i64 = 5_000;

/// An event to be stored. It belongs to [`Self::organization`]. Without one it belongs to the organizations of the person
/// and to that of the subject. They and the name of the person are those of this moment.
#[derive(Clone, Debug)]
pub struct NewSecurityEvent {
    /// The time, in UTC.
    pub at: Timestamp,
    /// What happened.
    pub kind: SecurityEventKind,
    /// The person, if known.
    pub person: Option<UserId>,
    /// The service token that the person used, and its name.
    pub service_token: Option<(ServiceTokenId, String)>,
    /// The organization of the subject, if the caller knows it.
    pub organization: Option<OrganizationId>,
    /// The kind and the id of the subject.
    pub subject: Option<(&'static str, Uuid)>,
    /// Additional data as JSON; never a secret.
    pub detail: Option<serde_json::Value>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// The id of the request.
    pub request_id: Option<Uuid>,
    /// The id that the client gave the request.
    pub client_request_id: Option<String>,
}

impl NewSecurityEvent {
    /// An event with the required fields.
    pub const fn new(at: Timestamp, kind: SecurityEventKind) -> Self {
        Self {
            at,
            kind,
            person: None,
            service_token: None,
            organization: None,
            subject: None,
            detail: None,
            address: None,
            request_id: None,
            client_request_id: None,
        }
    }
}

/// The events that are wanted, and those that the reader may see.
#[derive(Clone, Debug, Default)]
pub struct SecurityFilter {
    /// Whether the reader may see every event.
    pub everything: bool,
    /// The organizations whose events the reader may see.
    pub organizations: Vec<OrganizationId>,
    /// Only events that belong to this organization; see [`NewSecurityEvent`].
    pub organization_id: Option<OrganizationId>,
    /// Only events of this person.
    pub person_id: Option<UserId>,
    /// Only events of this kind.
    pub kind: Option<SecurityEventKind>,
    /// Only events of this request.
    pub request_id: Option<Uuid>,
    /// Only events from this moment on.
    pub from: Option<Timestamp>,
    /// Only events before this moment.
    pub before: Option<Timestamp>,
    /// Only settled events, in the order of their transactions; see [`AuditFilter`](crate::AuditFilter).
    pub settled: bool,
}

/// A stored event.
#[derive(Clone, Debug, QueryableByName)]
pub struct SecurityEvent {
    /// The number of the event.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// The time, in UTC.
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub at: Timestamp,
    /// The name of a [`SecurityEventKind`].
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// The person.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub person_id: Option<Uuid>,
    /// The name of the person at that moment. Unknown for events from before 0.3.
    #[diesel(sql_type = Nullable<Text>)]
    pub person_name: Option<String>,
    /// The service token that the person used.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub service_token_id: Option<Uuid>,
    /// The name of that token.
    #[diesel(sql_type = Nullable<Text>)]
    pub service_token_name: Option<String>,
    /// The organizations that the event belongs to; only those that the reader may see.
    #[diesel(sql_type = Array<SqlUuid>)]
    pub organization_ids: Vec<Uuid>,
    /// The kind of the subject.
    #[diesel(sql_type = Nullable<Text>)]
    pub subject_kind: Option<String>,
    /// The subject.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub subject_id: Option<Uuid>,
    /// Additional data, as JSON.
    #[diesel(sql_type = Nullable<Text>)]
    pub detail: Option<String>,
    /// The address that the request came from.
    #[diesel(sql_type = Nullable<Text>)]
    pub address: Option<String>,
    /// The id of the request.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub request_id: Option<Uuid>,
    /// The id that the client gave the request.
    #[diesel(sql_type = Nullable<Text>)]
    pub client_request_id: Option<String>,
}

/// `$1` is the event as a JSON object. The caller does not know the organization of a refused subject, so it is looked
/// up here, and the event belongs to that organization too: [`EVENTS`] then hides the subject from readers who may not read
/// the events of that organization.
const INSERT: &str = "
INSERT INTO security_events (at, kind, person_id, person_name, organization_ids, subject_kind, subject_id, detail,
    address, request_id, client_request_id, service_token_id, service_token_name)
SELECT event.at, event.kind, event.person_id, (SELECT display_name FROM users WHERE id = event.person_id),
    CASE WHEN event.organization_id IS NOT NULL THEN ARRAY[event.organization_id]
         ELSE ARRAY(SELECT organization_id FROM memberships
                    WHERE user_id = event.person_id AND organization_id IS NOT NULL
                    UNION SELECT id FROM organizations
                    WHERE id = event.subject_id AND event.subject_kind = 'organization'
                    UNION SELECT organization_id FROM divisions
                    WHERE id = event.subject_id AND event.subject_kind = 'division'
                    UNION SELECT organization_id FROM documents
                    WHERE id = event.subject_id AND kind = event.subject_kind) END,
    event.subject_kind, event.subject_id, event.detail, event.address, event.request_id, event.client_request_id,
    event.service_token_id, event.service_token_name
FROM json_to_record($1::json) AS event (at timestamptz, kind text, person_id uuid, organization_id uuid,
    subject_kind text, subject_id uuid, detail text, address text, request_id uuid, client_request_id text,
    service_token_id uuid, service_token_name text)";

/// The parameters are, in order: the two of the reader, the event to begin after, the filters, and the limit.
/// [`in_order`] completes the text. An event of several organizations may be about one that the reader may not see; then
/// the reader gets neither the subject nor the detail.
const EVENTS: &str = "
SELECT id, at, kind, person_id, person_name, service_token_id, service_token_name,
    CASE WHEN $1 THEN organization_ids
         ELSE ARRAY(SELECT unnest(organization_ids) INTERSECT SELECT unnest($2)) END AS organization_ids,
    CASE WHEN $1 OR organization_ids <@ $2 THEN subject_kind END AS subject_kind,
    CASE WHEN $1 OR organization_ids <@ $2 THEN subject_id END AS subject_id,
    CASE WHEN $1 OR organization_ids <@ $2 THEN detail END AS detail,
    address, request_id, client_request_id
FROM security_events
WHERE ($1 OR organization_ids && $2)
  AND {after}
  AND ($4 IS NULL OR organization_ids @> ARRAY[$4])
  AND ($5 IS NULL OR person_id = $5)
  AND ($6 IS NULL OR kind = $6)
  AND ($7 IS NULL OR request_id = $7)
  AND ($8 IS NULL OR at >= $8)
  AND ($9 IS NULL OR at < $9)
ORDER BY {order} LIMIT $10";

#[derive(Serialize)]
struct Row<'a> {
    at: Timestamp,
    kind: &'static str,
    person_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    subject_kind: Option<&'static str>,
    subject_id: Option<Uuid>,
    detail: Option<String>,
    address: Option<&'a str>,
    request_id: Option<Uuid>,
    client_request_id: Option<&'a str>,
    service_token_id: Option<Uuid>,
    service_token_name: Option<&'a str>,
}

async fn insert(connection: &mut AsyncPgConnection, event: &NewSecurityEvent) -> Result<(), StoreError> {
    let row = Row {
        at: event.at,
        kind: event.kind.as_str(),
        person_id: event.person.map(UserId::get),
        organization_id: event.organization.map(OrganizationId::get),
        subject_kind: event.subject.map(|(kind, _)| kind),
        subject_id: event.subject.map(|(_, id)| id),
        detail: event.detail.as_ref().map(ToString::to_string),
        address: event.address.as_deref(),
        request_id: event.request_id,
        client_request_id: event.client_request_id.as_deref(),
        service_token_id: event.service_token.as_ref().map(|(id, _)| id.get()),
        service_token_name: event.service_token.as_ref().map(|(_, name)| name.as_str()),
    };
    fixed(INSERT).text(as_json(&row)?).execute(connection).await?;
    Ok(())
}

impl Transaction {
    /// Stores an event and returns the value as recorded: sessions have no entries in the audit trail.
    pub async fn record_event<T>(&mut self, event: &NewSecurityEvent, value: T) -> Result<Recorded<T>, StoreError> {
        self.note_event(event).await?;
        Ok(Recorded::written(value))
    }

    /// Writes an event that is not the last of its transaction.
    pub async fn note_event(&mut self, event: &NewSecurityEvent) -> Result<(), StoreError> {
        insert(self.connection(), event).await
    }
}

impl Store {
    /// Stores an event of a request that changes nothing.
    pub async fn note_event(&self, event: &NewSecurityEvent) -> Result<(), StoreError> {
        self.write_alone(async |connection| insert(connection, event).await)
            .await
    }

    /// The events, oldest first, from the one after `after`.
    pub async fn security_events(
        &self,
        filter: &SecurityFilter,
        after: i64,
        limit: i64,
    ) -> Result<Vec<SecurityEvent>, StoreError> {
        let organizations: Vec<Uuid> = filter.organizations.iter().map(|id| id.get()).collect();
        let events = diesel::sql_query(in_order(EVENTS, "security_events", filter.settled))
            .bind::<Bool, _>(filter.everything)
            .bind::<Array<SqlUuid>, _>(organizations)
            .bind::<BigInt, _>(after)
            .bind::<Nullable<SqlUuid>, _>(filter.organization_id.map(OrganizationId::get))
            .bind::<Nullable<SqlUuid>, _>(filter.person_id.map(UserId::get))
            .bind::<Nullable<Text>, _>(filter.kind.map(|kind| kind.as_str().to_owned()))
            .bind::<Nullable<SqlUuid>, _>(filter.request_id)
            .bind::<Nullable<Timestamptz>, _>(filter.from.map(jiff_diesel::Timestamp::from))
            .bind::<Nullable<Timestamptz>, _>(filter.before.map(jiff_diesel::Timestamp::from))
            .bind::<BigInt, _>(limit);
        self.read_long(async |connection| Ok(events.load(connection).await?))
            .await
    }

    /// Deletes the oldest events from before this moment, at most [`FORGOTTEN_AT_ONCE`]; returns their number. The database
    /// refuses it for events of the last 90 days.
    pub async fn forget_events_before(&self, moment: Timestamp) -> Result<usize, StoreError> {
        let oldest = "DELETE FROM security_events \
                      WHERE id IN (SELECT id FROM security_events WHERE at < $1 ORDER BY at LIMIT $2)";
        let delete = diesel::sql_query(oldest)
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(moment))
            .bind::<BigInt, _>(FORGOTTEN_AT_ONCE);
        self.write_alone(async |connection| Ok(delete.execute(connection).await?))
            .await
    }
}
