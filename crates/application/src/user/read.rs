use std::iter;

use jiff::Timestamp;
use prongsai_domain::access::{Scope, SecondFactor};
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::{AccountStanding, Grant, PendingGrant, StandingName, User, check_username};
use prongsai_domain::violation::Checker;
use prongsai_persistence::UserFilter;

use super::account::Account;
use super::admin_scope::AdminScope;
use super::confirmers::{Candidates, Confirmers};
use super::grant::{HeldGrant, held_grant};
use crate::{App, Context, Error};

/// The current user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The person.
    pub user: User,
    /// All their roles.
    pub grants: Vec<Grant>,
    /// The administrator whose token set the password, while the account is unconfirmed.
    pub handed_over_by: Option<User>,
    /// Who may confirm the account, while it is unconfirmed.
    pub confirmers: Option<Confirmers>,
    /// The roles that are proposed, also expired ones, and who may confirm each that has not expired.
    pub pending: Vec<(PendingGrant, Option<Confirmers>)>,
    /// Names of the organizations of all those roles.
    pub organization_names: Vec<(OrganizationId, String)>,
    /// The second factor, in the session of the request.
    pub second_factor: SecondFactor,
}

/// The current user, with all their roles and the names of the organizations. A service token sees those of its
/// organization, and not who may confirm what.
pub async fn me(app: &App, context: &Context) -> Result<Me, Error> {
    let mut account = all_of(app, context.user()).await?;
    if let Some(token) = &context.token {
        let own = Scope::Organization(token.scope.organization_id);
        account.grants.retain(|grant| grant.membership.scope == own);
        account.pending.retain(|pending| pending.grant.membership.scope == own);
    }
    let organization_names = app.store.organization_names(&account.organizations()).await?;
    let waiting = if context.token.is_none() {
        Waiting::of(app, &account, context.now).await?
    } else {
        Waiting::default()
    };
    let Account { user, grants, pending } = account;
    // A service token is not told who may confirm: `roles` is then shorter than `pending`.
    let confirmers = waiting.roles.into_iter().chain(iter::repeat(None));
    Ok(Me {
        user,
        grants,
        handed_over_by: waiting.handed_over_by,
        confirmers: waiting.account,
        pending: pending.into_iter().zip(confirmers).collect(),
        organization_names,
        second_factor: context.actor.restraint.second_factor.clone(),
    })
}

/// Who may confirm what waits of an account.
#[derive(Default)]
struct Waiting {
    handed_over_by: Option<User>,
    account: Option<Confirmers>,
    /// One for each proposed role; `None` for an expired one.
    roles: Vec<Option<Confirmers>>,
}

impl Waiting {
    /// Asks the database only if something waits.
    async fn of(app: &App, account: &Account, now: Timestamp) -> Result<Self, Error> {
        let handed_over_by = match account.user.standing {
            AccountStanding::Unconfirmed { handed_over_by } => Some(handed_over_by),
            AccountStanding::Invited | AccountStanding::Confirmed => None,
        };
        if handed_over_by.is_none() && account.pending.is_empty() {
            return Ok(Self::default());
        }
        let candidates = Candidates::of(app, account).await?;
        let waits = |pending: &&PendingGrant| pending.expires_at > now;
        Ok(Self {
            handed_over_by: match handed_over_by {
                Some(by) => app.store.find_user(by).await?,
                None => None,
            },
            account: handed_over_by.map(|by| candidates.of_account(account, by, now)),
            roles: account
                .pending
                .iter()
                .map(|pending| {
                    let waiting = Some(pending).filter(waits);
                    waiting.map(|pending| candidates.of_role(account, pending))
                })
                .collect(),
        })
    }
}

/// The requested part of the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserQuery {
    /// Only accounts of this standing.
    pub standing: Option<StandingName>,
    /// Only people of whom something waits for a second person, or only the others.
    pub awaits_confirmation: Option<bool>,
    /// Only people after this one; ids sort by creation.
    pub after: Option<UserId>,
    /// The largest number of people.
    pub limit: i64,
}

