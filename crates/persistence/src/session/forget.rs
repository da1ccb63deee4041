use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};

use crate::{Store, StoreError};

/// The number of sessions that one statement deletes, each with its tokens. After an upgrade from 0.2, which deleted none,
/// there are more of them than the time limit of a statement allows.
const FORGOTTEN_AT_ONCE: i64 = 500;

/// Deletes the sessions that ended before `$1`, at most `$2`. A session that nobody ended has ended by itself when it
/// expired, or when its last refresh is before `$3`.
const FORGET: &str = "\
    DELETE FROM sessions WHERE id IN ( \
        SELECT id FROM sessions WHERE ended_at < $1 OR expires_at < $1 OR refreshed_at < $3 LIMIT $2)";

impl Store {
    /// Deletes sessions, with their tokens, that ended before a moment: at most [`FORGOTTEN_AT_ONCE`]. `idle` is the time
    /// without a refresh after which a session ends. Returns the number of sessions.
    pub async fn forget_sessions_ended_before(
        &self,
        moment: Timestamp,
        idle: SignedDuration,
    ) -> Result<usize, StoreError> {
        let refreshed = moment.saturating_sub(idle).unwrap_or(Timestamp::MIN);
        let delete = diesel::sql_query(FORGET)
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(moment))
            .bind::<BigInt, _>(FORGOTTEN_AT_ONCE)
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(refreshed));
        self.write_alone(async |connection| Ok(delete.execute(connection).await?))
            .await
    }
}
