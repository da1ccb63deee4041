use std::convert::Infallible;
use std::time::Duration;

use prongsai_application::{App, audit};

/// Time between two measurements.
const INTERVAL: Duration = Duration::from_mins(1);
/// How long rows of the trail may wait before the operator is warned. Transactions of the server take seconds.
const PATIENCE: Duration = Duration::from_mins(5);

/// Measures for how long the oldest row of the audit trail that its followers do not see yet has waited, sets the gauge, warns,
/// and never returns. Run it once, next to the server.
pub(crate) async fn run(app: &App) -> Infallible {
    loop {
        match audit::unsettled_for(app).await {
            Ok(waited) => tell(waited),
            Err(error) => tracing::warn!(%error, "the wait of the audit trail is not known"),
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

fn tell(waited: Duration) {
    metrics::gauge!("audit_trail_unsettled_seconds").set(waited.as_secs_f64());
    if waited > PATIENCE {
        tracing::warn!(
            seconds = waited.as_secs(),
            "an open transaction keeps the audit trail from those who follow it; pg_stat_activity of the PostgreSQL \
             server has its xact_start"
        );
    }
}
