//! Limits of the number of requests, in the memory of each server. No request waits for the database: the servers tell
//! each other their counts in the background, about once a second ([`share`]).

mod bucket;
mod class;
mod limits;
mod options;
mod share;
mod subject;
mod table;

pub use bucket::{RateDecision, RatePolicy};
pub use class::RateClass;
pub use limits::RateLimits;
pub use options::RateLimitOptions;
pub use share::share;
pub use subject::RateSubject;
