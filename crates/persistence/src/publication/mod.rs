//! What the public reads, and nothing else: these queries know no other table of documents, so that nothing that was
//! never published can show in an anonymous answer.

mod edition;
mod list;
mod notify;
mod read;
mod write;

pub use edition::PublicEdition;
pub use list::{PublicationFilter, PublicationSummary, publication_list_statement};
pub use notify::{PublicationChanges, listen};
pub use read::PublicBody;
pub use write::Publication;
