//! Import and export of bundles. The format is in [`prongsai_bundle`].

mod export;
mod import;

pub use export::export;
pub use import::{
    Change, ChangedKind, Doubts, FieldChange, ImportLimit, ImportOptions, ImportOutcome, LargeImport, MissingEntry,
    MovedEntry, Records, ShownChange, SpoolPlace, admit, import, import_file_as, import_file_with,
};
pub(crate) use import::{Running, importing, off_thread};
pub use prongsai_bundle::{Bundle, BundleText, parse};
