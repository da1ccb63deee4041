//! The data of public reads: these queries show what is in `publications`, and of `contents` only what a published
//! report refers to, so that an anonymous answer cannot contain anything unpublished.

mod edition;
mod history;
mod list;
mod notify;
mod overrides;
mod read;
mod withdrawn;
mod write;

pub use edition::PublicEdition;
pub use history::PublishedEdition;
pub use list::{PublicationFilter, PublicationSummary, publication_list_statement};
pub use notify::{PublicationChanges, listen};
pub use overrides::Overrides;
pub use read::PublicBody;
pub use withdrawn::WithdrawnMeasure;
pub use write::Publication;
