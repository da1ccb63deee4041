//! Sessions, their refresh tokens, and the throttle of logins.

mod end;
mod forget;
mod list;
mod login_addresses;
mod sessions;
mod throttle;
mod tokens;

pub use list::SessionFilter;
pub use sessions::{LockedSession, NewSession, SessionClient};
pub use throttle::AttemptBucket;
pub use tokens::{NewRefreshToken, RefreshToken};
