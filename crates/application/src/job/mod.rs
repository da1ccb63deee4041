//! Jobs: work that outlives the request that caused it.
//!
//! A use case inserts a job in its transaction ([`enqueue`]). The workers of each server ([`work`]) lease jobs one by one and
//! do them. A job may be begun more than once: its worker may die, or lose its lease. There are three kinds of effects:
//!
//! * in the database, once: the job is finished in the transaction of the effect ([`finish_within`]), under its lease;
//! * repeatable: a second run finds nothing to do, so the job is finished afterwards. A file that is made again has the same
//!   bytes, and a deletion deletes nothing more;
//! * outside, at least once: a mail has the same `Message-ID` and the same text each time.

mod chore;
mod enqueue;
mod failure;
mod handle;
mod kind;
mod lease;
mod mail;
mod metrics;
mod payload;
mod read;
mod regular;
mod work;

pub(crate) use enqueue::{enqueue, enqueue_year};
pub use failure::{JobFailure, NextAttempt};
pub use handle::Handler;
pub use kind::{KINDS, Kind, Lane};
pub(crate) use lease::finish_within;
pub use metrics::measure;
pub use payload::{Job, Links, PasswordMail, Years};
pub use read::{JobQuery, find, list, retry};
pub use regular::enqueue_regular;
pub use work::{End, Signals, Turn, Wanted, Worker, run_next, work};
// Part of the interface of this crate.
pub use prongsai_domain::job::JobState;
pub use prongsai_persistence::{ClaimedJob, JobLease, JobRecord};
