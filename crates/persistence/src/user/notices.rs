use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{NoticeId, UserId};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::rows::{as_json, corrupt};
use crate::schema::notices;
use crate::store::fixed;
use crate::{Store, StoreError, Transaction};

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Somebody handed over a token with which the password of an account can be set.
    PasswordToken,
    /// The password of an account was set with such a token.
    PasswordSet,
    /// An administrator took an account out of the hand of another one; see `PasswordToken` too.
    AccountBegunAgain,
    /// A second person confirmed an account.
    AccountConfirmed,
    /// A role was proposed.
    RoleProposed,
    /// A proposed role was rejected.
    RoleRejected,
    /// A proposed role expired: no second person confirmed it in time.
    RoleExpired,
    /// A role was given.
    RoleGiven,
    /// A role was removed.
    RoleRemoved,
    /// An account was deactivated.
    AccountDeactivated,
    /// A deactivated account is active again.
    AccountReopened,
    /// A person got a role in another organization, and their sessions ended.
    AnotherOrganization,
    /// The person changed their own password.
    PasswordChanged,
    /// A second factor is in use from now on.
    SecondFactorEnrolled,
    /// Somebody sent the right password with a wrong code: the password is known to them.
    SecondFactorRefused,
    /// An administrator changed the mail address of the person.
    EmailChanged,
    /// A second factor was removed.
    SecondFactorRemoved,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// The person got new recovery codes.
    RecoveryCodesRenewed,
    /// A service token was made, also in the place of another one.
    ServiceTokenMade,
    /// An administrator revoked a service token of the person.
    ServiceTokenRevoked,
}

impl NoticeKind {
    /// The name in the database and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PasswordToken => "password-token",
            Self::PasswordSet => "password-set",
            Self::AccountBegunAgain => "account-begun-again",
            Self::AccountConfirmed => "account-confirmed",
            Self::RoleProposed => "role-proposed",
            Self::RoleRejected => "role-rejected",
            Self::RoleExpired => "role-expired",
            Self::RoleGiven => "role-given",
            Self::RoleRemoved => "role-removed",
            Self::AccountDeactivated => "account-deactivated",
            Self::AccountReopened => "account-reopened",
            Self::AnotherOrganization => "another-organization",
            Self::PasswordChanged => "password-changed",
            Self::SecondFactorEnrolled => "second-factor-enrolled",
            Self::SecondFactorRefused => "second-factor-refused",
            Self::EmailChanged => "email-changed",
            Self::SecondFactorRemoved => "second-factor-removed",
            Self::RecoveryCodeUsed => "recovery-code-used",
            Self::RecoveryCodesRenewed => "recovery-codes-renewed",
            Self::ServiceTokenMade => "service-token-made",
            Self::ServiceTokenRevoked => "service-token-revoked",
        }
    }
}

/// A notice to store.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// The id.
    pub id: NoticeId,
    /// Who is told.
    pub user: UserId,
    /// When it happened, in UTC.
    pub at: Timestamp,
    /// What it is about.
    pub kind: NoticeKind,
    /// Names as they were, as JSON; never a secret.
    pub detail: serde_json::Value,
}

/// A notice as it is stored.
#[derive(Debug)]
pub struct Notice {
    /// The id.
    pub id: NoticeId,
    /// When it happened, in UTC.
    pub at: Timestamp,
    /// What it is about; see [`NoticeKind`].
    pub kind: String,
    /// Names as they were.
    pub detail: Box<RawValue>,
    /// When the person marked it as read, in UTC.
    pub read_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct NewRow<'a> {
    id: Uuid,
    user_id: Uuid,
    at: Timestamp,
    kind: &'static str,
    detail: &'a serde_json::Value,
}

impl<'a> From<&'a NewNotice> for NewRow<'a> {
    fn from(notice: &'a NewNotice) -> Self {
        Self {
            id: notice.id.get(),
            user_id: notice.user.get(),
            at: notice.at,
            kind: notice.kind.as_str(),
            detail: &notice.detail,
        }
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    detail: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    read_at: jiff_diesel::NullableTimestamp,
}

impl TryFrom<Row> for Notice {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: NoticeId::new(row.id),
            at: row.at.to_jiff(),
            kind: row.kind,
            detail: RawValue::from_string(row.detail).map_err(corrupt)?,
            read_at: row.read_at.to_jiff(),
        })
    }
}

const INSERT: &str = "INSERT INTO notices (id, user_id, at, kind, detail) \
    SELECT id, user_id, at, kind, detail FROM json_populate_recordset(NULL::notices, $1::json)";

/// As [`INSERT`], unless a notice of this kind came after `$2`, or one after `$3` is unread.
const INSERT_ONCE: &str = "INSERT INTO notices (id, user_id, at, kind, detail) \
    SELECT id, user_id, at, kind, detail FROM json_populate_recordset(NULL::notices, $1::json) new \
    WHERE NOT EXISTS (SELECT FROM notices known WHERE known.user_id = new.user_id AND known.kind = new.kind \
        AND (known.at > $2 OR known.read_at IS NULL AND known.at > $3))";

/// Newest first.
const LIST: &str = "SELECT id, at, kind, detail::text AS detail, read_at FROM notices \
    WHERE user_id = $1 AND ($2 IS NULL OR id < $2) ORDER BY id DESC LIMIT $3";

impl Store {
    /// The notices of a person, newest first, from the one after `after`.
    pub async fn notices(
        &self,
        person: UserId,
        after: Option<NoticeId>,
        limit: i64,
    ) -> Result<Vec<Notice>, StoreError> {
        let rows: Vec<Row> = self
            .read(async |connection| {
                diesel::sql_query(LIST)
                    .bind::<SqlUuid, _>(person.get())
                    .bind::<Nullable<SqlUuid>, _>(after.map(NoticeId::get))
                    .bind::<BigInt, _>(limit)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Notice::try_from).collect()
    }

    /// Marks the notices of a person up to this one as read. This is no change of data that the trail records.
    pub async fn mark_notices_read(&self, person: UserId, last: NoticeId, now: Timestamp) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            diesel::update(notices::table)
                .filter(notices::user_id.eq(person.get()))
                .filter(notices::id.le(last.get()))
                .filter(notices::read_at.is_null())
                .set(notices::read_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))))
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }
}

impl Transaction {
    /// Stores notices, in one statement.
    pub async fn insert_notices(&mut self, new: &[NewNotice]) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        let rows: Vec<NewRow<'_>> = new.iter().map(NewRow::from).collect();
        fixed(INSERT).text(as_json(&rows)?).execute(self.connection()).await?;
        Ok(())
    }

    /// Stores a notice, unless the person has one of its kind that came after `since`, or an unread one that came after
    /// `unread_since`. Lock the person first, so that two requests do not both store one.
    pub async fn insert_notice_once(
        &mut self,
        new: &NewNotice,
        (since, unread_since): (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        let rows = [NewRow::from(new)];
        let insert = fixed(INSERT_ONCE).text(as_json(&rows)?).time(since).time(unread_since);
        insert.execute(self.connection()).await?;
        Ok(())
    }

    /// Deletes the notices from before this moment; returns their number.
    pub async fn forget_notices_before(&mut self, moment: Timestamp) -> Result<usize, StoreError> {
        diesel::delete(notices::table)
            .filter(notices::at.lt(jiff_diesel::Timestamp::from(moment)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
