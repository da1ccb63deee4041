use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::service_token::{Revocation, ServiceToken};
use prongsai_persistence::{AuditEntry, Transaction};

use super::entry::about;
use crate::Error;

/// Revokes the valid tokens of a person whose row the transaction has locked: all, or those of one organization. Each has an
/// entry of the trail, which `entry` begins.
///
/// # Errors
/// The database fails.
pub(crate) async fn end_all(
    transaction: &mut Transaction,
    user: UserId,
    organization: Option<OrganizationId>,
    revocation: Revocation,
    entry: impl Fn() -> AuditEntry<'static>,
) -> Result<(), Error> {
    let ended = transaction
        .revoke_service_tokens_of(user, organization, revocation)
        .await?;
    let entry = |token: &ServiceToken| {
        let mut entry = about(entry(), token);
        if let Some(serde_json::Value::Object(detail)) = &mut entry.detail {
            detail.insert("was_valid".to_owned(), true.into());
        }
        entry
    };
    let entries: Vec<AuditEntry<'_>> = ended.iter().map(entry).collect();
    Ok(transaction.note_all(&entries).await?)
}
