use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _};
use futures_util::future::join;
use jiff::Timestamp;
use prongsai_domain::id::{ContentId, OrganizationId, UserId};
use prongsai_domain::workflow::State;
use serde::Serialize;
use uuid::Uuid;

use super::connect::Connection;
use super::fixed::fixed;
use crate::StoreError;
use crate::rows::{as_json, stored_number};
use crate::user::{ActingPerson, ActingUser, person_of};

/// An open transaction. When it is dropped before it is committed or rolled back, because its caller was cancelled, it
/// is rolled back at once: its connection is closed, and PostgreSQL releases its locks.
pub struct Transaction {
    /// Present until the transaction ends.
    connection: Option<Connection>,
    /// See [`Self::may_have_waited`].
    may_have_waited: bool,
}

/// A value whose change is recorded in the audit trail. [`Transaction::record`] creates one. The only other one is the
/// stored answer to a repeated request, which changes nothing.
#[must_use = "the work of a transaction returns what was recorded"]
#[derive(Debug)]
pub struct Recorded<T>(T);

/// An entry of the audit trail.
#[derive(Clone, Debug)]
pub struct AuditEntry<'a> {
    /// The time, in UTC.
    pub at: Timestamp,
    /// The person who acted; `None` for actions of the program itself.
    pub actor: Option<UserId>,
    /// The action, e.g. `measure.approve`.
    pub action: String,
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
    /// Additional data as JSON; never a secret.
    pub detail: Option<serde_json::Value>,
    /// The content before the change, if it was one of a content.
    pub before: Option<ContentId>,
    /// The content after the change.
    pub after: Option<ContentId>,
    /// Another change, as `{field: [before, after]}`; never a secret.
    pub changes: Option<serde_json::Value>,
}

impl<'a> AuditEntry<'a> {
    /// An entry with the required fields.
    pub fn new(at: Timestamp, actor: Option<UserId>, action: impl Into<String>, subject_kind: &'a str) -> Self {
        Self {
            at,
            actor,
            action: action.into(),
            subject_kind,
            subject: None,
            organization: None,
            edition: None,
            from: None,
            to: None,
            reason: None,
            request_id: None,
            detail: None,
            before: None,
            after: None,
            changes: None,
        }
    }
}

impl Transaction {
    /// Begins a transaction. The statements that begin and end it are sent here and not by diesel, which would wait for
    /// each of them.
    pub(super) async fn begin(connection: Connection) -> Result<Self, StoreError> {
        let mut begun = Self::of(connection);
        begun.connection().batch_execute("BEGIN").await?;
        Ok(begun)
    }

    /// Begins a transaction and reads the person who acts in it: see [`Self::acting_person`]. Both statements are sent
    /// at once, because every change needs both.
    pub(super) async fn begin_as(
        connection: Connection,
        by: ActingUser,
    ) -> Result<(Self, Option<ActingPerson>), StoreError> {
        let mut begun = Self::of(connection);
        let shared: &AsyncPgConnection = begun.connection();
        let mut first = shared;
        let (is_begun, person) = join(first.batch_execute("BEGIN"), person_of(shared, by)).await;
        is_begun?;
        Ok((begun, person?))
    }

    const fn of(connection: Connection) -> Self {
        Self {
            connection: Some(connection),
            may_have_waited: false,
        }
    }

    /// Commits what the work recorded, or rolls back if it failed.
    pub(super) async fn end<T, E: From<StoreError>>(self, done: Result<Recorded<T>, E>) -> Result<T, E> {
        match done {
            Ok(recorded) => {
                self.commit().await?;
                Ok(recorded.into_inner())
            }
            Err(error) => {
                self.roll_back().await;
                Err(error)
            }
        }
    }

    /// Commits. If that fails, the connection is closed.
    async fn commit(mut self) -> Result<(), StoreError> {
        self.connection().batch_execute("COMMIT").await?;
        // The transaction has ended, so the connection returns to the pool.
        drop(self.connection.take());
        Ok(())
    }

    /// Rolls back. If that fails, the connection is closed.
    pub(super) async fn roll_back(mut self) {
        match self.connection().batch_execute("ROLLBACK").await {
            Ok(()) => drop(self.connection.take()),
            Err(error) => tracing::warn!(%error, "roll-back failed; the connection is closed"),
        }
    }

