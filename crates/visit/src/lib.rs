//! Visits a web address as an anonymous citizen would, and says whether a page is there.
//!
//! Addresses come from people, so a visit must not reach what only this server can reach. Each address, and each one that an
//! answer redirects to, is checked: `http` and `https` on their own ports, no user name, and only hosts of the public internet. A
//! name is resolved once. The connection is made to one of the addresses that were found and checked, so a name that changes its
//! address meanwhile leads nowhere else. No proxy of the environment is used, no cookie is kept, nothing is unpacked, and of the
//! page only the first bytes are read.

mod failure;
mod outcome;
mod public;
mod resolver;
mod target;
mod visitor;

pub use outcome::{Outcome, Why};
pub use target::Loopback;
pub use visitor::{VisitOptions, Visitor};
