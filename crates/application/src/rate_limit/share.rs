use prongsai_persistence::StoreError;

use crate::App;

/// Tells the other servers on the same database what was counted since the last call, and counts what they told. Call it
/// about once a second. A server that has nothing to tell sends no statement and hears nothing, so a client may use a limit
/// once at each server that was idle.
///
/// # Errors
/// The database fails. The limits of this server hold, and the next call tells what was not told.
pub async fn share(app: &App) -> Result<(), StoreError> {
    let services = &app.services;
    let limits = &services.rate_limits;
    let Some(untold) = limits.untold(services.instance, services.clock.now()) else {
        return Ok(());
    };
    match app.store.exchange_shares(&untold.share).await {
        Ok(shares) => {
            limits.hear(shares, services.clock.now());
            Ok(())
        }
        Err(error) => {
            limits.put_back(&untold);
            Err(error)
        }
    }
}
