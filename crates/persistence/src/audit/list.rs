use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{OrganizationId, UserId};
use uuid::Uuid;

use super::order::in_order;
use crate::{Store, StoreError};

/// The entries of the audit trail that are wanted, and those that the reader may see.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Whether the reader may see every entry.
    pub everything: bool,
    /// The organizations whose entries the reader may see.
    pub organizations: Vec<OrganizationId>,
    /// Only entries of this organization.
    pub organization_id: Option<OrganizationId>,
    /// Only acts of this person.
    pub actor_id: Option<UserId>,
    /// Only entries about this document, analysis, person, organization or division.
    pub subject_id: Option<Uuid>,
    /// Only entries of this action.
    pub action: Option<AuditAction>,
    /// Only entries of this request.
    pub request_id: Option<Uuid>,
    /// Only entries from this moment on.
    pub from: Option<Timestamp>,
    /// Only entries before this moment.
    pub before: Option<Timestamp>,
    /// Only settled entries, in the order of their transactions. No entry appears before them later, so somebody who
    /// follows the trail misses none. An entry is settled when its transaction is older than every open one.
    pub settled: bool,
}

/// An entry of the audit trail.
#[derive(Clone, Debug, QueryableByName)]
pub struct AuditRecord {
    /// Number of the entry. Entries are in the order of their numbers unless [`AuditFilter::settled`] is set.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// Time, in UTC.
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub at: Timestamp,
    /// The person; `None` for an action of the program itself, and for one without a login.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub actor_id: Option<Uuid>,
    /// The name of the person at that moment. For entries from before 0.3, the present name.
    #[diesel(sql_type = Nullable<Text>)]
    pub actor_name: Option<String>,
    /// The post at that moment.
    #[diesel(sql_type = Nullable<Text>)]
    pub actor_position: Option<String>,
    /// The post that the person acted for at that moment.
    #[diesel(sql_type = Nullable<Text>)]
    pub actor_acting_as: Option<String>,
    /// The roles of the person for the organization at that moment. Unknown for entries from before 0.3.
    #[diesel(sql_type = Nullable<Array<Text>>)]
    pub actor_roles: Option<Vec<String>>,
    /// The service token that the person used.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub service_token_id: Option<Uuid>,
    /// The name of that token.
    #[diesel(sql_type = Nullable<Text>)]
    pub service_token_name: Option<String>,
    /// The name of an [`AuditAction`].
    #[diesel(sql_type = Text)]
    pub action: String,
    /// The kind of the subject.
    #[diesel(sql_type = Text)]
    pub subject_kind: String,
    /// The subject.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub subject_id: Option<Uuid>,
    /// The organization.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub organization_id: Option<Uuid>,
    /// The edition.
    #[diesel(sql_type = Nullable<Integer>)]
    pub edition: Option<i32>,
    /// State before.
    #[diesel(sql_type = Nullable<Text>)]
    pub from_state: Option<String>,
    /// State after.
    #[diesel(sql_type = Nullable<Text>)]
    pub to_state: Option<String>,
    /// The reason.
    #[diesel(sql_type = Nullable<Text>)]
    pub reason: Option<String>,
    /// The id of the request.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub request_id: Option<Uuid>,
    /// The address that the request came from, while it is kept.
    #[diesel(sql_type = Nullable<Text>)]
    pub address: Option<String>,
    /// The keyed digest of the address.
    #[diesel(sql_type = Nullable<Text>)]
    pub address_digest: Option<String>,
    /// The id that the client gave the request.
    #[diesel(sql_type = Nullable<Text>)]
    pub client_request_id: Option<String>,
    /// Additional data, as JSON.
    #[diesel(sql_type = Nullable<Text>)]
    pub detail: Option<String>,
    /// SHA-256 of the content before.
    #[diesel(sql_type = Nullable<Text>)]
    pub before_sha256: Option<String>,
    /// SHA-256 of the content after.
    #[diesel(sql_type = Nullable<Text>)]
    pub after_sha256: Option<String>,
    /// What changed, as JSON `{field: [before, after]}`. `None` if nothing did, or if both
    /// contents together have more than 128 KiB.
    #[diesel(sql_type = Nullable<Text>)]
    pub changes: Option<String>,
}

