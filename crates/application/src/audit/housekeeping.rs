use jiff::{SignedDuration, Timestamp};

use crate::{App, Error};

/// The shortest time for which security events and addresses are kept. The database refuses to delete younger ones.
pub const KEPT_AT_LEAST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Deletes security events, and the addresses of months, that are older than `kept`; call it regularly. Returns the numbers
/// of events and months.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot be reached.
pub async fn forget_old(app: &App, kept: SignedDuration) -> Result<(usize, usize), Error> {
    let oldest = app
        .services
        .clock
        .now()
        .saturating_sub(kept.max(KEPT_AT_LEAST))
        .unwrap_or(Timestamp::MIN);
    // The addresses are deleted even if the events cannot be deleted.
    let events = forget_events(app, oldest).await;
    let months = app.store.forget_addresses_before(oldest).await?;
    Ok((events?, months))
}

async fn forget_events(app: &App, oldest: Timestamp) -> Result<usize, Error> {
    let mut forgotten = 0;
    loop {
        let some = app.store.forget_events_before(oldest).await?;
        if some == 0 {
            return Ok(forgotten);
        }
        forgotten += some;
    }
}
