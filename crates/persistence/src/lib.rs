//! Everything that is kept: the only crate that knows SQL.
//!
//! Reads go through a [`Reader`] (few shared, pipelined connections, never a transaction); changes go through
//! [`Store::write`], whose work must return a [`Recorded`] value, and only an audit entry makes one.

mod analysis;
mod canonical;
mod document;
mod error;
mod idempotency;
mod migrate;
mod publication;
mod result;
mod schema;
mod store;

pub use analysis::StoredAnalysis;
pub use canonical::{Canonical, from_canonical};
pub use document::{Current, DocumentFilter, DocumentSummary, HistoryEntry, Visibility};
pub use error::StoreError;
pub use idempotency::{Claim, StoredReply};
pub use migrate::migrate;
pub use publication::{PublicBody, Publication, PublicationChanges, PublicationFilter, PublicationSummary, listen};
pub use result::StoredResult;
pub use store::{AuditEntry, Connection, Reader, Recorded, Store, StoreOptions, Transaction};
