use prongsai_persistence::StoreError;

use crate::App;

/// Tells the other servers on the same database what was counted since the last call, and counts what they told. Call it
/// about once a second: until then, a client may use a limit at each server once. It sends one statement, and none if
/// nothing was counted.
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
