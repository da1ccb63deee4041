//! The link check: which addresses of an organization are visited, and what was found there, as an anonymous citizen would.

mod places;
mod state;

pub use places::{links_of_profile, links_of_result, links_of_texts};
pub use state::{CheckedLink, LinkFault, LinkOutcome, LinkState};

/// The addresses of an organization that are visited in a day, at most.
pub const VISITS_MAX: usize = 200;
