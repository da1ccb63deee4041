//! The audit trail, the security events beside it, and the addresses that both can be led back to.

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
pub use security::{NewSecurityEvent, SecurityEvent, SecurityEventKind, SecurityFilter};
