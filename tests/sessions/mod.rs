//! `/api/v1/auth/…` and `/api/v1/me`.

mod housekeeping;
mod login;
mod logout;
mod password;
mod refresh;
mod throttle;
mod token;
