//! The analysis of an organization's year.

mod draft;
mod draft_view;
mod input;
mod routes;
mod view;

pub(crate) use input::ScoreCardBody;
pub(crate) use routes::routes;
pub(crate) use view::ScoreCardView;
