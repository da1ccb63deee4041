//! Jobs: work that outlives the request that caused it.
//!
//! A job is inserted in the transaction of its cause ([`Transaction::enqueue`](crate::Transaction::enqueue)), leased by one
//! worker at a time, and finished under that lease. A worker that lost its lease finishes nothing, because the token of
//! the lease is compared. All times are those of the database, so the clocks of the servers do not matter.

mod claim;
mod enqueue;
mod finish;
mod read;
mod regular;

pub use claim::{ClaimedJob, JobLease};
pub use enqueue::NewJob;
pub use read::{JobCount, JobFilter, JobRecord};
pub use regular::RegularJob;
