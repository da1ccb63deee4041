//! Organizations.

mod approval_basis;
mod lock;
mod queries;
mod rows;
mod turn;

pub use approval_basis::APPROVAL_BASES;
pub use queries::{OrganizationFilter, OrganizationVisibility};
