//! The pool of the server with real renderer processes: made, refused, failed, replaced and ended.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

mod failures;
mod life;
mod program;
mod tools;
mod turns;
