use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::access::{Actor, FactorState, Membership, Restraint, SecondFactor};
use prongsai_domain::id::{SessionId, UserId};
use prongsai_domain::session::Rotation;
use uuid::Uuid;

use crate::schema::{memberships, organizations, second_factors, sessions, users};
use crate::store::cached;
use crate::user::{membership, required_by};
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
    /// The time of the last refresh, or of the login, in UTC.
    pub refreshed_at: Timestamp,
    /// It ends then in any case, in UTC.
    pub expires_at: Timestamp,
    /// How far its refresh tokens have come.
    pub rotation: Rotation,
}

/// A session to store. Its only token is that of the login.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The id.
    pub id: SessionId,
    /// The person.
    pub user: UserId,
    /// The time of the login, in UTC.
    pub now: Timestamp,
    /// It ends then in any case, in UTC.
    pub expires_at: Timestamp,
    /// The client of the login.
    pub client: SessionClient,
    /// Whether the login proved the second factor of the person.
    pub with_code: bool,
}

/// The client of a login or refresh, for the list of sessions.
#[derive(Clone, Debug)]
pub struct SessionClient {
    /// The program, as it names itself.
    pub user_agent: Option<String>,
    /// The address.
    pub address: Option<String>,
}

type LockedColumns = (
    bool,
    jiff_diesel::Timestamp,
    jiff_diesel::Timestamp,
    i32,
    jiff_diesel::NullableTimestamp,
);

/// What is the same in all rows of a person: whether the account sleeps, the owner of a second factor that is confirmed, and
/// when it was proved last.
type PersonColumns = (bool, Option<Uuid>, jiff_diesel::NullableTimestamp);

type MembershipColumns = (Option<String>, Option<Uuid>, Option<String>, Option<bool>);

impl Store {
    /// Returns the person of a session with the current roles. Returns `None` when the session has ended or expired, when
    /// it belongs to another person, or when the account is closed. Every request calls this; it takes one round trip on a
    /// shared connection. Only a refresh checks for how long the session was idle (ADR 23).
    pub async fn find_actor(
        &self,
        session: SessionId,
        user: UserId,
        now: Timestamp,
    ) -> Result<Option<Actor>, StoreError> {
        let rows: Vec<(PersonColumns, MembershipColumns)> = self
            .read(async |connection| {
                sessions::table
                    .inner_join(users::table)
                    .left_join(memberships::table.on(memberships::user_id.eq(users::id)))
                    .left_join(organizations::table.on(organizations::id.nullable().eq(memberships::organization_id)))
                    .left_join(
                        second_factors::table.on(second_factors::user_id
                            .eq(users::id)
                            .and(second_factors::confirmed_at.is_not_null())),
                    )
                    .filter(sessions::id.eq(session.get()))
                    .filter(sessions::user_id.eq(user.get()))
                    .filter(sessions::ended_at.is_null())
                    .filter(sessions::expires_at.gt(jiff_diesel::Timestamp::from(now)))
                    .filter(users::is_active)
                    .select((
                        (
                            users::handed_over_by.is_not_null(),
                            second_factors::user_id.nullable(),
                            sessions::second_factor_at,
                        ),
                        (
                            memberships::role.nullable(),
                            memberships::organization_id.nullable(),
                            memberships::province_code.nullable(),
                            organizations::requires_second_factor.nullable(),
                        ),
                    ))
                    .load(connection)
                    .await
            })
            .await?;
        let Some(((sleeps, enrolled, proved_at), _)) = rows.as_slice().first() else {
            return Ok(None);
        };
        let restraint = Restraint {
            sleeps: *sleeps,
            second_factor: SecondFactor {
                state: FactorState::in_session(enrolled.is_some(), proved_at.to_jiff(), now),
                required_by: required_by(rows.iter().map(|(_, (_, id, _, requires))| (*id, *requires))),
            },
            token: None,
        };
        let memberships = rows
            .into_iter()
            .filter_map(|(_, (role, organization, province, _))| {
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
    pub async fn insert_session(&mut self, new: &NewSession) -> Result<(), StoreError> {
        let now = jiff_diesel::Timestamp::from(new.now);
        diesel::insert_into(sessions::table)
            .values((
                sessions::id.eq(new.id.get()),
                sessions::user_id.eq(new.user.get()),
                sessions::created_at.eq(now),
                sessions::refreshed_at.eq(now),
                sessions::expires_at.eq(jiff_diesel::Timestamp::from(new.expires_at)),
                sessions::generation.eq(Rotation::BEGUN.newest),
                sessions::user_agent.eq(&new.client.user_agent),
                sessions::address.eq(&new.client.address),
                sessions::second_factor_at.eq(jiff_diesel::NullableTimestamp::from(new.with_code.then_some(new.now))),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Locks a session until the end of the transaction, so that its tokens are exchanged one after the other.
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
        // A session that ended long ago may be deleted in the meantime.
        let row: Option<LockedColumns> = sessions::table
            .find(id.get())
            .select((
                sessions::ended_at.is_not_null(),
                sessions::refreshed_at,
                sessions::expires_at,
                sessions::generation,
                sessions::exchanged_at,
            ))
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        Ok(row.map(
            |(is_ended, refreshed_at, expires_at, newest, exchanged_at)| LockedSession {
                user_id: UserId::new(user),
                is_ended,
                user_is_active,
                refreshed_at: refreshed_at.to_jiff(),
                expires_at: expires_at.to_jiff(),
                rotation: Rotation {
                    newest,
                    exchanged_at: exchanged_at.to_jiff(),
                },
            },
        ))
    }

    /// Records a refresh of a session that is locked.
    pub async fn continue_session(
        &mut self,
        id: SessionId,
        rotation: Rotation,
        refreshed_at: Timestamp,
        client: &SessionClient,
    ) -> Result<(), StoreError> {
        let refresh = diesel::update(sessions::table.find(id.get())).set((
            sessions::generation.eq(rotation.newest),
            sessions::exchanged_at.eq(jiff_diesel::NullableTimestamp::from(rotation.exchanged_at)),
            sessions::refreshed_at.eq(jiff_diesel::Timestamp::from(refreshed_at)),
            sessions::user_agent.eq(&client.user_agent),
            sessions::address.eq(&client.address),
        ));
        cached(refresh).execute(self.connection()).await?;
        Ok(())
    }
}
