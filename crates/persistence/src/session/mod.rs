//! Sessions, their refresh tokens, and the throttle of logins.

mod login_addresses;
mod sessions;
mod throttle;
mod tokens;

pub use sessions::LockedSession;
pub use throttle::AttemptBucket;
pub use tokens::{NewRefreshToken, RefreshToken};