/// The people that the actor administers, by id.
///
/// # Errors
/// [`Error::Forbidden`] when the actor administers nobody.
pub async fn list(app: &App, context: &Context, query: UserQuery) -> Result<Vec<Account>, Error> {
    let organizations = match AdminScope::somewhere(&context.actor)? {
        AdminScope::Everywhere => None,
        AdminScope::Organizations(organizations) => Some(organizations),
    };
    let users = app
        .store
        .users(&UserFilter {
            organizations,
            standing: query.standing,
            awaits_confirmation: query.awaits_confirmation.map(|awaits| (awaits, context.now)),
            after: query.after,
            limit: query.limit,
        })
        .await?;
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let grants = app.store.grants_of(&ids).await?;
    let pending = app.store.pending_grants_of(&ids).await?;
    let with_grants = |user: User| {
        let grants = grants
            .iter()
            .filter(|grant| grant.user_id == user.id)
            .cloned()
            .collect();
        let pending = pending
            .iter()
            .filter(|pending| pending.grant.user_id == user.id)
            .cloned()
            .collect();
        Account { user, grants, pending }.seen_by(&context.actor)
    };
    Ok(users.into_iter().map(with_grants).collect())
}

/// A person that the actor administers.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Forbidden`] for a colleague whom the actor does not administer.
pub async fn find(app: &App, context: &Context, id: UserId) -> Result<Account, Error> {
    let account = all_of(app, id).await?;
    account.check_in_scope(&context.actor)?;
    Ok(account.seen_by(&context.actor))
}

/// A role of a person within the administrator's scope.
///
/// # Errors
/// As for [`find`]; [`Error::NotFound`] also when the person does not have it.
pub async fn find_grant(app: &App, context: &Context, id: UserId, grant: MembershipId) -> Result<HeldGrant, Error> {
    let account = find(app, context, id).await?;
    held_grant(&account, grant).ok_or(Error::NotFound)
}

/// The proposed roles within the administrator's scope that wait for a second person, by id, after one of them, at most
/// `limit`. Each has its person.
///
/// # Errors
/// [`Error::Forbidden`] when the actor administers nobody.
pub async fn pending_grants(
    app: &App,
    context: &Context,
    after: Option<MembershipId>,
    limit: i64,
) -> Result<Vec<(PendingGrant, User)>, Error> {
    let organizations = match AdminScope::somewhere(&context.actor)? {
        AdminScope::Everywhere => None,
        AdminScope::Organizations(organizations) => Some(organizations),
    };
    let pending = app
        .store
        .pending_grants_in(organizations.as_deref(), context.now, after, limit)
        .await?;
    let ids: Vec<UserId> = pending.iter().map(|pending| pending.grant.user_id).collect();
    let users = app.store.users_with(&ids).await?;
    let with_user = |pending: PendingGrant| {
        // Accounts are never deleted, so every proposal has its person.
        let user = users.iter().find(|user| user.id == pending.grant.user_id)?.clone();
        Some((pending, user))
    };
    Ok(pending.into_iter().filter_map(with_user).collect())
}

/// The person with this login name, for the command line and the first start. A malformed name belongs to nobody.
pub async fn find_by_username(app: &App, username: &str) -> Result<Option<User>, Error> {
    match check_username(username, &mut Checker::new()) {
        Some(name) => Ok(app.store.find_user_by_username(&name).await?),
        None => Ok(None),
    }
}

/// A person with all their roles, regardless of the caller.
pub(crate) async fn all_of(app: &App, id: UserId) -> Result<Account, Error> {
    let user = app.store.find_user(id).await?.ok_or(Error::NotFound)?;
    let grants = app.store.grants_of(&[id]).await?;
    let pending = app.store.pending_grants_of(&[id]).await?;
    Ok(Account { user, grants, pending })
}
