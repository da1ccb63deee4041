use std::convert::Infallible;
use std::time::Duration;

use jiff::SignedDuration;
use prongsai_application::{App, audit, blob, housekeeping, rendition, service_token, session, user};

/// Time from the start to the first run.
const FIRST_DELAY: Duration = Duration::from_mins(1);
/// Time between later runs.
const INTERVAL: Duration = Duration::from_hours(1);

/// Regularly deletes expired data, and never returns. Security events and addresses are kept for `security_kept`. Run
/// it once, next to the server.
pub(crate) async fn run(app: &App, security_kept: SignedDuration) -> Infallible {
    tokio::time::sleep(FIRST_DELAY).await;
    loop {
        match housekeeping::forget_old_replies(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted old idempotency keys"),
            Err(error) => tracing::warn!(%error, "old idempotency keys could not be deleted"),
        }
        match session::forget_old_failures(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted old failed logins"),
            Err(error) => tracing::warn!(%error, "old failed logins could not be deleted"),
        }
        match session::forget_expired_tokens(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted expired refresh tokens"),
            Err(error) => tracing::warn!(%error, "expired refresh tokens could not be deleted"),
        }
        match session::forget_ended(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted ended sessions"),
            Err(error) => tracing::warn!(%error, "ended sessions could not be deleted"),
        }
        match service_token::forget_ended(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted ended service tokens"),
            Err(error) => tracing::warn!(%error, "ended service tokens could not be deleted"),
        }
        match user::forget_expired(app, security_kept).await {
            Ok((tokens, notices)) => {
                tracing::debug!(tokens, notices, "deleted expired password tokens and old notices");
            }
            Err(error) => tracing::warn!(%error, "expired password tokens and old notices could not be deleted"),
        }
        match audit::forget_old(app, security_kept).await {
            Ok((events, months)) => tracing::debug!(events, months, "deleted old security events and addresses"),
            Err(error) => tracing::warn!(%error, "old security events and addresses could not be deleted"),
        }
        match rendition::forget_old_renditions(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "forgot old renditions"),
            Err(error) => tracing::warn!(%error, "old renditions could not be forgotten"),
        }
        match blob::sweep(app).await {
            Ok(removed) => tracing::debug!(removed, "removed files that nothing names"),
            Err(error) => tracing::warn!(%error, "files that nothing names could not be removed"),
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
