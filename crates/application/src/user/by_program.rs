use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::UserId;
use prongsai_domain::user::User;
use prongsai_persistence::{AuditEntry, Recorded, Transaction};

use super::account::{Account, only_organization};
use super::by::{By, Operator};
use super::tell::tell_of_deactivation;
use crate::difference::difference;
use crate::{App, Error};

/// What [`set_active_as_system`] has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityChange {
    /// The number of accounts that were changed.
    pub changed: usize,
    /// Whether an active platform administrator is left.
    pub has_platform_admin: bool,
}

/// Activates or deactivates people on behalf of the program, all in one transaction. A deactivation ends their sessions.
/// The last platform administrator may be deactivated too: the command line adds another one.
///
/// # Errors
/// [`Error::NotFound`] when there is nobody with one of these ids.
pub async fn set_active_as_system(
    app: &App,
    people: &[UserId],
    is_active: bool,
    reason: &str,
) -> Result<ActivityChange, Error> {
    let now = app.services.clock.now();
    // The notices name nobody, as for the operator.
    let operator = Operator::of(app);
    // One order for all programs, so that two that start at once do not lock each other out.
    let mut people = people.to_vec();
    people.sort_unstable();
    app.store
        .write(
            "user.activity",
            async |transaction: &mut Transaction| -> Result<Recorded<ActivityChange>, Error> {
                let mut entries = Vec::with_capacity(people.len());
                let mut changed = 0;
                for id in &people {
                    let mut account = Account::lock_as_operator(transaction, *id).await?;
                    let before = account.user.profile.clone();
                    changed += usize::from(before.is_active != is_active);
                    set(&mut account.user, is_active);
                    transaction.update_user(&account.user, now).await?;
                    if !is_active {
                        transaction.end_sessions_of(*id, "deactivated", now).await?;
                        transaction.delete_password_token(*id).await?;
                        By::Operator(&operator)
                            .end_service_tokens(transaction, *id, None)
                            .await?;
                    }
                    if before.is_active && !is_active {
                        tell_of_deactivation(transaction, By::Operator(&operator), &account).await?;
                    }
                    let mut entry = AuditEntry::new(now, None, AuditAction::UserEdit, "user");
                    entry.subject = Some(id.get());
                    entry.organization = only_organization(&account);
                    entry.reason = Some(reason.to_owned());
                    entry.changes = difference(Some(&before), Some(&account.user.profile));
                    entry.detail = Some(serde_json::json!({ "is_active": is_active }));
                    entries.push(entry);
                }
                let last = entries.pop().ok_or(Error::NotFound)?;
                transaction.note_all(&entries).await?;
                let nobody = UserId::new(uuid::Uuid::nil());
                let admins = transaction.count_other_platform_admins(nobody).await?;
                let done = ActivityChange {
                    changed,
                    has_platform_admin: admins > 0,
                };
                Ok(transaction.record(last, done).await?)
            },
        )
        .await
}

/// Another program may have done it while this one waited. The revision rises all the same, as in every edit.
fn set(user: &mut User, is_active: bool) {
    user.profile.is_active = is_active;
    user.revision += 1;
}
