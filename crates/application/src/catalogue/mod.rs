//! The catalogues of the assessment programmes: reading and replacing the requirements of a year.

mod cache;
mod in_force;
mod read;
mod replace;

pub use cache::CatalogueCache;
pub(crate) use in_force::of_years as in_force;
pub use prongsai_persistence::{CatalogueEdition, StoredCatalogue};
pub(crate) use read::{NACC_ITA, nacc_ita_edition, of_edition, of_programme, remembered_of_year};
pub use read::{editions, find, of_year};
pub use replace::{Replacement, replace};
