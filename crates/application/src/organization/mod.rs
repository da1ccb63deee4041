//! Organizations: reading, adding, and changing their data and settings.

mod accept;
mod create;
mod edit;
mod known;
mod merge;
mod pages;
mod places;
mod read;

pub use accept::accept_setting;
pub(crate) use accept::{check_proposal_is_open, proposer_may};
pub use create::create;
pub(crate) use create::new_organization;
pub use edit::edit;
pub use known::KnownOrganizations;
pub use merge::{Duplicates, Merged, duplicates, merge_as_operator};
pub use pages::{OrganizationPages, named, pages_of};
pub(crate) use places::taken_field;
pub use prongsai_persistence::OrganizationFilter;
pub use read::{OrganizationQuery, PublicOrganization, find, find_public, list, list_public};
