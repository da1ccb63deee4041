//! The audit trail, the security events beside it, and the addresses that the digests in the trail stand for.

mod addresses;
mod entry;
mod forwarding;
mod list;
mod order;
mod security;

pub use addresses::AddressKey;
pub use entry::{AuditEntry, EntryOrigin};
pub use forwarding::Forwarded;
pub use list::{AuditFilter, AuditRecord};
pub use security::{NewSecurityEvent, SecurityEvent, SecurityFilter};
