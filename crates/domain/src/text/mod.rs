//! Text of users: normalised, bounded, and free of characters that would break pages, logs or the database.
//!
//! [`clean`] is for storing: it keeps meaningful characters and refuses meaningless ones. [`fold`] is for comparing:
//! two texts that look alike fold to the same string.

mod clean;
mod digits;
mod distance;
mod error;
mod fold;
mod invisible;
mod misread;
mod normal_form;
mod spelling;
mod thai;
mod tidy;

pub use clean::{Limits, Lines, clean, clean_optional};
pub(crate) use digits::{ascii_digit, has_thai_digits};
pub use digits::{ascii_digits, thai_digits};
pub use distance::edit_distance;
pub use error::TextError;
pub use fold::fold;
pub use invisible::is_invisible;
pub use misread::{Misread, find_misread};
pub use spelling::{other_spellings, spelling};
