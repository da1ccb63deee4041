use prongsai_domain::id::JobId;
use prongsai_persistence::{RegularJob, StoreError};

use super::kind::KINDS;
use crate::App;

/// Inserts the regular jobs that are due, unless a server has done so before, and marks the jobs as dead whose workers died
/// at the last attempt; call it regularly. Returns the number of inserted jobs.
///
/// # Errors
/// The database fails.
pub async fn enqueue_regular(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let jobs: Vec<RegularJob> = KINDS
        .iter()
        .filter(|kind| kind.is_done_by(&app.services))
        .filter_map(|kind| {
            Some(RegularJob {
                kind: kind.name,
                version: kind.version,
                period: kind.period?,
                attempts_max: kind.attempts_max,
                id: JobId::new(app.services.ids.next(now)),
            })
        })
        .collect();
    let buried = app.store.bury_lost_jobs().await?;
    if buried > 0 {
        tracing::error!(buried, "jobs are dead, because their workers died at the last attempt");
    }
    app.store.enqueue_regular_jobs(&jobs).await
}
