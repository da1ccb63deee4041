//! The Thai words of the papers: the one place for headings, titles of columns and labels, and for how dates, numbers
//! and names are written on them. Every format takes its words from here, so that none says it another way.
//!
//! Numerals follow the office's template ([`Numerals`]): its methods write dates, amounts and whole texts.

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
