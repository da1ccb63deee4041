use diesel::prelude::*;
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, RunQueryDsl, TransactionManager as _};
use jiff::Timestamp;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::workflow::State;
use uuid::Uuid;

use super::Connection;
use crate::StoreError;
use crate::schema::audit_entries;

/// An open transaction.
pub struct Transaction {
    connection: Connection,
}

/// A value whose change stands in the audit trail; only [`Transaction::record`] makes one.
#[must_use = "the work of a transaction returns what was recorded"]
#[derive(Debug)]
pub struct Recorded<T>(T);

/// What was done, for the audit trail.
#[derive(Clone, Debug)]
pub struct AuditEntry<'a> {
    /// When, in UTC.
    pub at: Timestamp,
    /// Who; nobody for what the program does by itself.
    pub actor: Option<UserId>,
    /// What, e.g. `measure.approve`.
    pub action: String,
    /// Kind of the thing it was done to, e.g. `measure`.
    pub subject_kind: &'a str,
    /// The thing.
    pub subject: Option<Uuid>,
    /// Whose thing it is.
    pub organization: Option<OrganizationId>,
    /// The edition, of a document.
    pub edition: Option<u32>,
    /// State before.
    pub from: Option<State>,
    /// State after.
    pub to: Option<State>,
    /// The reason given.
    pub reason: Option<String>,
    /// The request that asked for it.
    pub request_id: Option<Uuid>,
    /// More, as JSON; never a secret.
    pub detail: Option<serde_json::Value>,
}

impl<'a> AuditEntry<'a> {
    /// An entry with the fields that every entry has.
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
        }
    }
}

impl Transaction {
    pub(super) async fn begin(mut connection: Connection) -> Result<Self, StoreError> {
        AnsiTransactionManager::begin_transaction(&mut *connection).await?;
        Ok(Self { connection })
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        AnsiTransactionManager::commit_transaction(&mut *self.connection)
            .await
            .map_err(StoreError::from)
    }

    /// A roll-back that fails leaves a connection with an open transaction, which the pool notices and closes.
    pub(super) async fn roll_back(mut self) {
        if let Err(error) = AnsiTransactionManager::rollback_transaction(&mut *self.connection).await {
            tracing::warn!(%error, "roll-back failed; the connection is closed");
        }
    }

    /// The connection, for the queries of this crate.
    pub(crate) fn connection(&mut self) -> &mut AsyncPgConnection {
        &mut self.connection
    }

    /// Writes an audit entry and with it lets the value leave the transaction.
    ///
    /// # Errors
    /// [`StoreError`] when the entry cannot be written.
    pub async fn record<T>(&mut self, entry: AuditEntry<'_>, value: T) -> Result<Recorded<T>, StoreError> {
        self.note(entry).await?;
        Ok(Recorded(value))
    }

    /// Writes an audit entry that is not the last of its transaction.
    ///
    /// # Errors
    /// [`StoreError`] when the entry cannot be written.
    pub async fn note(&mut self, entry: AuditEntry<'_>) -> Result<(), StoreError> {
        use audit_entries as columns;
        diesel::insert_into(audit_entries::table)
            .values((
                columns::at.eq(jiff_diesel::Timestamp::from(entry.at)),
                columns::actor_id.eq(entry.actor.map(UserId::get)),
                columns::action.eq(entry.action),
                columns::subject_kind.eq(entry.subject_kind),
                columns::subject_id.eq(entry.subject),
                columns::organization_id.eq(entry.organization.map(OrganizationId::get)),
                columns::edition.eq(entry.edition.and_then(|number| i32::try_from(number).ok())),
                columns::from_state.eq(entry.from.map(State::as_str)),
                columns::to_state.eq(entry.to.map(State::as_str)),
                columns::reason.eq(entry.reason),
                columns::request_id.eq(entry.request_id),
                columns::detail.eq(entry.detail.map(|detail| detail.to_string())),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl<T> Recorded<T> {
    /// Turns the value into another one; what was recorded stays recorded.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Recorded<U> {
        Recorded(f(self.0))
    }

    /// The value, to look at.
    pub const fn get(&self) -> &T {
        &self.0
    }

    pub(super) fn into_inner(self) -> T {
        self.0
    }

    /// For a request that was carried out before: its first answer, nothing new to record.
    pub(crate) const fn before(value: T) -> Self {
        Self(value)
    }
}
