//! Quotas: how many things one organization may store. They are far above what an organization needs, and protect the
//! others from a mistake or an attack.

mod counts;
mod limits;
mod year;

pub use counts::DocumentCounts;
pub use limits::{Quota, QuotaExceeded, Quotas};
pub(crate) use year::{YearQuota, check_import};
