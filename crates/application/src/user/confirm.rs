use prongsai_domain::access::{Role, Scope};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::{AccountStanding, Grant, PendingGrant, User};
use prongsai_persistence::{AuditEntry, NoticeKind, Recorded, Transaction};
use serde_json::json;

use super::account::{Account, only_organization};
use super::admin_scope::AdminScope;
use super::by::{By, Operator};
use super::gain;
use super::grant::{HeldGrant, audit, held_grant, raise_revision};
use super::read::{all_of, find_by_username};
use super::tell::{News, tell};
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Confirms an account whose password was set with the token of an administrator: the second person has checked that the
/// person themself has it. The rights that slept can be used from the next request on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::SecondPerson`], [`Error::OrganizationConfirms`],
/// [`Conflict::NothingToConfirm`], [`Conflict::Deactivated`], [`Error::Stale`], [`Error::PreconditionRequired`].
pub async fn confirm<A: Replayable>(
    app: &App,
    context: &Context,
    id: UserId,
    precondition: &Precondition,
    respond: impl Fn(&Account) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        let account = Account::lock(transaction, acting, id).await?;
        account.check_role_change(&acting.actor)?;
        account.check_answers_for(&acting.actor, acting.now)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Account>, Error> {
        let by = By::Administrator(acting);
        let mut account = Account::lock(transaction, acting, id).await?;
        account.check_role_change(&acting.actor)?;
        account.check_answers_for(&acting.actor, acting.now)?;
        // The password may have been set once more since the person was asked; that raises the revision.
        let present = account.user.revision;
        precondition.check(present)?;
        wake(transaction, by, &mut account).await?;
        // After the other checks, so that 403 and 409 come before the 428 for `If-Match: *`.
        precondition.check_read(present)?;
        raise_revision(transaction, by, &mut account).await?;
        let entry = entry(by, &account, true);
        Ok(transaction.record(entry, account.seen_by(&acting.actor)).await?)
    };
    write_replying(app, context, "user.confirm", permit, work, respond).await
}

/// Confirms a proposed role.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::SecondPerson`], [`Error::OrganizationConfirms`],
/// [`Conflict::NothingToConfirm`], [`Conflict::ProposalExpired`].
pub async fn confirm_grant<A: Replayable>(
    app: &App,
    context: &Context,
    id: UserId,
    grant: MembershipId,
    respond: impl Fn(&HeldGrant) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let find = async |transaction: &mut Transaction, acting: &Acting| -> Result<(Account, HeldGrant), Error> {
        let account = Account::lock(transaction, acting, id).await?;
        account.check_role_change(&acting.actor)?;
        let held = held_grant(&account, grant)
            .filter(|held| AdminScope::of(&acting.actor).covers(&held.grant().membership.scope))
            .ok_or(Error::NotFound)?;
        Ok((account, held))
    };
    let permit = async |transaction: &mut Transaction, acting: &Acting| find(transaction, acting).await.map(drop);
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<HeldGrant>, Error> {
        let by = By::Administrator(acting);
        let (mut account, held) = find(transaction, acting).await?;
        let HeldGrant::Pending(pending) = held else {
            return Err(Error::Conflict(Conflict::NothingToConfirm));
        };
        let given = gain::confirm(transaction, by, &mut account, &pending).await?;
        raise_revision(transaction, by, &mut account).await?;
        let entry = audit(by, AuditAction::MembershipConfirm, &given);
        Ok(transaction.record(entry, HeldGrant::Given(given)).await?)
    };
    write_replying(app, context, "membership.confirm", permit, work, respond).await
}

/// What the operator of the host confirms of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmSelection {
    /// Whether the account is confirmed.
    pub account: bool,
    /// Which proposed roles are confirmed; none if absent.
    pub roles: Option<RoleSelection>,
}

/// Which proposed roles the operator of the host confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleSelection {
    /// Only this role.
    pub role: Option<Role>,
    /// Only in this organization.
    pub organization: Option<OrganizationId>,
}

impl ConfirmSelection {
    /// All that waits.
    pub const ALL: Self = Self {
        account: true,
        roles: Some(RoleSelection {
            role: None,
            organization: None,
        }),
    };

    fn has(self, pending: &PendingGrant) -> bool {
        let membership = &pending.grant.membership;
        self.roles.is_some_and(|wanted| {
            wanted.role.is_none_or(|role| membership.role == role)
                && wanted
                    .organization
                    .is_none_or(|id| membership.scope == Scope::Organization(id))
        })
    }
}

/// What of a person waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAccount {
    /// The administrator who handed over the account, if that waits.
    pub handed_over_by: Option<User>,
    /// The administrators who had it in hand before that one.
    pub had_in_hand_before: Vec<User>,
    /// The proposed roles that have not expired.
    pub pending: Vec<PendingGrant>,
    /// The names of their organizations.
    pub organization_names: Vec<(OrganizationId, String)>,
}

