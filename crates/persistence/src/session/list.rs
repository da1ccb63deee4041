use diesel::dsl::not;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{SessionId, UserId};
use prongsai_domain::session::{Session, SessionEnd};
use uuid::Uuid;

use crate::schema::sessions;
use crate::{Store, StoreError};

/// The sessions that are wanted.
#[derive(Clone, Copy, Debug)]
pub struct SessionFilter {
    /// Of this person.
    pub user: UserId,
    /// Only open ones, or only others; all when absent.
    pub is_open: Option<bool>,
    /// The present, in UTC.
    pub now: Timestamp,
    /// A session that was refreshed at this moment or before is not open.
    pub idle_since: Timestamp,
    /// Only sessions before this one; ids sort by creation.
    pub before: Option<SessionId>,
    /// The largest number of sessions.
    pub limit: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(Pg))]
struct SessionRow {
    id: Uuid,
    created_at: jiff_diesel::Timestamp,
    refreshed_at: jiff_diesel::Timestamp,
    expires_at: jiff_diesel::Timestamp,
    user_agent: Option<String>,
    address: Option<String>,
    ended_at: jiff_diesel::NullableTimestamp,
    ended_why: Option<String>,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        let why = row.ended_why.unwrap_or_default();
        Self {
            id: SessionId::new(row.id),
            created_at: row.created_at.to_jiff(),
            refreshed_at: row.refreshed_at.to_jiff(),
            expires_at: row.expires_at.to_jiff(),
            ended: row.ended_at.to_jiff().map(|at| SessionEnd { at, why }),
            user_agent: row.user_agent,
            address: row.address,
        }
    }
}

impl Store {
    /// The sessions that match a filter, newest first.
    pub async fn sessions(&self, filter: &SessionFilter) -> Result<Vec<Session>, StoreError> {
        let now = jiff_diesel::Timestamp::from(filter.now);
        let idle_since = jiff_diesel::Timestamp::from(filter.idle_since);
        let rows: Vec<SessionRow> = self
            .read(async |connection| {
                let is_open = sessions::ended_at
                    .is_null()
                    .and(sessions::expires_at.gt(now))
                    .and(sessions::refreshed_at.gt(idle_since));
                let mut query = sessions::table
                    .filter(sessions::user_id.eq(filter.user.get()))
                    .select(SessionRow::as_select())
                    .into_boxed::<Pg>();
                match filter.is_open {
                    Some(true) => query = query.filter(is_open),
                    Some(false) => query = query.filter(not(is_open)),
                    None => {}
                }
                if let Some(before) = filter.before {
                    query = query.filter(sessions::id.lt(before.get()));
                }
                query
                    .order_by(sessions::id.desc())
                    .limit(filter.limit)
                    .load(connection)
                    .await
            })
            .await?;
        Ok(rows.into_iter().map(Session::from).collect())
    }
}
