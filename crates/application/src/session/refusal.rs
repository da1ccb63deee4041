use std::net::IpAddr;

use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_persistence::AttemptBucket;

use super::network;
use crate::{App, Error, hex_sha256};

// docs/security.md names these figures: how many events fit at once, and in how many seconds one of them drains.

/// Events of one kind from one block of addresses: ten at once, then one in six minutes.
const OF_BLOCK: (i32, i32) = (10, 360);
/// Events of one kind about one subject from one block: one in an hour.
const OF_SUBJECT: (i32, i32) = (1, 3600);

/// Whether a refusal that anybody can cause is stored as a security event. All servers count together, so that nobody can fill
/// the table.
/// `about` is what it is about, such as a login name as it was typed; only its hash is stored.
///
/// # Errors
/// The database fails.
pub(super) async fn is_noted(
    app: &App,
    kind: SecurityEventKind,
    about: Option<&str>,
    address: Option<IpAddr>,
    now: Timestamp,
) -> Result<bool, Error> {
    let buckets = buckets(kind, about, address);
    Ok(app.store.count_login_attempt(&buckets, now).await?.is_none())
}

/// The buckets, ordered by subject, because their rows are locked in this order.
fn buckets(kind: SecurityEventKind, about: Option<&str>, address: Option<IpAddr>) -> Vec<AttemptBucket> {
    let block = address
        .map(|address| network::block(address).to_string())
        .unwrap_or_default();
    let bucket = |(capacity, drain_seconds), subject| AttemptBucket {
        subject,
        capacity,
        drain_seconds,
    };
    let of_block = bucket(OF_BLOCK, format!("noted-block:{}:{block}", kind.as_str()));
    let of_subject = about.map(|about| {
        let subject = hex_sha256(format!("{}\n{block}\n{about}", kind.as_str()));
        bucket(OF_SUBJECT, format!("noted:{subject}"))
    });
    std::iter::once(of_block).chain(of_subject).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects(about: Option<&str>, address: &str) -> Vec<String> {
        let buckets = buckets(SecurityEventKind::LoginThrottled, about, address.parse().ok());
        buckets.into_iter().map(|bucket| bucket.subject).collect()
    }

    #[test]
    fn what_is_typed_is_not_kept_in_the_clear() {
        let all = subjects(Some("hunter2-typed-in-the-wrong-field"), "192.0.2.7").concat();
        assert!(!all.contains("hunter2"), "{all}");
    }

    #[test]
    fn invented_names_of_a_block_share_its_limit() {
        let (one, other) = (
            subjects(Some("one"), "192.0.2.7"),
            subjects(Some("other"), "192.0.2.200"),
        );
        assert_eq!(one[0], other[0]);
        assert_ne!(one[1], other[1]);
        assert!(one.is_sorted(), "{one:?}");
        assert_ne!(one[0], subjects(Some("one"), "192.0.3.7")[0]);
        assert_eq!(subjects(None, "192.0.2.7").len(), 1);
    }
}
