//! Jobs: work that outlives the request that caused it.

use crate::named::named_enum;

named_enum! {
    /// How far a job has come.
    pub enum JobState {
        /// It waits for its turn, or for its next attempt.
        Queued = "queued",
        /// A worker does it.
        Running = "running",
        /// It is done.
        Done = "done",
        /// Another job with the same effect is or was done in its place.
        Merged = "merged",
        /// It failed and is not attempted again, until somebody retries it.
        Dead = "dead",
    }
}
