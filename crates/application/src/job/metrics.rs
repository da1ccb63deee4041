use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use prongsai_domain::job::JobState;
use prongsai_persistence::StoreError;

use super::kind::KINDS;
use crate::App;

/// Sets the gauges of the jobs that wait, run and are dead; call it regularly.
///
/// # Errors
/// The database fails.
pub async fn measure(app: &App) -> Result<(), StoreError> {
    let counts = app.store.job_counts().await?;
    for kind in seen(counts.iter().map(|count| count.kind.as_str())) {
        for state in [JobState::Queued, JobState::Running, JobState::Dead] {
            let found = counts.iter().find(|count| count.kind == kind && count.state == state);
            let number = found.map_or(0, |found| found.count);
            metrics::gauge!("jobs", "kind" => kind.clone(), "state" => state.as_str()).set(as_float(number));
            if state == JobState::Queued {
                let seconds = found.map_or(0.0, |found| found.oldest.as_secs_f64());
                metrics::gauge!("jobs_oldest_seconds", "kind" => kind.clone()).set(seconds);
            }
        }
    }
    Ok(())
}

/// The kinds that this program knows, and those of a newer program of which it has counted jobs. A gauge keeps its last value, so
/// such a kind is set to 0 when its jobs are gone.
fn seen<'a>(counted: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut kinds = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    kinds.extend(KINDS.iter().map(|kind| kind.name).chain(counted).map(str::to_owned));
    kinds.clone()
}

fn as_float(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
