use jiff::{SignedDuration, Timestamp};
use prongsai_domain::access::{FirstStep, Scope};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::user::{Grant, PendingGrant};
use prongsai_persistence::{ActingUser, GrantConfirmation, NoticeKind, StoreError, Transaction};

use super::account::Account;
use super::admin_scope::AdminScope;
use super::by::By;
use super::tell::{News, tell_of_role, tell_subject};
use crate::{Conflict, Error};

/// How long a proposed role waits for a second person.
pub(super) const PROPOSAL_LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Gives a role, or proposes it if two people give it. Tells the people concerned.
///
/// # Errors
/// [`Conflict::AlreadyExists`] if the person has the role or it is proposed.
pub(super) async fn give(
    transaction: &mut Transaction,
    by: By<'_>,
    account: &mut Account,
    grant: Grant,
) -> Result<(), Error> {
    let taken = |error| match error {
        StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "role" }),
        other => other.into(),
    };
    if account.grants.iter().any(|held| held.membership == grant.membership) {
        return Err(Error::Conflict(Conflict::AlreadyExists { field: "role" }));
    }
    if by.gives_alone(grant.membership.role) {
        transaction
            .insert_grant(&grant, by.user(), by.now())
            .await
            .map_err(taken)?;
        return gained(transaction, by, account, grant).await;
    }
    let pending = PendingGrant {
        proposed_by: by.user(),
        proposed_at: by.now(),
        expires_at: by.now().saturating_add(PROPOSAL_LIFETIME).unwrap_or(Timestamp::MAX),
        grant,
    };
    transaction.insert_pending_grant(&pending).await.map_err(taken)?;
    tell_of_role(transaction, by, NoticeKind::RoleProposed, &account.user, &pending.grant).await?;
    // The statement has replaced an expired proposal of the same role.
    account
        .pending
        .retain(|other| other.grant.membership != pending.grant.membership);
    account.pending.push(pending);
    Ok(())
}

/// Confirms a proposed role as the second person.
///
/// # Errors
/// [`Conflict::ProposalExpired`], [`Error::SecondPerson`], [`Error::OrganizationConfirms`].
pub(super) async fn confirm(
    transaction: &mut Transaction,
    by: By<'_>,
    account: &mut Account,
    pending: &PendingGrant,
) -> Result<Grant, Error> {
    let organization_admins = match pending.grant.membership.scope {
        Scope::Organization(id) => transaction.administrators_of(id).await?,
        Scope::Platform | Scope::Province(_) => Vec::new(),
    };
    let first = FirstStep {
        by: pending.proposed_by,
        // Only a person with the account in hand is excluded, and this is about a role.
        excluded: Vec::new(),
        subject: account.user.id,
        organization_admins,
    };
    first.check_second(by.party())?;
    if pending.expires_at <= by.now() || !proposer_administers(transaction, by, pending).await? {
        return Err(Error::Conflict(Conflict::ProposalExpired));
    }
    let confirmation = GrantConfirmation {
        by: by.user(),
        at: by.now(),
    };
    transaction.confirm_pending_grant(pending, confirmation).await?;
    account.pending.retain(|other| other.grant.id != pending.grant.id);
    gained(transaction, by, account, pending.grant.clone()).await?;
    Ok(pending.grant.clone())
}

/// Whether the person who proposed the role could still propose it. The operator always can.
async fn proposer_administers(
    transaction: &mut Transaction,
    by: By<'_>,
    pending: &PendingGrant,
) -> Result<bool, Error> {
    let Some(proposer) = pending.proposed_by else {
        return Ok(true);
    };
    let proposer = ActingUser::without_session(proposer, by.now());
    let found = transaction.acting_person(proposer).await?;
    Ok(found.is_some_and(|(actor, _)| AdminScope::of(&actor).covers(&pending.grant.membership.scope)))
}

/// Adds a role that the person has now. If it is the first one in another organization, the person is told, and the sessions
/// end: a session that somebody else opened must not reach a second organization.
async fn gained(transaction: &mut Transaction, by: By<'_>, account: &mut Account, grant: Grant) -> Result<(), Error> {
    tell_of_role(transaction, by, NoticeKind::RoleGiven, &account.user, &grant).await?;
    if let Scope::Organization(organization) = grant.membership.scope
        && is_another(account, organization)
    {
        transaction
            .end_sessions_of(account.user.id, "another-organization", by.now())
            .await?;
        let news = News {
            kind: NoticeKind::AnotherOrganization,
            subject: &account.user,
            organizations: &[organization],
            role: Some(grant.membership.role),
            further: &[],
            awaits_second: false,
        };
        tell_subject(transaction, by, news).await?;
    }
    account.grants.push(grant);
    Ok(())
}

/// Whether the person has roles in organizations, but not in this one.
fn is_another(account: &Account, organization: OrganizationId) -> bool {
    let mut held = account.grants.iter().filter_map(|grant| match grant.membership.scope {
        Scope::Organization(id) => Some(id),
        Scope::Platform | Scope::Province(_) => None,
    });
    let Some(first) = held.next() else { return false };
    first != organization && held.all(|other| other != organization)
}
