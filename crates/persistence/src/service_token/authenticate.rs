use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::access::Actor;
use prongsai_domain::id::{ServiceTokenId, UserId};
use prongsai_domain::service_token::UsedToken;
use uuid::Uuid;

use super::rows::scope_of;
use crate::schema::service_tokens;
use crate::store::fixed;
use crate::user::actor_of;
use crate::{Store, StoreError};

/// A token that was found by its hash.
#[derive(Clone, Debug)]
pub struct FoundToken {
    /// The token.
    pub used: UsedToken,
    /// Its person with the present roles, limited to what the token may do.
    pub actor: Actor,
    /// Whether it is valid.
    pub standing: TokenStanding,
    /// When its last use was recorded, in UTC.
    pub last_used_at: Option<Timestamp>,
}

/// Whether a token is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenStanding {
    /// It is.
    Valid,
    /// It has expired.
    Expired,
    /// It was revoked, or the account of its person is closed or waits for a second person.
    Ended,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    user_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Array<Text>)]
    actions: Vec<String>,
    #[diesel(sql_type = Timestamptz)]
    expires_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_used_at: jiff_diesel::NullableTimestamp,
    #[diesel(sql_type = Bool)]
    has_ended: bool,
    /// One of the reasons of `has_ended`, which [`actor_of`] needs alone.
    #[diesel(sql_type = Bool)]
    sleeps: bool,
    #[diesel(sql_type = Text)]
    memberships: String,
}

/// `$1` is the SHA-256 of the token in hexadecimal.
const FIND: &str = "
SELECT token.id, token.user_id, token.organization_id, token.name, token.actions, token.expires_at, token.last_used_at,
       token.revoked_at IS NOT NULL OR NOT person.is_active OR person.handed_over_by IS NOT NULL AS has_ended,
       person.handed_over_by IS NOT NULL AS sleeps,
       coalesce((SELECT json_agg(json_build_object('role', held.role, 'organization_id', held.organization_id,
           'province_code', held.province_code)) FROM memberships held
           WHERE held.user_id = person.id AND held.organization_id = token.organization_id), '[]')::text AS memberships
FROM service_tokens token JOIN users person ON person.id = token.user_id
WHERE token.token_sha256 = decode($1, 'hex')";

impl Store {
    /// The token with this SHA-256, and its person with the present roles. It takes one round trip on a shared connection.
    pub async fn find_service_token_actor(
        &self,
        sha256: &[u8],
        now: Timestamp,
    ) -> Result<Option<FoundToken>, StoreError> {
        let sha256 = hex::encode(sha256);
        let row: Option<Row> = self
            .read(async |connection| {
                fixed(FIND)
                    .text(sha256.as_str())
                    .get_result(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(|row| row.found(now)).transpose()
    }

    /// Records that a token is used now. This is no change of data that the trail records.
    pub async fn record_service_token_use(&self, id: ServiceTokenId, now: Timestamp) -> Result<(), StoreError> {
        let used = jiff_diesel::NullableTimestamp::from(Some(now));
        self.write_alone(async |connection| {
            diesel::update(service_tokens::table.find(id.get()))
                .filter(
                    service_tokens::last_used_at
                        .is_null()
                        .or(service_tokens::last_used_at.lt(used)),
                )
                .set(service_tokens::last_used_at.eq(used))
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }
}

impl Row {
    fn found(self, now: Timestamp) -> Result<FoundToken, StoreError> {
        let scope = scope_of(self.organization_id, &self.actions);
        let standing = if self.has_ended {
            TokenStanding::Ended
        } else if self.expires_at.to_jiff() <= now {
            TokenStanding::Expired
        } else {
            TokenStanding::Valid
        };
        Ok(FoundToken {
            used: UsedToken {
                id: ServiceTokenId::new(self.id),
                name: self.name,
                scope,
            },
            actor: actor_of(UserId::new(self.user_id), &self.memberships, self.sleeps, Some(scope))?,
            standing,
            last_used_at: self.last_used_at.to_jiff(),
        })
    }
}
