//! The audit trail and the security events: reading and writing them, and the addresses in both.

mod addresses;
mod events;
mod follow;
mod housekeeping;
mod list;
mod refusal_limit;
mod trail_reads;

pub use addresses::AddressBook;
pub use events::{Refusal, exported, read_trail, refused};
pub(crate) use events::{downloaded_draft, downloaded_file, downloaded_year};
pub use follow::{Batch, forwarded, keep_forwarded, next_batch, unsettled_for};
pub use housekeeping::{KEPT_AT_LEAST, forget_old};
pub use list::{list, security_events};
pub use prongsai_persistence::{AuditFilter, AuditRecord, Forwarded, SecurityEvent, SecurityFilter};
pub use refusal_limit::RefusalLimit;
pub use trail_reads::TrailReads;
