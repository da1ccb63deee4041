//! Organizations.

mod lock;
mod queries;
mod rows;
mod turn;

pub use queries::{OrganizationFilter, OrganizationVisibility};
