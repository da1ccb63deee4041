//! What the link check knows about the addresses of organizations. The program writes it by itself, so it is no change that the
//! audit trail has.

mod read;
mod rounds;
mod write;

pub use read::{LinkPlace, StoredLink};
