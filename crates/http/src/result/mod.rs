//! The implementation results of measures, entered through the year.

mod input;
mod routes;
mod view;

pub(crate) use routes::routes;
