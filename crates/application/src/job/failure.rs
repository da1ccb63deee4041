use std::time::Duration;

use prongsai_persistence::StoreError;

use crate::Error;

/// The pause after the first failure; it doubles with each further one.
const PAUSE: Duration = Duration::from_secs(5);
/// The longest pause, without its random part.
const PAUSE_MAX: Duration = Duration::from_hours(1);

/// Whether a job that failed is attempted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextAttempt {
    /// Never: no later attempt can succeed.
    Never,
    /// After a pause, as long as attempts are left.
    AfterPause,
    /// When what is missing may have come. The attempt does not count, because nothing is wrong with the job.
    WhenReady,
}

/// Why an attempt of a job failed.
#[derive(Debug)]
pub struct JobFailure {
    /// A code that the person who caused the job may see. It has no data.
    pub code: &'static str,
    /// Whether it is attempted again.
    pub next: NextAttempt,
    /// For the log.
    pub cause: String,
}

impl JobFailure {
    /// A failure that no later attempt changes.
    pub fn lasting(code: &'static str, cause: impl Into<String>) -> Self {
        Self {
            code,
            next: NextAttempt::Never,
            cause: cause.into(),
        }
    }

    /// A failure that a later attempt may not have.
    pub fn passing(code: &'static str, cause: impl Into<String>) -> Self {
        Self {
            code,
            next: NextAttempt::AfterPause,
            cause: cause.into(),
        }
    }

    /// A failure because this server lacks something that it is likely to get.
    pub fn not_ready(code: &'static str, cause: impl Into<String>) -> Self {
        Self {
            code,
            next: NextAttempt::WhenReady,
            cause: cause.into(),
        }
    }
}

impl From<Error> for JobFailure {
    fn from(error: Error) -> Self {
        let cause = error.to_string();
        match error {
            Error::Unavailable(_) => Self::passing("unavailable", cause),
            Error::Clash(_) => Self::passing("conflict", cause),
            Error::Busy => Self::passing("busy", cause),
            Error::RendererNotReady(_) => Self::not_ready("renderer-not-ready", cause),
            Error::RendererFailed { .. } => Self::passing("renderer-failed", cause),
            Error::NoThaiFont => Self::passing("no-thai-font", cause),
            Error::RenditionTooLarge { .. } => Self::lasting("rendition-too-large", cause),
            // A fault of the program may be gone with the next release.
            _ => Self::passing("internal", cause),
        }
    }
}

impl From<StoreError> for JobFailure {
    fn from(error: StoreError) -> Self {
        Error::from(error).into()
    }
}

/// The pause before another attempt of a job that waits for something.
pub(super) const WAIT: Duration = Duration::from_secs(10);

/// The pause after this many attempts. A part of it is random, so that jobs that failed together do not return together.
pub(super) fn pause(attempts: i32) -> Duration {
    // 16 doublings of `PAUSE` are longer than `PAUSE_MAX`. Many more would overflow the shift.
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(16);
    let least = PAUSE.saturating_mul(1 << doublings).min(PAUSE_MAX);
    let part = getrandom::u32().unwrap_or(0);
    least + least.mul_f64(f64::from(part) / f64::from(u32::MAX) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour_and_are_random() {
        for (attempts, seconds) in [
            (0, 5),
            (1, 5),
            (2, 10),
            (5, 80),
            (10, 2_560),
            (11, 3_600),
            (i32::MAX, 3_600),
        ] {
            let least = Duration::from_secs(seconds);
            let found = pause(attempts);
            assert!((least..=least * 3 / 2).contains(&found), "{attempts}: {found:?}");
        }
        let several: Vec<Duration> = (0..8).map(|_| pause(11)).collect();
        assert!(several.iter().any(|one| *one != several[0]));
    }
}
