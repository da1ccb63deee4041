//! Offices.

mod queries;
mod rows;

pub use queries::{OrganizationFilter, OrganizationVisibility};
