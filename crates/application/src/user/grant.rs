use prongsai_domain::access::{Role, Scope};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{MembershipId, UserId};
use prongsai_domain::user::{Grant, PendingGrant};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, NoticeKind, Recorded, Transaction};

use super::account::Account;
use super::admin_scope::AdminScope;
use super::by::By;
use super::gain;
use super::input::{MembershipInput, check_may_give, check_scope_exists};
use super::last_administrator::{is_last_admin_of, is_last_platform_admin};
use super::tell::{tell_of_proposal, tell_of_role};
use crate::acting::change;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// A role of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldGrant {
    /// The person has it.
    Given(Grant),
    /// It waits for a second person, and gives no right.
    Pending(PendingGrant),
}

impl HeldGrant {
    /// The role and its scope.
    pub const fn grant(&self) -> &Grant {
        match self {
            Self::Given(grant) => grant,
            Self::Pending(pending) => &pending.grant,
        }
    }
}

/// Gives a person a role, from their next request on. A role that two people give is proposed instead. Nobody gives a role
/// to themselves.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::OwnAccount`], [`Error::Invalid`], [`Conflict::AlreadyExists`] when
/// they have it or it is proposed.
pub async fn grant<A: Replayable>(
    app: &App,
    context: &Context,
    id: UserId,
    input: MembershipInput,
    respond: impl Fn(&HeldGrant) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        // As the work does: a kept answer is no way around the second factor.
        Account::lock(transaction, acting, id)
            .await?
            .check_role_change(&acting.actor)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<HeldGrant>, Error> {
        let mut account = Account::lock(transaction, acting, id).await?;
        account.check_role_change(&acting.actor)?;
        if id == acting.user() {
            return Err(Error::OwnAccount);
        }
        let mut checker = Checker::new();
        let membership = input.check(&mut checker);
        if let Some(membership) = &membership {
            check_may_give(&acting.actor, membership, &mut checker)?;
        }
        let membership = checker.finish(membership)?;
        let mut checker = Checker::new();
        check_scope_exists(transaction, &membership.scope, &mut checker).await?;
        checker.finish(Some(()))?;
        let grant = Grant {
            id: MembershipId::new(acting.new_id()),
            user_id: id,
            membership,
        };
        let new = grant.id;
        gain::give(transaction, By::Administrator(acting), &mut account, grant).await?;
        raise_revision(transaction, By::Administrator(acting), &mut account).await?;
        let held = held_grant(&account, new).ok_or(Error::NotFound)?;
        let action = match held {
            HeldGrant::Given(_) => AuditAction::MembershipGrant,
            HeldGrant::Pending(_) => AuditAction::MembershipPropose,
        };
        Ok(transaction
            .record(audit(By::Administrator(acting), action, held.grant()), held)
            .await?)
    };
    write_replying(app, context, "membership.grant", permit, work, respond).await
}

/// The role with this id, given or proposed.
pub(super) fn held_grant(account: &Account, id: MembershipId) -> Option<HeldGrant> {
    let given = account.grants.iter().find(|grant| grant.id == id).cloned();
    let pending = account.pending.iter().find(|pending| pending.grant.id == id).cloned();
    given.map(HeldGrant::Given).or(pending.map(HeldGrant::Pending))
}

/// Removes a role, from the person's next request on, or a proposed one. With the last role in an organization the service
/// tokens for it end: they must not work again when the person comes back.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Conflict::LastAdministrator`] when no active platform administrator
/// would remain, or when the last administrator of an organization would remove themselves.
pub async fn revoke(app: &App, context: &Context, id: UserId, grant: MembershipId) -> Result<(), Error> {
    change(
        app,
        context,
        "membership.revoke",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let by = By::Administrator(acting);
            let mut account = Account::lock(transaction, acting, id).await?;
            account.check_role_change(&acting.actor)?;
            let held = held_grant(&account, grant)
                .filter(|held| AdminScope::of(&acting.actor).covers(&held.grant().membership.scope))
                .ok_or(Error::NotFound)?;
            let action = match &held {
                HeldGrant::Given(held) => {
                    if leaves_no_admin(transaction, acting, &account, held).await? {
                        return Err(Error::Conflict(Conflict::LastAdministrator));
                    }
                    transaction.delete_grant(grant).await?;
                    end_tokens_without_role(transaction, by, &account, held).await?;
                    tell_of_role(transaction, by, NoticeKind::RoleRemoved, &account.user, held).await?;
                    AuditAction::MembershipRevoke
                }
                HeldGrant::Pending(pending) => {
                    transaction.delete_pending_grant(grant).await?;
                    tell_of_proposal(transaction, by, NoticeKind::RoleRejected, &account.user, pending).await?;
                    AuditAction::MembershipReject
                }
            };
            raise_revision(transaction, By::Administrator(acting), &mut account).await?;
            Ok(transaction.record(audit(by, action, held.grant()), ()).await?)
        },
    )
    .await
}

/// Ends the service tokens for the organization of a role that was removed, if the person has no other role there.
async fn end_tokens_without_role(
    transaction: &mut Transaction,
    by: By<'_>,
    account: &Account,
    removed: &Grant,
) -> Result<(), Error> {
    let Scope::Organization(organization) = removed.membership.scope else {
        return Ok(());
    };
    let is_other = |grant: &Grant| grant.id != removed.id && grant.membership.scope == removed.membership.scope;
    if account.grants.iter().any(is_other) {
        return Ok(());
    }
    by.end_service_tokens(transaction, account.user.id, Some(organization))
        .await
}

/// Whether the removal leaves the platform without an active administrator, or an organization if the person removes their own
/// role.
async fn leaves_no_admin(
    transaction: &mut Transaction,
    acting: &Acting,
    account: &Account,
    held: &Grant,
) -> Result<bool, Error> {
    let id = account.user.id;
    match (held.membership.role, &held.membership.scope) {
        (Role::PlatformAdmin, _) if account.user.profile.is_active => {
            is_last_platform_admin(transaction, acting, id).await
        }
        // Asked also for others, so that two administrators who remove each other do it one after the other.
        (Role::OrganizationAdmin, Scope::Organization(organization)) => {
            Ok(is_last_admin_of(transaction, acting, *organization, id).await? && id == acting.user())
        }
        _ => Ok(false),
    }
}

/// The roles are part of the person's view, so changing them raises the revision of the person.
pub(super) async fn raise_revision(
    transaction: &mut Transaction,
    by: By<'_>,
    account: &mut Account,
) -> Result<(), Error> {
    account.user.revision += 1;
    Ok(transaction.update_user(&account.user, by.now()).await?)
}

/// An audit entry about a role.
pub(super) fn audit<'a>(by: By<'_>, action: AuditAction, grant: &Grant) -> AuditEntry<'a> {
    let (organization, province) = match &grant.membership.scope {
        Scope::Platform => (None, None),
        Scope::Province(code) => (None, Some(code.as_str())),
        Scope::Organization(id) => (Some(*id), None),
    };
    let detail = serde_json::json!({ "role": grant.membership.role.as_str(), "province_code": province });
    let mut entry = by.audit(action, grant.user_id, detail);
    entry.organization = organization;
    entry
}
