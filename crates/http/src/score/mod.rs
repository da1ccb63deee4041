//! The scores of organizations in assessments.

mod handlers;
mod import_view;
mod programme;
mod table_post;
mod view;

pub(crate) use handlers::routes;
