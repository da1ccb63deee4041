//! How many requests may come, and how many things an organization may store.

mod quotas;
mod rates;
mod shares;

pub(crate) use rates::per_minute;
