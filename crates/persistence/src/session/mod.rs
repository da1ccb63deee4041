//! Sessions, their refresh tokens, and failed logins.

mod end;
mod failures;
mod forget;
mod list;
mod sessions;
mod tokens;

pub use failures::{FailedLogins, LoginThrottle};
pub use list::SessionFilter;
pub use sessions::{LockedSession, NewSession, SessionClient};
pub use tokens::{NewRefreshToken, RefreshToken};
