//! Starts the processes that make PDFs (`prongsai-renderer`), gives them work, and ends them.
//!
//! At most two processes run. One takes every rendition, the other only short ones, so that a year book does not delay an
//! announcement. What waits is in a fair queue. A process that is idle, old, replaced, too slow or broken is
//! ended; a failure of a process is never a failure of the server.

mod dispatcher;
mod error;
mod failed;
mod meter;
mod options;
mod order;
mod pool;
mod process;
mod program;
mod queue;
mod slot;

pub use error::{Failure, PoolError};
pub use options::PoolOptions;
pub use order::{Audience, Length, Made, Order, Place};
pub use pool::Pool;
