//! Whole stories, from an empty office to what the public reads.

mod correction;
mod import;
mod year;
