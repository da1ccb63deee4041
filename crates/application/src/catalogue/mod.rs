//! The catalogues of the assessment programmes: reading and replacing the requirements of a year.

mod cache;
mod read;
mod replace;

pub use cache::CatalogueCache;
pub use prongsai_persistence::{CatalogueEdition, StoredCatalogue};
pub(crate) use read::in_force;
pub use read::{NACC_ITA, editions, find, of_edition, of_year};
pub use replace::{PutCondition, Replacement, replace};
