//! Links in texts: where they stand, and what is wrong with them.
//!
//! People write links inside Thai sentences, without spaces around them, without a scheme, or cut off. [`find`] finds all of
//! them in linear time.

mod bare_host;
mod found;
mod host;
mod letters;
mod local;
mod plain;
mod scan;
mod scheme;
mod survey;
mod website;

pub use found::{FoundLink, LinkKind};
pub use host::is_expected_host;
pub use scan::find;
pub use website::website_hosts;

#[cfg(test)]
mod tests;
