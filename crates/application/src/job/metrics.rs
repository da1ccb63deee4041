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
    // Jobs of a newer program count too.
    let mut kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    kinds.extend(counts.iter().map(|count| count.kind.as_str()));
    for kind in kinds {
        for state in [JobState::Queued, JobState::Running, JobState::Dead] {
            let found = counts.iter().find(|count| count.kind == kind && count.state == state);
            let number = found.map_or(0, |found| found.count);
            metrics::gauge!("jobs", "kind" => kind.to_owned(), "state" => state.as_str()).set(as_float(number));
            if state == JobState::Queued {
                let seconds = found.map_or(0.0, |found| found.oldest.as_secs_f64());
                metrics::gauge!("jobs_oldest_seconds", "kind" => kind.to_owned()).set(seconds);
            }
        }
    }
    Ok(())
}

fn as_float(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
