//! The Thai wording of renditions: the only place for headings, titles of columns and labels, and for the format of
//! dates, numbers and names. Every format uses it, so that all have the same wording.
//!
//! Numerals follow the organization's template ([`Numerals`](crate::rendition::Numerals)): its methods write dates,
//! amounts and whole texts.

mod names;
mod numerals;
mod printable;
mod table;
mod words;

pub use names::{
    announcement_kind, answers, audience, cadence, finding_heading, heading, instrument, instrument_audience,
    result_status,
};
pub use printable::printable;
pub use table::{Column, PLAN_COLUMNS, RESULT_COLUMNS, SCORE_COLUMNS};
pub use words::*;
