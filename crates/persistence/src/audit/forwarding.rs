use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{Double, Nullable};
use diesel_async::RunQueryDsl;

use super::order::waiting_seconds;
use crate::schema::forwarding;
use crate::{Store, StoreError};

/// How far a program that passes the trail on has come: the numbers of the last entry and the last event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// The last entry of the audit trail; 0 at the beginning.
    pub entry: i64,
    /// The last security event; 0 at the beginning.
    pub event: i64,
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = Nullable<Double>)]
    seconds: Option<f64>,
}

impl Store {
    /// For how long the oldest entry or event has waited to be settled. It waits for open transactions, also for those of
    /// other databases of the same PostgreSQL server. Zero if none waits.
    pub async fn unsettled_for(&self) -> Result<Duration, StoreError> {
        let waiting: Waiting = self
            .read_long(async |connection| Ok(diesel::sql_query(waiting_seconds()).get_result(connection).await?))
            .await?;
        // The clocks of the server and of PostgreSQL may differ by a little.
        let seconds = waiting.seconds.unwrap_or_default().max(0.0);
        Ok(Duration::try_from_secs_f64(seconds).unwrap_or_default())
    }

    /// How far the program of this name has come.
    pub async fn forwarded(&self, name: &str) -> Result<Forwarded, StoreError> {
        let found: Option<(i64, i64)> = self
            .read_long(async |connection| {
                let position = forwarding::table
                    .find(name)
                    .select((forwarding::entry_id, forwarding::event_id));
                Ok(position.first(connection).await.optional()?)
            })
            .await?;
        Ok(found.map_or_else(Forwarded::default, |(entry, event)| Forwarded { entry, event }))
    }

    /// Stores how far the program of this name has come.
    pub async fn keep_forwarded(&self, name: &str, reached: Forwarded) -> Result<(), StoreError> {
        let reached = (
            forwarding::entry_id.eq(reached.entry),
            forwarding::event_id.eq(reached.event),
        );
        self.write_alone(async |connection| {
            diesel::insert_into(forwarding::table)
                .values((forwarding::name.eq(name), reached))
                .on_conflict(forwarding::name)
                .do_update()
                .set(reached)
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }
}
