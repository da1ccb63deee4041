//! Sessions: how long they last, and the exchange of their refresh tokens.

mod limits;
mod rotation;

pub use limits::{Session, SessionEnd, SessionLimits};
pub use rotation::{Exchange, GRACE, Reuse, Rotation};
