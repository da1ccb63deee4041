//! Complete scenarios, from an empty organization to what the public reads.

mod account;
mod correction;
mod import;
mod year;
