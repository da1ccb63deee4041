//! The doctor: everything that is missing, late or contradictory in an organization's year, with who has to act, by when, and the
//! calls of the API that mend it.
//!
//! It uses the rules of a review ([`crate::review`]), and some of its own, which need to know how far the documents are.

mod calendar;
pub(crate) mod call;
mod examine;
pub(crate) mod examined;
pub(crate) mod found;
pub(crate) mod mend;
mod place;
mod year;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

pub use calendar::oit_closes_on;
pub use call::{Call, Subject};
pub use examine::{Issue, examine, examine_progress};
pub use year::{ExaminedChannels, ExaminedDocument, ExaminedMeasure, ExaminedOrganization, ExaminedYear, Standing};
