//! The acceptance tests: the real server over HTTP, each test with a database of its own.
//!
//! Folders are laid out as the URLs are; what holds for every endpoint stands in files of its own beside them. Run them
//! with `make test`, or `target/debug/with-postgres cargo nextest run -p prongsai-acceptance`.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]

mod authorization;
mod bundles;
mod canary;
mod concurrency;
mod contract;
mod database;
mod demo;
mod idempotency;
mod journeys;
mod logs;
mod openapi;
mod paging;
mod preconditions;
mod problems;
mod protocol;
mod qr;
mod readme;
mod sessions;
mod strictness;
