use std::convert::Infallible;
use std::time::Duration;

use prongsai_application::{App, blob};

/// Time between two looks.
const INTERVAL: Duration = Duration::from_mins(1);

/// Reports the stored files that this server found lost, and never returns. Run it once, next to the server.
pub(crate) async fn run(app: &App) -> Infallible {
    loop {
        if let Err(error) = blob::report_lost(app).await {
            tracing::warn!(%error, "lost files are reported later");
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
