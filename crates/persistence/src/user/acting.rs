use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel_async::RunQueryDsl;
use prongsai_domain::access::Actor;
use prongsai_domain::id::{SessionId, UserId};
use prongsai_domain::user::PersonSnapshot;
use serde::Deserialize;
use uuid::Uuid;

use super::rows::membership;
use crate::store::fixed;
use crate::{StoreError, Transaction, from_canonical};

#[derive(QueryableByName)]
struct ActingRow {
    #[diesel(sql_type = Text)]
    display_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    position: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    acting_as: Option<String>,
    #[diesel(sql_type = Text)]
    memberships: String,
}

#[derive(Deserialize)]
struct MembershipRow {
    role: String,
    organization_id: Option<Uuid>,
    province_code: Option<String>,
}

const ACTING: &str = "
SELECT person.display_name, person.position, person.acting_as,
       coalesce((SELECT json_agg(json_build_object('role', held.role, 'organization_id', held.organization_id,
           'province_code', held.province_code)) FROM memberships held WHERE held.user_id = person.id), '[]')::text
           AS memberships
FROM users person WHERE person.id = $1 AND person.is_active
    AND ($2 IS NULL OR EXISTS (SELECT FROM sessions session
        WHERE session.id = $2 AND session.user_id = person.id AND session.ended_at IS NULL))";

impl Transaction {
    /// A person with the current roles, and in the form that the acts of this transaction record. `None` when the
    /// account is closed or does not exist, and when the session has ended. A command of this program has no session.
    pub async fn acting_person(
        &mut self,
        user: UserId,
        session: Option<SessionId>,
    ) -> Result<Option<(Actor, PersonSnapshot)>, StoreError> {
        self.roles_are_read();
        let row: Option<ActingRow> = fixed(ACTING)
            .uuid(user.get())
            .uuid(session.map(SessionId::get))
            .get_result(self.connection())
            .await
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        let held: Vec<MembershipRow> = from_canonical(&row.memberships)?;
        let memberships = held
            .into_iter()
            .map(|row| membership(&row.role, row.organization_id, row.province_code.as_deref()))
            .collect::<Result<_, _>>()?;
        let actor = Actor {
            user_id: user,
            memberships,
        };
        let person = PersonSnapshot {
            id: user,
            name: row.display_name,
            position: row.position,
            acting_as: row.acting_as,
        };
        Ok(Some((actor, person)))
    }
}
