use jiff::{SignedDuration, Timestamp};
use prongsai_domain::access::Scope;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::user::PendingGrant;
use prongsai_persistence::{AuditEntry, NoticeKind, Recorded, StoreError, Transaction};

use super::account::Account;
use super::by::{By, Operator};
use super::tell::tell_of_proposal;
use crate::audit::KEPT_AT_LEAST;
use crate::housekeeping::forget;
use crate::{App, Error};

/// The number of expired proposals that one run tells of.
const TOLD_AT_ONCE: i64 = 500;

/// Deletes the expired tokens for passwords, and the notices that are older than `kept`; call it regularly. Returns the
/// numbers of both.
///
/// # Errors
/// The database fails.
pub async fn forget_expired(app: &App, kept: SignedDuration) -> Result<(usize, usize), StoreError> {
    let now = app.services.clock.now();
    let tokens = async |transaction: &mut Transaction| transaction.forget_password_tokens_expired_before(now).await;
    let oldest = now.saturating_sub(kept.max(KEPT_AT_LEAST)).unwrap_or(Timestamp::MIN);
    let notices = async |transaction: &mut Transaction| transaction.forget_notices_before(oldest).await;
    let about = (AuditAction::UserForgetTokens, "user");
    let tokens = forget(app, "user.forget-tokens", about, tokens).await?;
    let about = (AuditAction::UserForgetNotices, "user");
    Ok((tokens, forget(app, "user.forget-notices", about, notices).await?))
}

/// Tells the person, the administrators and the one who proposed it that a proposed role expired, once; call it regularly.
/// Returns the number of roles.
///
/// # Errors
/// The database fails.
pub async fn tell_of_expired_proposals(app: &App) -> Result<usize, Error> {
    let now = app.services.clock.now();
    let mut told = 0;
    for pending in app.store.untold_expired_grants(now, TOLD_AT_ONCE).await? {
        match tell_of_expiry(app, &pending).await {
            Ok(()) => told += 1,
            // The proposal was rejected or made again in the meantime, or another server told of it.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(told)
}

async fn tell_of_expiry(app: &App, pending: &PendingGrant) -> Result<(), Error> {
    let now = app.services.clock.now();
    // The notices name nobody, as for the operator.
    let operator = Operator::of(app);
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
        let account = Account::lock_as_operator(transaction, pending.grant.user_id).await?;
        if !transaction.mark_expiry_told(pending.grant.id, now).await? {
            return Err(Error::NotFound);
        }
        let by = By::Operator(&operator);
        tell_of_proposal(transaction, by, NoticeKind::RoleExpired, &account.user, pending).await?;
        let mut entry = AuditEntry::new(now, None, AuditAction::MembershipExpire, "user");
        entry.subject = Some(account.user.id.get());
        entry.organization = match pending.grant.membership.scope {
            Scope::Organization(id) => Some(id),
            Scope::Platform | Scope::Province(_) => None,
        };
        entry.detail = Some(serde_json::json!({ "role": pending.grant.membership.role.as_str() }));
        Ok(transaction.record(entry, ()).await?)
    };
    app.store.write("membership.expire", work).await
}