/// What of a person waits for a second person, for the operator of the host.
///
/// # Errors
/// [`Error::NotFound`] if nobody has this login name.
pub async fn waiting_for_operator(app: &App, username: &str) -> Result<WaitingAccount, Error> {
    let id = find_by_username(app, username).await?.ok_or(Error::NotFound)?.id;
    let mut account = all_of(app, id).await?;
    let now = app.services.clock.now();
    account.pending.retain(|pending| pending.expires_at > now);
    let handed_over_by = match account.user.standing {
        AccountStanding::Unconfirmed { handed_over_by } => app.store.find_user(handed_over_by).await?,
        AccountStanding::Invited | AccountStanding::Confirmed => None,
    };
    let mut had_in_hand_before = Vec::new();
    for id in &account.user.had_in_hand {
        if handed_over_by.as_ref().is_some_and(|last| last.id != *id) {
            had_in_hand_before.extend(app.store.find_user(*id).await?);
        }
    }
    Ok(WaitingAccount {
        handed_over_by,
        had_in_hand_before,
        organization_names: app.store.organization_names(&account.organizations()).await?,
        pending: account.pending,
    })
}

/// What the operator of the host confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The account afterwards.
    pub account: Account,
    /// Whether the account was confirmed.
    pub woke: bool,
    /// The roles that were confirmed.
    pub given: Vec<Grant>,
    /// The roles that the operator may not confirm, because the operator proposed them.
    pub own: Vec<PendingGrant>,
}

/// Confirms an account or proposed roles as the operator of the host, who is the second person.
///
/// # Errors
/// [`Error::NotFound`] if nobody has this login name, [`Conflict::NothingToConfirm`] if nothing of the selection waits,
/// [`Error::SecondPerson`] if the operator proposed all of it.
pub async fn confirm_as_operator(app: &App, username: &str, selection: ConfirmSelection) -> Result<Confirmed, Error> {
    let id = find_by_username(app, username).await?.ok_or(Error::NotFound)?.id;
    let operator = Operator::of(app);
    let work = async |transaction: &mut Transaction| -> Result<Recorded<Confirmed>, Error> {
        let by = By::Operator(&operator);
        let account = Account::lock_as_operator(transaction, id).await?;
        let mut confirmed = confirm_selected(transaction, by, account, selection).await?;
        raise_revision(transaction, by, &mut confirmed.account).await?;
        for grant in &confirmed.given {
            let entry = audit(by, AuditAction::MembershipConfirm, grant);
            transaction.note(entry).await?;
        }
        let entry = entry(by, &confirmed.account, confirmed.woke);
        Ok(transaction.record(entry, confirmed).await?)
    };
    app.store.write("user.confirm", work).await
}

async fn confirm_selected(
    transaction: &mut Transaction,
    by: By<'_>,
    mut account: Account,
    selection: ConfirmSelection,
) -> Result<Confirmed, Error> {
    let woke = selection.account && matches!(account.user.standing, AccountStanding::Unconfirmed { .. });
    if woke {
        wake(transaction, by, &mut account).await?;
    }
    let (mut given, mut own) = (Vec::new(), Vec::new());
    let mut selected = account.pending.clone();
    selected.retain(|pending| selection.has(pending));
    for pending in selected {
        match gain::confirm(transaction, by, &mut account, &pending).await {
            Ok(grant) => given.push(grant),
            Err(Error::SecondPerson) => own.push(pending),
            Err(Error::Conflict(Conflict::ProposalExpired)) => {}
            Err(error) => return Err(error),
        }
    }
    if !woke && given.is_empty() {
        return Err(if own.is_empty() {
            Error::Conflict(Conflict::NothingToConfirm)
        } else {
            Error::SecondPerson
        });
    }
    Ok(Confirmed {
        account,
        woke,
        given,
        own,
    })
}

/// Ends the sleep of an account's rights.
async fn wake(transaction: &mut Transaction, by: By<'_>, account: &mut Account) -> Result<(), Error> {
    let AccountStanding::Unconfirmed { handed_over_by } = account.user.standing else {
        return Err(Error::Conflict(Conflict::NothingToConfirm));
    };
    // Nobody uses a deactivated account, so nobody can have seen that the person themself does. When it is active again,
    // `edit::reopen` may begin it again.
    if !account.user.profile.is_active {
        return Err(Error::Conflict(Conflict::Deactivated));
    }
    // Of every organization in charge: a role in a second one must not leave out the administrators of the first.
    let mut organization_admins = Vec::new();
    for organization in account.organizations_in_charge(by.now()) {
        organization_admins.extend(transaction.administrators_of(organization).await?);
    }
    account
        .first_step(handed_over_by, organization_admins)
        .check_second(by.party())?;
    transaction.set_handed_over_by(account.user.id, None).await?;
    account.user.standing = AccountStanding::Confirmed;
    account.user.had_in_hand.clear();
    let organizations = account.organizations_in_charge(by.now());
    let news = News::of_account(NoticeKind::AccountConfirmed, account, &organizations);
    tell(transaction, by, news).await
}

/// An audit entry about the confirmation of an account; `woke` tells whether its rights slept.
fn entry<'a>(by: By<'_>, account: &Account, woke: bool) -> AuditEntry<'a> {
    let mut entry = by.audit(AuditAction::UserConfirm, account.user.id, json!({ "account": woke }));
    entry.organization = only_organization(account);
    entry
}
