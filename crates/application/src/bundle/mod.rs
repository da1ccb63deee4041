//! Import and export of bundles. The format is in [`prongsai_bundle`].

mod export;
mod import;

pub use export::export;
pub use import::{
    Change, ChangedKind, Doubts, ImportLimit, ImportOptions, ImportOutcome, LargeImport, SpoolPlace, admit, import,
    import_file_as,
};
pub use prongsai_bundle::{Bundle, BundleText, parse};
