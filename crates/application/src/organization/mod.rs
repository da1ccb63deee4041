//! Organizations: reading, adding, and changing their data and settings.

mod create;
mod edit;
mod places;
mod read;

pub use create::create;
pub use edit::edit;
pub use prongsai_persistence::OrganizationFilter;
pub use read::{OrganizationQuery, find, find_public, list, list_public};
