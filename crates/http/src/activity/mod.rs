//! The activities for measures, entered through the year, and the progress that follows from them. Their routes are below those of
//! measures.

mod input;
mod progress;
mod routes;
mod view;

pub(crate) use routes::routes;
