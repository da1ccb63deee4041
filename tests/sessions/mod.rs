//! `/api/v1/auth/…` and `/api/v1/me`.

mod housekeeping;
mod login;
mod logout;
mod many_addresses;
mod proxies;
mod refresh;
mod throttle;
mod token;
