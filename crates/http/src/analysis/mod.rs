//! The analysis of an organization's year.

mod input;
mod routes;
mod view;

pub(crate) use routes::routes;
