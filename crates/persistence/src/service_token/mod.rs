//! Service tokens.

mod authenticate;
mod change;
mod list;
mod rows;

pub use authenticate::{FoundToken, TokenStanding};
pub use list::ServiceTokenFilter;
