use diesel::prelude::*;
use diesel_async::RunQueryDsl;

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

impl Store {
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
