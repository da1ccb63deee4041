//! What people do with Prongsai: one file per use case.
//!
//! A use case takes the [`App`], the [`Context`] of a request and checked input, and answers a domain value or an
//! [`Error`]. A use case behind a POST is also given how to answer, so that the answer can be kept, under its
//! idempotency key, in the transaction of its effect.

mod app;
mod context;
mod error;
mod reply;

pub use app::{App, Clock, Ids, RandomIds, Services, SystemClock};
pub use context::{Context, IdempotencyClaim};
pub use error::{Conflict, Error};
pub use reply::{Reply, write_replying};
