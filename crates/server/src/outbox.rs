use std::convert::Infallible;
use std::time::{Duration, Instant};

use clap::Args;
use jiff::SignedDuration;
use prongsai_application::App;
use prongsai_application::outbox::{OutboxState, forget_old, sequence, state};

/// The time between two looks for rows that wait.
const INTERVAL: Duration = Duration::from_millis(500);
/// The time between two updates of the metrics.
const METRICS: Duration = Duration::from_secs(15);
/// The time between two deletions of old rows.
const FORGETTING: Duration = Duration::from_hours(1);
/// Rows that wait longer are an event for the operator.
const PATIENCE: Duration = Duration::from_mins(1);

/// The configuration of the outbox.
#[derive(Args, Clone, Debug)]
pub(crate) struct OutboxConfig {
    /// Days for which changes stay in the outbox, 30 to 3650
    #[arg(
        long,
        env = "PRONGSAI_OUTBOX_DAYS",
        default_value_t = 365,
        // The least is that of the function `outbox_forget` in the schema.
        value_parser = clap::value_parser!(u16).range(30..=3650),
        global = true,
        value_name = "DAYS"
    )]
    outbox_days: u16,
}

impl OutboxConfig {
    fn retention(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::from(self.outbox_days))
    }
}

/// Gives positions to the rows of the outbox, deletes old ones, and never returns. Run it once, next to the server. With
/// several servers on one database, one of them works at a time.
pub(crate) async fn run(app: &App, config: &OutboxConfig) -> Infallible {
    let (mut told, mut forgot) = (None, None);
    loop {
        if let Err(error) = sequence(app).await {
            tracing::warn!(%error, "changes in the outbox get their positions later");
        }
        if is_due(told, METRICS) {
            told = Some(Instant::now());
            match state(app).await {
                Ok(state) => tell(state),
                Err(error) => tracing::warn!(%error, "the state of the outbox is not known"),
            }
        }
        if is_due(forgot, FORGETTING) {
            forgot = Some(Instant::now());
            match forget_old(app, config.retention()).await {
                Ok(forgotten) => tracing::debug!(forgotten, "deleted old rows of the outbox"),
                Err(error) => tracing::warn!(%error, "old rows of the outbox could not be deleted"),
            }
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

fn is_due(last: Option<Instant>, interval: Duration) -> bool {
    last.is_none_or(|last| last.elapsed() >= interval)
}

#[expect(clippy::cast_precision_loss, reason = "gauges are floating-point numbers")]
fn tell(state: OutboxState) {
    metrics::gauge!("outbox_last_position").set(state.last_position as f64);
    metrics::gauge!("outbox_unsequenced_rows").set(state.waiting as f64);
    metrics::gauge!("outbox_lag_seconds").set(state.lag.as_secs_f64());
    if state.lag > PATIENCE {
        tracing::warn!(
            seconds = state.lag.as_secs(),
            rows = state.waiting,
            "changes wait for their positions in the outbox"
        );
    }
}
