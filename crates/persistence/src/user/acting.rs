use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use prongsai_domain::access::{Actor, FactorState, Membership, Restraint, SecondFactor, TokenScope};
use prongsai_domain::id::{ServiceTokenId, SessionId, UserId};
use prongsai_domain::user::PersonSnapshot;
use serde::Deserialize;
use uuid::Uuid;

use super::rows::{membership, required_by};
use crate::store::fixed;
use crate::{StoreError, from_canonical};

#[derive(QueryableByName)]
struct ActingRow {
    #[diesel(sql_type = Text)]
    display_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    position: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    acting_as: Option<String>,
    #[diesel(sql_type = Bool)]
    sleeps: bool,
    #[diesel(sql_type = Bool)]
    is_enrolled: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    proved_at: jiff_diesel::NullableTimestamp,
    #[diesel(sql_type = Text)]
    memberships: String,
}

#[derive(Deserialize)]
struct MembershipRow {
    role: String,
    organization_id: Option<Uuid>,
    province_code: Option<String>,
    requires_second_factor: Option<bool>,
}

const ACTING: &str = "
SELECT person.display_name, person.position, person.acting_as, person.handed_over_by IS NOT NULL AS sleeps,
       EXISTS (SELECT FROM second_factors factor WHERE factor.user_id = person.id AND factor.confirmed_at IS NOT NULL)
           AS is_enrolled,
       (SELECT proved.second_factor_at FROM sessions proved WHERE proved.id = $2) AS proved_at,
       coalesce((SELECT json_agg(json_build_object('role', held.role, 'organization_id', held.organization_id,
           'province_code', held.province_code, 'requires_second_factor', joined.requires_second_factor))
           FROM memberships held LEFT JOIN organizations joined ON joined.id = held.organization_id
           WHERE held.user_id = person.id), '[]')::text AS memberships
FROM users person WHERE person.id = $1 AND person.is_active
    AND ($2 IS NULL OR EXISTS (SELECT FROM sessions session
        WHERE session.id = $2 AND session.user_id = person.id AND session.ended_at IS NULL AND session.expires_at > $3))
    AND ($4 IS NULL OR EXISTS (SELECT FROM service_tokens token
        WHERE token.id = $4 AND token.user_id = person.id AND token.revoked_at IS NULL AND token.expires_at > $3
            AND person.handed_over_by IS NULL))";

/// The person who acts in a transaction, and the session or service token; a command of this program has neither.
#[derive(Clone, Copy, Debug)]
pub struct ActingUser {
    /// The person.
    pub user: UserId,
    /// The session of the request.
    pub session: Option<SessionId>,
    /// The service token of the request, and what it may do. That never changes while the token exists.
    pub token: Option<(ServiceTokenId, TokenScope)>,
    /// The time of the request, in UTC: the session or token must not have expired before.
    pub at: Timestamp,
}

impl ActingUser {
    /// A person without a session or a service token: somebody who began what another person confirms, such as a proposal. It
    /// counts only while the first person still has the right.
    pub const fn without_session(user: UserId, at: Timestamp) -> Self {
        Self {
            user,
            session: None,
            token: None,
            at,
        }
    }
}

/// A person with the current roles, and in the form that acts record.
pub type ActingPerson = (Actor, PersonSnapshot);

/// A person with the roles that a statement returned as JSON, limited to what their service token may do.
pub(crate) fn actor_of(
    user_id: UserId,
    memberships: &str,
    sleeps: bool,
    token: Option<TokenScope>,
) -> Result<Actor, StoreError> {
    let held: Vec<MembershipRow> = from_canonical(memberships)?;
    let second_factor = SecondFactor {
        // Only a session is asked for it.
        state: FactorState::NotAsked,
        required_by: required_by(held.iter().map(|row| (row.organization_id, row.requires_second_factor))),
    };
    let memberships = held
        .into_iter()
        .map(|row| membership(&row.role, row.organization_id, row.province_code.as_deref()))
        .collect::<Result<Vec<Membership>, _>>()?;
    let restraint = Restraint {
        sleeps,
        second_factor,
        token: None,
    };
    let actor = Actor {
        user_id,
        memberships,
        restraint,
    };
    Ok(match token {
        Some(token) => actor.with_token(token),
        None => actor,
    })
}

/// Reads the person who acts: see [`Transaction::acting_person`](crate::Transaction::acting_person). The connection is shared
/// with other statements of the same round trip.
pub(crate) async fn person_of(
    mut connection: &AsyncPgConnection,
    by: ActingUser,
) -> Result<Option<ActingPerson>, StoreError> {
    let row: Option<ActingRow> = fixed(ACTING)
        .uuid(by.user.get())
        .uuid(by.session.map(SessionId::get))
        .time(by.at)
        .uuid(by.token.map(|(id, _)| id.get()))
        .get_result(&mut connection)
        .await
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let token = by.token.map(|(_, scope)| scope);
    let mut actor = actor_of(by.user, &row.memberships, row.sleeps, token)?;
    if by.session.is_some() {
        let state = FactorState::in_session(row.is_enrolled, row.proved_at.to_jiff(), by.at);
        actor.restraint.second_factor.state = state;
    }
    let person = PersonSnapshot {
        id: by.user,
        name: row.display_name,
        position: row.position,
        acting_as: row.acting_as,
    };
    Ok(Some((actor, person)))
}
