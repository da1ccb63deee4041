//! The analysis of an office's year.

mod input;
mod routes;
mod view;

pub(crate) use routes::routes;
