use std::time::Duration;

use prongsai_persistence::{AuditFilter, AuditRecord, Forwarded, SecurityEvent, SecurityFilter};

use crate::{App, Error};

/// The maximum number of rows of each list in a batch.
const BATCH: i64 = 200;

/// Rows that follow a position, and the position after them.
pub struct Batch {
    /// Entries of the audit trail, settled ones only.
    pub entries: Vec<AuditRecord>,
    /// Security events, settled ones only.
    pub events: Vec<SecurityEvent>,
    /// The position after both.
    pub reached: Forwarded,
}

impl Batch {
    /// Whether nothing followed.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.events.is_empty()
    }
}

/// The next settled rows of both lists, of all organizations: for a program on the host that passes them on. No row is
/// left out and none appears before a position that was passed.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot be read.
pub async fn next_batch(app: &App, from: Forwarded) -> Result<Batch, Error> {
    let all = AuditFilter {
        everything: true,
        settled: true,
        ..AuditFilter::default()
    };
    let entries = app.store.audit(&all, from.entry, BATCH).await?;
    let all = SecurityFilter {
        everything: true,
        settled: true,
        ..SecurityFilter::default()
    };
    let events = app.store.security_events(&all, from.event, BATCH).await?;
    let reached = Forwarded {
        entry: entries.last().map_or(from.entry, |entry| entry.id),
        event: events.last().map_or(from.event, |event| event.id),
    };
    Ok(Batch {
        entries,
        events,
        reached,
    })
}

/// For how long the oldest row of both lists has waited to be settled ([`AuditFilter::settled`]). It waits for an open
/// transaction of this database or of another one of the same PostgreSQL server. Until that transaction ends, nobody who
/// follows the trail gets this row or a later one.
///
/// # Errors
/// As [`next_batch`].
pub async fn unsettled_for(app: &App) -> Result<Duration, Error> {
    Ok(app.store.unsettled_for().await?)
}

/// How far the program of this name has come.
///
/// # Errors
/// As [`next_batch`].
pub async fn forwarded(app: &App, name: &str) -> Result<Forwarded, Error> {
    Ok(app.store.forwarded(name).await?)
}

/// Stores how far the program of this name has come.
///
/// # Errors
/// As [`next_batch`].
pub async fn keep_forwarded(app: &App, name: &str, reached: Forwarded) -> Result<(), Error> {
    Ok(app.store.keep_forwarded(name, reached).await?)
}
