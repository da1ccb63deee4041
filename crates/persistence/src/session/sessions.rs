use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::access::{Actor, Membership, Restraint};
use prongsai_domain::id::{SessionId, UserId};
use uuid::Uuid;

use crate::schema::{memberships, sessions, users};
use crate::user::membership;
use crate::{Store, StoreError, Transaction};

/// A session that is locked until the end of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockedSession {
    /// The person.
    pub user_id: UserId,
    /// Whether it has been ended.
    pub is_ended: bool,
    /// Whether the person may log in.
    pub user_is_active: bool,
}

type MembershipColumns = (bool, Option<String>, Option<Uuid>, Option<String>);

impl Store {
    /// Returns the person of a session with the current roles. Returns `None` when the session has ended, when it belongs
    /// to another person, or when the account is closed. Every request calls this; it takes one round trip on a shared
    /// connection.
    pub async fn find_actor(&self, session: SessionId, user: UserId) -> Result<Option<Actor>, StoreError> {
        let rows: Vec<MembershipColumns> = self
            .read(async |connection| {
                sessions::table
                    .inner_join(users::table)
                    .left_join(memberships::table.on(memberships::user_id.eq(users::id)))
                    .filter(sessions::id.eq(session.get()))
                    .filter(sessions::user_id.eq(user.get()))
                    .filter(sessions::ended_at.is_null())
                    .filter(users::is_active)
                    .select((
                        users::handed_over_by.is_not_null(),
                        memberships::role.nullable(),
                        memberships::organization_id.nullable(),
                        memberships::province_code.nullable(),
                    ))
                    .load(connection)
                    .await
            })
            .await?;
        let Some((sleeps, ..)) = rows.as_slice().first() else {
            return Ok(None);
        };
        let restraint = Restraint { sleeps: *sleeps };
        let memberships = rows
            .into_iter()
            .filter_map(|(_, role, organization, province)| {
                role.map(|role| membership(&role, organization, province.as_deref()))
            })
            .collect::<Result<Vec<Membership>, StoreError>>()?;
        Ok(Some(Actor {
            user_id: user,
            memberships,
            restraint,
        }))
    }
}

impl Transaction {
    /// Inserts a session.
    pub async fn insert_session(&mut self, id: SessionId, user: UserId, now: Timestamp) -> Result<(), StoreError> {
        diesel::insert_into(sessions::table)
            .values((
                sessions::id.eq(id.get()),
                sessions::user_id.eq(user.get()),
                sessions::created_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Locks a session until the end of the transaction, so that its tokens are replaced one after the other.
    pub async fn lock_session(&mut self, id: SessionId) -> Result<Option<LockedSession>, StoreError> {
        // The person is locked first, in the same order as in a deactivation, so that the two cannot deadlock.
        let user: Option<Uuid> = sessions::table
            .find(id.get())
            .select(sessions::user_id)
            .first(self.connection())
            .await
            .optional()?;
        let Some(user) = user else { return Ok(None) };
        let user_is_active = users::table
            .find(user)
            .select(users::is_active)
            .for_share()
            .first(self.waiting_connection())
            .await?;
        let is_ended = sessions::table
            .find(id.get())
            .select(sessions::ended_at.is_not_null())
            .for_no_key_update()
            .first(self.waiting_connection())
            .await?;
        Ok(Some(LockedSession {
            user_id: UserId::new(user),
            is_ended,
            user_is_active,
        }))
    }

    /// Ends a session; returns whether it had not been ended before. `why` is for people who read the table, no code reads
    /// it: `logout`, `refresh-reuse`, `deactivated`, `password-changed` or
    /// `another-organization`.
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

    /// Ends the sessions of a person other than `kept`; returns their number. `why` is as in [`Self::end_session`].
    pub async fn end_other_sessions_of(
        &mut self,
        user: UserId,
        kept: Option<SessionId>,
        why: &str,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        diesel::update(sessions::table)
            .filter(sessions::user_id.eq(user.get()))
            .filter(sessions::id.nullable().is_distinct_from(kept.map(SessionId::get)))
            .filter(sessions::ended_at.is_null())
            .set((
                sessions::ended_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))),
                sessions::ended_why.eq(why),
            ))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }

    /// Ends all sessions of a person; returns their number. `why` is as in [`Self::end_session`].
    pub async fn end_sessions_of(&mut self, user: UserId, why: &str, now: Timestamp) -> Result<usize, StoreError> {
        diesel::update(sessions::table)
            .filter(sessions::user_id.eq(user.get()))
            .filter(sessions::ended_at.is_null())
            .set((
                sessions::ended_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))),
                sessions::ended_why.eq(why),
            ))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
