use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Integer, Nullable, Timestamptz};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;

use crate::{Store, StoreError};

/// What one call of the sequencer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequenced {
    /// Rows got positions.
    Numbered {
        /// How many.
        rows: i64,
        /// The last position that was given, now or before.
        last_position: i64,
    },
    /// Another process gives positions at this moment.
    Elsewhere,
}

/// How far the outbox is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutboxState {
    /// The last position that was given; 0 before the first.
    pub last_position: i64,
    /// Rows up to this position were deleted after the retention time; 0 if none were.
    pub forgotten_through: i64,
    /// The number of rows that wait for a position.
    pub waiting: i64,
    /// The age of the oldest row that waits; zero if none does.
    pub lag: Duration,
}

#[derive(QueryableByName)]
struct SequencedRow {
    #[diesel(sql_type = BigInt)]
    numbered: i64,
    #[diesel(sql_type = BigInt)]
    reached: i64,
}

#[derive(QueryableByName)]
struct StateRow {
    #[diesel(sql_type = BigInt)]
    last_position: i64,
    #[diesel(sql_type = BigInt)]
    forgotten_through: i64,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
    #[diesel(sql_type = Nullable<Double>)]
    lag: Option<f64>,
}

#[derive(QueryableByName)]
struct Forgotten {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

const STATE: &str = "SELECT last_position, forgotten_through, (SELECT count(*) FROM outbox_pending) AS waiting,
    CAST(extract(epoch FROM now() - (SELECT at FROM audit_entries
                                     WHERE id = (SELECT min(entry_id) FROM outbox_pending))) AS float8) AS lag
FROM outbox_head";

impl Store {
    /// Gives the next positions to at most `most` rows whose transactions are committed, in one short transaction. Any
    /// number of processes may call it: one of them works, and the others return at once. When a process is killed in the
    /// middle, the database rolls back, and the next caller gives the same rows the same positions.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sequence_outbox(&self, most: i32) -> Result<Sequenced, StoreError> {
        let done: Option<SequencedRow> = self
            .write_alone(async |connection| {
                let sequence =
                    diesel::sql_query("SELECT numbered, reached FROM outbox_sequence($1)").bind::<Integer, _>(most);
                Ok(sequence.get_result(connection).await.optional()?)
            })
            .await?;
        Ok(done.map_or(Sequenced::Elsewhere, |done| Sequenced::Numbered {
            rows: done.numbered,
            last_position: done.reached,
        }))
    }

    /// How far the outbox is.
    ///
    /// # Errors
    /// The database fails.
    pub async fn outbox_state(&self) -> Result<OutboxState, StoreError> {
        let state: StateRow = self
            .read_long(async |connection| Ok(diesel::sql_query(STATE).get_result(connection).await?))
            .await?;
        // The clocks of the server and of PostgreSQL may differ by a little.
        let lag = Duration::try_from_secs_f64(state.lag.unwrap_or_default().max(0.0));
        Ok(OutboxState {
            last_position: state.last_position,
            forgotten_through: state.forgotten_through,
            waiting: state.waiting,
            lag: lag.unwrap_or_default(),
        })
    }

    /// Deletes the first rows that got their positions before `kept_from`, at most `most`. Returns their number.
    ///
    /// # Errors
    /// [`StoreError::Rule`] if `kept_from` is less than 30 days ago.
    pub async fn forget_outbox(&self, kept_from: Timestamp, most: i32) -> Result<i64, StoreError> {
        let kept_from = jiff_diesel::Timestamp::from(kept_from);
        let forgotten: Forgotten = self
            .write_alone(async |connection| {
                let forget = diesel::sql_query("SELECT outbox_forget($1, $2) AS rows")
                    .bind::<Timestamptz, _>(kept_from)
                    .bind::<Integer, _>(most);
                Ok(forget.get_result(connection).await?)
            })
            .await?;
        Ok(forgotten.rows)
    }
}
