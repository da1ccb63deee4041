use std::convert::Infallible;
use std::time::Duration;

use prongsai_application::{App, rate_limit};

/// Time between two shares. Until the next share, a client may use a limit at each server once.
const INTERVAL: Duration = Duration::from_secs(1);

/// Regularly shares the counts of requests with the other servers on the database, and never returns. Run it once, next to
/// the server.
pub(crate) async fn run(app: &App) -> Infallible {
    let mut has_failed = false;
    loop {
        match rate_limit::share(app).await {
            Ok(()) => has_failed = false,
            // One line tells it: it fails every second while the database is away.
            Err(error) if !has_failed => {
                tracing::warn!(%error, "the counts of requests are not shared; the limits of this server hold");
                has_failed = true;
            }
            Err(error) => tracing::debug!(%error, "the counts of requests are not shared"),
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
