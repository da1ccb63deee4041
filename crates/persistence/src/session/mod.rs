//! Sessions, their refresh tokens, and failed logins.

mod failures;
mod sessions;
mod tokens;

pub use failures::{FailedLogins, LoginThrottle};
pub use sessions::LockedSession;
pub use tokens::{NewRefreshToken, RefreshToken};
