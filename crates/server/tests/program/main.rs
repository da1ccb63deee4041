//! The program from the view of its users: started, used, stopped and started again.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]

mod accounts;
mod commands;
mod config_check;
mod config_warnings;
mod demo;
mod demo_accounts;
mod ending;
mod inspection;
mod keys;
mod life;
mod listeners;
mod memory;
mod nginx;
mod readme;
mod renderers;
mod roles;
mod tls;
mod trail;
