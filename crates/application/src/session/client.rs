use std::net::IpAddr;

use jiff::Timestamp;
use prongsai_domain::id::UserId;
use prongsai_persistence::AuditEntry;
use uuid::Uuid;

use crate::hex_sha256;

/// The program that a person logs in with, as far as the server can identify it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientInfo {
    /// The address of its requests, if known.
    pub address: Option<IpAddr>,
    /// Its own identification, such as its `User-Agent`.
    pub user_agent_fingerprint: String,
    /// The request's id, for the audit trail.
    pub request_id: Option<Uuid>,
}

impl ClientInfo {
    /// A fingerprint that recognises the client and reveals nothing about it.
    pub(super) fn fingerprint(&self) -> String {
        let address = self.address.map(|address| address.to_string()).unwrap_or_default();
        hex_sha256(format!("{address}\n{}", self.user_agent_fingerprint))
    }

    /// An audit entry of this client's request.
    pub(super) fn audit(&self, now: Timestamp, user: Option<UserId>, action: &str) -> AuditEntry<'static> {
        let mut entry = AuditEntry::new(now, user, action, "session");
        entry.request_id = self.request_id;
        entry.detail = self
            .address
            .map(|address| serde_json::json!({ "address": address.to_string() }));
        entry
    }
}