/// The parameters are, in order: the two of the reader, the entry to begin after, the filters, and the
/// limit. [`in_order`] completes the text. The statement compares the contents of a whole page of entries, so it leaves out
/// large ones: 131072 bytes are the 128 KiB of [`AuditRecord::changes`], which the API documents too.
const ENTRIES: &str = "
SELECT entry.id, entry.at, entry.actor_id, coalesce(entry.actor_name, person.display_name) AS actor_name,
    entry.actor_position, entry.actor_acting_as, entry.actor_roles,
    entry.service_token_id, entry.service_token_name, entry.action, entry.subject_kind,
    entry.subject_id, entry.organization_id, entry.edition, entry.from_state, entry.to_state, entry.reason,
    entry.request_id, known.address, entry.address_digest, entry.client_request_id, entry.detail,
    earlier.sha256 AS before_sha256, later.sha256 AS after_sha256,
    CASE WHEN entry.before_content_id IS DISTINCT FROM entry.after_content_id
        THEN CASE WHEN coalesce(octet_length(earlier.body), 0) + coalesce(octet_length(later.body), 0) <= 131072
            THEN content_difference(earlier.body, later.body) END
        ELSE entry.changes END AS changes
FROM (SELECT *, row_number() OVER (ORDER BY {order}) AS place FROM audit_entries
      WHERE ($1 OR organization_id = ANY ($2))
        AND {after}
        AND ($4 IS NULL OR organization_id = $4)
        AND ($5 IS NULL OR actor_id = $5)
        AND ($6 IS NULL OR subject_id = $6)
        AND ($7 IS NULL OR action = $7)
        AND ($8 IS NULL OR request_id = $8)
        AND ($9 IS NULL OR at >= $9)
        AND ($10 IS NULL OR at < $10)
      ORDER BY {order} LIMIT $11) entry
LEFT JOIN users person ON person.id = entry.actor_id
LEFT JOIN addresses known ON known.digest = entry.address_digest
LEFT JOIN contents earlier ON earlier.id = entry.before_content_id
LEFT JOIN contents later ON later.id = entry.after_content_id
ORDER BY entry.place";

impl Store {
    /// The entries of the audit trail, oldest first, from the one after number `after`. [`AuditFilter::settled`] sets
    /// another order.
    pub async fn audit(&self, filter: &AuditFilter, after: i64, limit: i64) -> Result<Vec<AuditRecord>, StoreError> {
        let organizations: Vec<Uuid> = filter.organizations.iter().map(|id| id.get()).collect();
        let entries = diesel::sql_query(in_order(ENTRIES, "audit_entries", filter.settled))
            .bind::<Bool, _>(filter.everything)
            .bind::<Array<SqlUuid>, _>(organizations)
            .bind::<BigInt, _>(after)
            .bind::<Nullable<SqlUuid>, _>(filter.organization_id.map(OrganizationId::get))
            .bind::<Nullable<SqlUuid>, _>(filter.actor_id.map(UserId::get))
            .bind::<Nullable<SqlUuid>, _>(filter.subject_id)
            .bind::<Nullable<Text>, _>(filter.action.map(|action| action.to_string()))
            .bind::<Nullable<SqlUuid>, _>(filter.request_id)
            .bind::<Nullable<Timestamptz>, _>(filter.from.map(jiff_diesel::Timestamp::from))
            .bind::<Nullable<Timestamptz>, _>(filter.before.map(jiff_diesel::Timestamp::from))
            .bind::<BigInt, _>(limit);
        self.read_long(async |connection| Ok(entries.load(connection).await?))
            .await
    }
}
