//! The Thai wording of renditions: headings, titles of columns and labels, and the format of dates, numbers and names.
//! Every format uses it, so that all have the same wording. The Thai texts that only complaint statistics use are in
//! the module of that kind, in [`kind`](crate::kind), and so are those of a new kind.
//!
//! Numerals follow the organization's template ([`Numerals`](crate::rendition::Numerals)): its methods write dates,
//! amounts and whole texts.

mod label;
mod names;
mod numerals;
mod printable;
pub(crate) mod site;
mod table;
mod words;

pub use label::Label;
pub(crate) use names::{
    announcement_kind, answers, audience, cadence, finding_heading, heading, instrument, result_status, step_number,
};
pub use printable::printable;
pub(crate) use table::SCORE_COLUMNS;
pub use table::{Column, PLAN_COLUMNS, RESULT_COLUMNS};
pub use words::*;
