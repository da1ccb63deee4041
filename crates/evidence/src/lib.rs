//! Inspects and cleans the files that people upload as evidence.
//!
//! A file is PDF, PNG, JPEG, WebP, DOCX, XLSX, CSV or TXT by its bytes, and its name says the same; every other file is
//! refused. What is accepted is written again: pictures from their pixels, documents from their parts. What a reader
//! does not see does not survive, such as places in photographs, names of people in properties, scripts, and
//! bytes before or after the document. A signed document is kept byte for byte, or refused.
//!
//! All functions are synchronous, and bounded in memory and time by [`Limits`]. They are meant for a process with limits
//! of its own. `docs/evidence-files.md` lists what is accepted, removed and refused.

mod clean;
mod coded;
mod failure;
mod kind;
mod limits;
mod local_path;
mod ooxml;
mod outcome;
mod pdf;
mod picture;
mod refusal;
mod refusal_words;
mod report;
mod sniff;
mod text;
mod track;

pub use clean::{clean, inspect};
pub use failure::Failure;
pub use kind::{Foreign, Kind};
pub use limits::{Limits, THUMBNAIL_SIDE};
pub use local_path::contains_local_path;
pub use outcome::Outcome;
pub use refusal::Refusal;
pub use report::{Change, Cleaned, Doubt, Facts, Removed, Thumbnail};
