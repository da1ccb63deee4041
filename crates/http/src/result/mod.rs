//! The implementation results of measures, entered through the year. Their routes are below those of measures.

mod input;
mod routes;
mod view;

pub(crate) use routes::routes;