    /// The connection, for the queries of this crate.
    #[expect(
        clippy::expect_used,
        reason = "only commit, roll-back and drop take it, and each ends the transaction"
    )]
    pub(crate) fn connection(&mut self) -> &mut AsyncPgConnection {
        self.connection
            .as_mut()
            .expect("a transaction has its connection until it ends")
    }

    /// The connection, for a statement that waits while another transaction holds a lock.
    pub(crate) fn waiting_connection(&mut self) -> &mut AsyncPgConnection {
        self.may_have_waited = true;
        self.connection()
    }

    /// Whether the transaction may have waited for another one since it last read the roles of the person. In the
    /// meantime the roles may have changed.
    pub const fn may_have_waited(&self) -> bool {
        self.may_have_waited
    }

    /// Reads the person who acts again. `None` when the account is closed or does not exist, and when the session has
    /// ended.
    pub async fn acting_person(&mut self, by: ActingUser) -> Result<Option<ActingPerson>, StoreError> {
        self.may_have_waited = false;
        person_of(self.connection(), by).await
    }

    /// Writes an audit entry and returns the value as recorded.
    pub async fn record<T>(&mut self, entry: AuditEntry<'_>, value: T) -> Result<Recorded<T>, StoreError> {
        self.note(entry).await?;
        Ok(Recorded(value))
    }

    /// Writes an audit entry that is not the last of its transaction.
    pub async fn note(&mut self, entry: AuditEntry<'_>) -> Result<(), StoreError> {
        self.note_all(std::slice::from_ref(&entry)).await
    }

    /// Writes audit entries that are not the last of their transaction, in one statement and in their order.
    pub async fn note_all(&mut self, entries: &[AuditEntry<'_>]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        let rows: Vec<AuditRow<'_>> = entries.iter().map(AuditRow::from).collect();
        fixed(INSERT_ENTRIES)
            .text(as_json(&rows)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // The connection is taken out of the pool, where it would keep its locks until its next use.
            drop(Connection::take(connection));
        }
    }
}

#[derive(Serialize)]
struct AuditRow<'a> {
    at: Timestamp,
    actor_id: Option<Uuid>,
    action: &'a str,
    subject_kind: &'a str,
    subject_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    edition: Option<i32>,
    from_state: Option<&'static str>,
    to_state: Option<&'static str>,
    reason: Option<&'a str>,
    request_id: Option<Uuid>,
    detail: Option<String>,
    before_content_id: Option<Uuid>,
    after_content_id: Option<Uuid>,
    changes: Option<String>,
}

/// `$1` is an array of entries. They are numbered in the order of the array. Name, posts and roles of the person are
/// those of this moment.
const INSERT_ENTRIES: &str = "
INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, from_state,
    to_state, reason, request_id, detail, before_content_id, after_content_id, changes,
    actor_name, actor_position, actor_acting_as, actor_roles)
SELECT entry.at, entry.actor_id, entry.action, entry.subject_kind, entry.subject_id, entry.organization_id,
    entry.edition, entry.from_state, entry.to_state, entry.reason, entry.request_id, entry.detail,
    entry.before_content_id, entry.after_content_id, entry.changes,
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
            action: &entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject,
            organization_id: entry.organization.map(OrganizationId::get),
            edition: entry.edition.map(stored_number),
            from_state: entry.from.map(State::as_str),
            to_state: entry.to.map(State::as_str),
            reason: entry.reason.as_deref(),
            request_id: entry.request_id,
            detail: entry.detail.as_ref().map(ToString::to_string),
            before_content_id: entry.before.map(ContentId::get),
            after_content_id: entry.after.map(ContentId::get),
            changes: entry.changes.as_ref().map(ToString::to_string),
        }
    }
}

impl<T> Recorded<T> {
    /// Converts the value; it stays recorded.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Recorded<U> {
        Recorded(f(self.0))
    }

    /// Converts the value with a function that can fail; it stays recorded.
    ///
    /// # Errors
    /// The error of `f`.
    pub fn try_map<U, E>(self, f: impl FnOnce(T) -> Result<U, E>) -> Result<Recorded<U>, E> {
        f(self.0).map(Recorded)
    }

    /// A reference to the value.
    pub const fn get(&self) -> &T {
        &self.0
    }

    pub(super) fn into_inner(self) -> T {
        self.0
    }

    /// Wraps the stored answer to a repeated request. Its change was recorded by the first request.
    pub(crate) const fn replayed(value: T) -> Self {
        Self(value)
    }
}
