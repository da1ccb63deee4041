//! Organizations.

mod approval_basis;
mod lock;
mod merge;
mod queries;
mod rows;
mod turn;

pub(crate) use lock::share_organization_of;

pub use approval_basis::APPROVAL_BASES;
pub use queries::{OrganizationFilter, OrganizationVisibility};
