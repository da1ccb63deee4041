//! The rules of Prongsai: what a Thai local government's integrity-and-transparency measures, reports and
//! announcements are, who may do what to them, and which state follows which.
//!
//! This crate is pure. It knows no database, no HTTP, no clock and no randomness: time and identifiers come in as
//! parameters, and everything here can be tested by calling it.

pub mod access;
pub mod analysis;
pub mod calendar;
pub mod catalogue;
pub mod document;
pub mod doubt;
pub mod geography;
pub mod id;
pub mod kind;
pub mod organization;
pub mod reference;
pub mod result;
pub mod review;
pub mod survey;
pub mod text;
pub mod user;
pub mod violation;
pub mod workflow;

pub use kind::*;
