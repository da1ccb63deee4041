use prongsai_domain::access::{Role, Scope};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::UserId;
use prongsai_domain::user::AccountStanding;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{NoticeKind, Recorded, Transaction};

use super::account::{Account, only_organization};
use super::begin_again::{begin_again, begins_again};
use super::by::By;
use super::input::check_profile;
use super::last_administrator::{is_last_admin_of, is_last_platform_admin};
use super::tell::{News, tell, tell_of_deactivation, tell_subject};
use crate::acting::change;
use crate::difference::difference;
use crate::{Acting, App, Conflict, Context, Error, Precondition};

/// The changes of a person; absent fields keep their value.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// Name shown to colleagues.
    pub display_name: Option<String>,
    /// ตำแหน่ง (post); `Some(None)` empties it.
    pub position: Option<Option<String>>,
    /// The post that the person acts for; `Some(None)` empties it.
    pub acting_as: Option<Option<String>>,
    /// The mail address; `Some(None)` empties it.
    pub email: Option<Option<String>>,
    /// Whether the person may log in.
    pub is_active: Option<bool>,
}

/// Changes a person. A deactivation ends all their sessions and service tokens. A person who is active again and has a role that
/// two people give waits for a second person, as after a reset of the password.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`] when the person has roles elsewhere, [`Error::Invalid`],
/// [`Error::SecondFactorMissing`] and [`Error::SecondFactorStale`] for another mail address, a deactivation and its end,
/// [`Error::SecondPerson`] for another mail address, and the end of a deactivation, by one from whom the account was taken,
/// [`Conflict::LastAdministrator`] when no active platform administrator would remain, or when the last administrator of an
/// organization would deactivate themselves.
pub async fn edit(
    app: &App,
    context: &Context,
    id: UserId,
    precondition: &Precondition,
    new: UserChange,
) -> Result<Account, Error> {
    change(
        app,
        context,
        "user.edit",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Account>, Error> {
            let mut account = Account::lock(transaction, acting, id).await?;
            check_rights(acting, &account, precondition)?;
            let was_active = account.user.profile.is_active;
            if new.is_active.is_some_and(|wanted| wanted != was_active) {
                // To deactivate an account takes rights away, and to activate it gives them back, as a change of roles does.
                account.check_role_change(&acting.actor)?;
            }
            let profile = checked_profile(&account, &new, Checker::new())?;
            let changes = difference(Some(&account.user.profile), Some(&profile));
            let is_other_address = profile.email != account.user.profile.email;
            if is_other_address {
                // A mail with a token for the password goes to this address, and a token that was made before ends.
                account.check_role_change(&acting.actor)?;
                account.check_not_taken_from(acting)?;
            }
            account.user.profile = profile;
            account.user.revision += 1;
            let is_deactivated = was_active && !account.user.profile.is_active;
            if is_deactivated && leaves_no_admin(transaction, acting, &account).await? {
                return Err(Error::Conflict(Conflict::LastAdministrator));
            }
            transaction.update_user(&account.user, acting.now).await?;
            if is_other_address {
                change_address(transaction, acting, &account).await?;
            }
            if is_deactivated {
                close(transaction, acting, &account).await?;
            } else if !was_active && account.user.profile.is_active {
                reopen(transaction, acting, &mut account).await?;
            }
            let mut entry = acting.audit(AuditAction::UserEdit, "user");
            entry.subject = Some(id.get());
            entry.organization = only_organization(&account);
            entry.changes = changes;
            entry.detail = Some(serde_json::json!({ "is_active": account.user.profile.is_active }));
            Ok(transaction.record(entry, account.seen_by(&acting.actor)).await?)
        },
    )
    .await
}

/// Tells the person of another mail address: tokens for the password go there. The notice does not name the address.
async fn change_address(transaction: &mut Transaction, acting: &Acting, account: &Account) -> Result<(), Error> {
    let id = account.user.id;
    transaction.set_email_set_by(id, Some(acting.user())).await?;
    // A token that was made for the previous address is not sent to this one.
    transaction.delete_password_token(id).await?;
    let news = News::of_account(NoticeKind::EmailChanged, account, &[]);
    tell_subject(transaction, By::Administrator(acting), news).await
}

async fn close(transaction: &mut Transaction, acting: &Acting, account: &Account) -> Result<(), Error> {
    let (id, by) = (account.user.id, By::Administrator(acting));
    transaction.end_sessions_of(id, "deactivated", acting.now).await?;
    // Neither must work when the account is active again: a token that was handed over before, and those of scripts.
    transaction.delete_password_token(id).await?;
    by.end_service_tokens(transaction, id, None).await?;
    tell_of_deactivation(transaction, by, account).await
}

/// The previous roles apply again. Where two people gave a role, the administrator who acts is only the first person. An
/// account that another administrator has in hand is begun again: that administrator may know the password.
async fn reopen(transaction: &mut Transaction, acting: &Acting, account: &mut Account) -> Result<(), Error> {
    account.check_not_taken_from(acting)?;
    let (id, by) = (account.user.id, By::Administrator(acting));
    // `close` ended the tokens already. Only an account that was closed in another way still has some.
    by.end_service_tokens(transaction, id, None).await?;
    if begins_again(account, by) {
        begin_again(transaction, by, account).await?;
    } else if account.user.standing == AccountStanding::Confirmed && account.holds_role_of_two() {
        let handed_over_by = acting.user();
        transaction.set_handed_over_by(id, Some(handed_over_by)).await?;
        account.user.standing = AccountStanding::Unconfirmed { handed_over_by };
    }
    let organizations = account.organizations_in_charge(by.now());
    let news = News {
        awaits_second: account.user.standing != AccountStanding::Confirmed,
        ..News::of_account(NoticeKind::AccountReopened, account, &organizations)
    };
    tell(transaction, by, news).await
}

/// Whether the deactivation leaves the platform without an administrator, or an organization if the person deactivates themself.
async fn leaves_no_admin(transaction: &mut Transaction, acting: &Acting, account: &Account) -> Result<bool, Error> {
    let id = account.user.id;
    if account.is_platform_admin() && is_last_platform_admin(transaction, acting, id).await? {
        return Ok(true);
    }
    if id != acting.user() {
        return Ok(false);
    }
    for grant in &account.grants {
        if let (Role::OrganizationAdmin, Scope::Organization(organization)) =
            (grant.membership.role, &grant.membership.scope)
            && is_last_admin_of(transaction, acting, *organization, id).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn check_rights(acting: &Acting, account: &Account, precondition: &Precondition) -> Result<(), Error> {
    account.check_in_scope(&acting.actor)?;
    precondition.check(account.user.revision)?;
    account.check_answers_for(&acting.actor, acting.now)
}

fn checked_profile(
    account: &Account,
    change: &UserChange,
    mut checker: Checker,
) -> Result<prongsai_domain::user::UserProfile, Error> {
    let present = &account.user.profile;
    let display_name = change.display_name.as_ref().unwrap_or(&present.display_name);
    let position = change.position.as_ref().unwrap_or(&present.position);
    let acting_as = change.acting_as.as_ref().unwrap_or(&present.acting_as);
    let email = change.email.as_ref().unwrap_or(&present.email);
    let is_active = change.is_active.unwrap_or(present.is_active);
    let profile = check_profile(
        (display_name, position.as_deref(), acting_as.as_deref()),
        email.as_deref(),
        is_active,
        &mut checker,
    );
    Ok(checker.finish(profile)?)
}
