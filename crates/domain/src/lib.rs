//! The rules of Prongsai: the measures, reports and announcements of Thai local governments about integrity and
//! transparency, the rights of their users, and the states of a document.
//!
//! This crate is pure. It uses no database, HTTP, clock or randomness: time and identifiers are parameters, and a
//! function call is enough to test a rule.

pub mod access;
pub mod activity;
pub mod analysis;
pub mod approval_basis;
pub mod audit;
pub mod binding_rule;
pub mod calendar;
pub mod catalogue;
pub mod channel;
pub mod doctor;
pub mod document;
pub mod doubt;
pub mod evidence;
pub mod file;
pub mod geography;
pub mod id;
pub mod job;
pub mod kind;
pub mod link;
pub mod link_check;
pub mod named;
pub mod number;
pub mod organization;
pub mod progress;
pub mod reference;
pub mod result;
pub mod review;
pub mod rule;
pub mod score;
pub mod service_token;
pub mod session;
pub mod setting;
pub mod survey;
pub mod template;
pub mod text;
pub mod user;
pub mod violation;
mod web_address;
pub mod workflow;

pub use kind::*;
