//! Templates of measures: the libraries of the platform, of provinces and of organizations.

mod change;
mod draft;
mod read;

pub use change::{create, delete, replace};
pub use draft::{DraftedMeasure, drafted};
pub(crate) use read::usable_by;
pub use read::{find, list};
