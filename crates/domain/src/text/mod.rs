//! Text as people send it: made uniform, bounded, and free of what would break pages, logs or the database.
//!
//! [`clean`] is for storing: it keeps what was meant and refuses what cannot be meant. [`fold`] is for comparing:
//! two texts that look alike fold to the same string.

mod clean;
mod digits;
mod error;
mod fold;
mod normal_form;

pub use clean::{Limits, Lines, clean, clean_optional};
pub(crate) use digits::{ascii_digit, has_thai_digits};
pub use digits::{ascii_digits, thai_digits};
pub use error::TextError;
pub use fold::fold;
pub(crate) use fold::is_invisible;
