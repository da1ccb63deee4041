//! The ends of sessions. `why` is one of the words in docs/api-design.md, for people who read the list of their sessions;
//! no code compares it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{SessionId, UserId};
use uuid::Uuid;

use crate::schema::sessions;
use crate::{StoreError, Transaction};

/// Ends open sessions of `$1`, except for `$2` and the `$3` that were refreshed last. A session that was not refreshed after
/// `$4`, or expired before `$5`, the present, is not open.
const END_SURPLUS: &str = "\
    UPDATE sessions SET ended_at = $5, ended_why = $6 WHERE ended_at IS NULL AND id IN ( \
        SELECT id FROM sessions WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL AND refreshed_at > $4 \
            AND expires_at > $5 ORDER BY refreshed_at DESC, id DESC OFFSET $3)";

impl Transaction {
    /// Ends a session; returns whether it had not been ended before.
    pub async fn end_session(&mut self, id: SessionId, why: &str, now: Timestamp) -> Result<bool, StoreError> {
        let ended = diesel::update(sessions::table.find(id.get()))
            .filter(sessions::ended_at.is_null())
            .set((
                sessions::ended_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))),
                sessions::ended_why.eq(why),
            ))
            .execute(self.connection())
            .await?;
        Ok(ended > 0)
    }

    /// Ends a session of a person; returns whether it had not been ended before, and `None` when the person has no such
    /// session. Lock the person first.
    pub async fn end_session_of(
        &mut self,
        user: UserId,
        id: SessionId,
        why: &str,
        now: Timestamp,
    ) -> Result<Option<bool>, StoreError> {
        let theirs: i64 = sessions::table
            .find(id.get())
            .filter(sessions::user_id.eq(user.get()))
            .count()
            .get_result(self.connection())
            .await?;
        if theirs == 0 {
            return Ok(None);
        }
        self.end_session(id, why, now).await.map(Some)
    }

    /// Ends all sessions of everybody; returns their number.
    pub(crate) async fn end_all_sessions(&mut self, why: &str, now: Timestamp) -> Result<usize, StoreError> {
        diesel::update(sessions::table)
            .filter(sessions::ended_at.is_null())
            .set((
                sessions::ended_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))),
                sessions::ended_why.eq(why),
            ))
            .execute(self.waiting_connection())
            .await
            .map_err(StoreError::from)
    }

    /// Ends all sessions of a person; returns their number. Lock the person first.
    pub async fn end_sessions_of(&mut self, user: UserId, why: &str, now: Timestamp) -> Result<usize, StoreError> {
        self.end_all_but(None, user, why, now).await
    }

    /// Ends all sessions of a person but one; returns their number. Lock the person first.
    pub async fn end_other_sessions_of(
        &mut self,
        user: UserId,
        kept: SessionId,
        why: &str,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        self.end_all_but(Some(kept), user, why, now).await
    }

    async fn end_all_but(
        &mut self,
        kept: Option<SessionId>,
        user: UserId,
        why: &str,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let kept: Vec<Uuid> = kept.into_iter().map(SessionId::get).collect();
        diesel::update(sessions::table)
            .filter(sessions::user_id.eq(user.get()))
            .filter(sessions::id.ne_all(kept))
            .filter(sessions::ended_at.is_null())
            .set((
                sessions::ended_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))),
                sessions::ended_why.eq(why),
            ))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }

    /// Ends the open sessions of a person that are too many beside a new one: those whose last refresh is the longest ago.
    /// `others` is the number that stays; a session that was refreshed at `idle_since` or before does not count. Returns the
    /// number of ended ones. Lock the person first.
    pub async fn end_surplus_sessions_of(
        &mut self,
        user: UserId,
        new: SessionId,
        others: u16,
        idle_since: Timestamp,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        diesel::sql_query(END_SURPLUS)
            .bind::<SqlUuid, _>(user.get())
            .bind::<SqlUuid, _>(new.get())
            .bind::<BigInt, _>(i64::from(others))
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(idle_since))
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(now))
            .bind::<Text, _>("too-many-sessions")
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
