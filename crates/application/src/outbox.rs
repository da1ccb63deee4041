//! The outbox: changes of the data in an order that feeds can follow. The rows are written with the entries of the audit
//! trail; a loop of the server gives them their positions.

use jiff::SignedDuration;
pub use prongsai_persistence::{OutboxPage, OutboxRow, OutboxScope, OutboxState, Sequenced};

use crate::{App, Error};

/// The number of rows that get positions in one transaction.
const AT_ONCE: i32 = 1_000;
/// The number of rows that one statement deletes.
const FORGOTTEN_AT_ONCE: i32 = 5_000;
/// The largest number of rows of a page.
pub const PAGE_MAX: i64 = 1_000;

/// Gives positions to all rows that wait; call it about every second, on any number of servers. Returns how many rows this
/// process numbered.
///
/// # Errors
/// [`Error::Unavailable`] if the database fails.
pub async fn sequence(app: &App) -> Result<i64, Error> {
    let mut numbered = 0;
    loop {
        match app.store.sequence_outbox(AT_ONCE).await? {
            Sequenced::Elsewhere => return Ok(numbered),
            Sequenced::Numbered { rows, .. } => {
                numbered += rows;
                if rows < i64::from(AT_ONCE) {
                    return Ok(numbered);
                }
            }
        }
    }
}

/// At most `limit` rows behind a position. The caller has decided the scope by the rights of the reader. A reader whose
/// position is less than [`OutboxPage::forgotten_through`] has missed rows and starts again from the present data.
///
/// # Errors
/// [`Error::Unavailable`] if the database fails.
pub async fn after(app: &App, position: i64, scope: &OutboxScope, limit: i64) -> Result<OutboxPage, Error> {
    let limit = limit.clamp(1, PAGE_MAX);
    Ok(app.store.outbox_after(position, scope, limit).await?)
}

/// How far the outbox is.
///
/// # Errors
/// [`Error::Unavailable`] if the database fails.
pub async fn state(app: &App) -> Result<OutboxState, Error> {
    Ok(app.store.outbox_state().await?)
}

/// Deletes rows that have had their positions for longer than `kept`; call it regularly. The database refuses less than 30 days.
/// Returns their number.
///
/// # Errors
/// [`Error::Unavailable`] if the database fails.
pub async fn forget_old(app: &App, kept: SignedDuration) -> Result<i64, Error> {
    let kept_from = app.services.clock.now() - kept;
    let mut forgotten = 0;
    loop {
        let some = app.store.forget_outbox(kept_from, FORGOTTEN_AT_ONCE).await?;
        forgotten += some;
        if some < i64::from(FORGOTTEN_AT_ONCE) {
            return Ok(forgotten);
        }
    }
}
