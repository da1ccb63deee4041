//! The program from the view of its users: started, used, stopped and started again.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]

mod commands;
mod demo;
mod life;
mod memory;
mod readme;
mod roles;
mod tls;
mod trail;
