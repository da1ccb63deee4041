//! Evidence files: upload, versions, removal, and their bytes for members and for the public.

mod bytes;
mod handlers;
mod public;
mod upload;
mod view;

pub(crate) use handlers::{routes, routes_of_organizations};
pub(crate) use public::public_routes;
pub(crate) use view::FileBytes;
