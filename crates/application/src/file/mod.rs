//! Evidence files: what an organization keeps to show that something was done. The bytes are inspected and cleaned before they are
//! stored; a content names a version of a file with its hash.

mod change;
mod content;
mod create;
mod inspector;
mod keep;
mod name;
mod named;
mod read;
mod uploads;

pub use change::{add_version, delete, remove, rename};
pub use content::{LocatedFile, Part, of_member, of_public, open, thumbnail};
pub use create::{admit, create};
pub use inspector::{Inspector, Received};
pub(crate) use named::{KnownFiles, unknown_files};
pub use prongsai_persistence::{FileVersion, StoredFile};
pub use read::{find, list};
pub use uploads::UploadPlace;
