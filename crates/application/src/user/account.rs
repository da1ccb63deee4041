use jiff::Timestamp;
use prongsai_domain::access::{Action, Actor, FirstStep, Role, Scope, platform_roles_with, roles_with};
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::user::{AccountStanding, Grant, PendingGrant, User};
use prongsai_persistence::Transaction;

use super::admin_scope::{AdminScope, check_role_change, refused};
use crate::{Acting, Conflict, Error};

/// A person with a login, and their roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub user: User,
    /// The roles with their scopes; only those that the reader may see.
    pub grants: Vec<Grant>,
    /// The proposed roles, also expired ones; only those that the reader may see.
    pub pending: Vec<PendingGrant>,
}

impl Account {
    /// Locks the account with all its roles until the end of the transaction. The roles of the person who acts are
    /// confirmed after the wait: the account may be their own.
    pub(super) async fn lock(transaction: &mut Transaction, acting: &Acting, id: UserId) -> Result<Self, Error> {
        let user = transaction.lock_user(id).await?.ok_or(Error::NotFound)?;
        acting.confirm(transaction).await?;
        Self::of(transaction, user).await
    }

    /// As [`Self::lock`], for the operator of the host.
    pub(super) async fn lock_as_operator(transaction: &mut Transaction, id: UserId) -> Result<Self, Error> {
        let user = transaction.lock_user(id).await?.ok_or(Error::NotFound)?;
        Self::of(transaction, user).await
    }

    /// The account of a person whose row the transaction has locked, with all its roles.
    pub(crate) async fn of(transaction: &mut Transaction, user: User) -> Result<Self, Error> {
        let grants = transaction.grants_of(user.id).await?;
        let pending = transaction.pending_grants_of(user.id).await?;
        Ok(Self { user, grants, pending })
    }

    /// The scopes of the roles, given and proposed.
    fn scopes(&self) -> impl Iterator<Item = &Scope> {
        let proposed = self.pending.iter().map(|pending| &pending.grant);
        self.grants.iter().chain(proposed).map(|grant| &grant.membership.scope)
    }

    /// The organizations of the roles, given and proposed.
    pub(crate) fn organizations(&self) -> Vec<OrganizationId> {
        organizations_of(self.scopes())
    }

    /// The organizations whose administrators answer for the account, and are told of it: those of the roles that the person
    /// has. A person without a role has those of the proposals that have not expired. A proposal elsewhere gives nobody there
    /// a say in the account, and takes none here.
    pub(crate) fn organizations_in_charge(&self, now: Timestamp) -> Vec<OrganizationId> {
        if self.grants.is_empty() {
            let waiting = self.pending.iter().filter(|pending| pending.expires_at > now);
            return organizations_of(waiting.map(|pending| &pending.grant.membership.scope));
        }
        organizations_of(self.grants.iter().map(|grant| &grant.membership.scope))
    }

    /// Checks that the account is within the administrator's scope.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an account that the actor may not see, [`Error::Forbidden`] for a colleague whom the
    /// actor does not administer.
    pub(super) fn check_in_scope(&self, actor: &Actor) -> Result<(), Error> {
        let admin_scope = AdminScope::of(actor);
        if admin_scope == AdminScope::Everywhere || self.scopes().any(|scope| admin_scope.covers(scope)) {
            return Ok(());
        }
        let organizations = actor.organizations();
        let is_colleague = self.organizations().iter().any(|id| organizations.contains(id));
        if is_colleague || self.user.id == actor.user_id {
            return Err(refused(actor, roles_with(Action::ManageUsers)));
        }
        Err(Error::NotFound)
    }

    /// Checks that the account is within the administrator's scope, and that the actor may decide now who may do what.
    ///
    /// # Errors
    /// As [`Self::check_in_scope`]; [`Error::SecondFactorMissing`], [`Error::SecondFactorStale`].
    pub(super) fn check_role_change(&self, actor: &Actor) -> Result<(), Error> {
        self.check_in_scope(actor)?;
        check_role_change(actor)
    }

    /// Checks that the actor may change the account: that all of its roles are within the administrator's scope. A proposed
    /// role elsewhere gives no right there, and takes none here.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when a role is elsewhere.
    pub(super) fn check_in_charge(&self, actor: &Actor) -> Result<(), Error> {
        let admin_scope = AdminScope::of(actor);
        let mut held = self.grants.iter().map(|grant| &grant.membership.scope);
        if admin_scope == AdminScope::Everywhere || held.all(|scope| admin_scope.covers(scope)) {
            return Ok(());
        }
        Err(refused(actor, platform_roles_with(Action::ManageUsers)))
    }

    /// Checks that the actor is one of those who answer for the account: they hand over tokens, change it and confirm it, if
    /// nothing else keeps them from it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when a role is elsewhere, or when the person has none and none is proposed here.
    pub(crate) fn check_answers_for(&self, actor: &Actor, now: Timestamp) -> Result<(), Error> {
        self.check_in_charge(actor)?;
        let admin_scope = AdminScope::of(actor);
        let mut in_charge = self.organizations_in_charge(now).into_iter().map(Scope::Organization);
        if admin_scope == AdminScope::Everywhere || in_charge.any(|scope| admin_scope.covers(&scope)) {
            return Ok(());
        }
        Err(refused(actor, platform_roles_with(Action::ManageUsers)))
    }

    /// The account as the actor may see it: without the roles outside of the administrator's scope.
    pub(super) fn seen_by(mut self, actor: &Actor) -> Self {
        let admin_scope = AdminScope::of(actor);
        self.grants.retain(|grant| admin_scope.covers(&grant.membership.scope));
        self.pending
            .retain(|pending| admin_scope.covers(&pending.grant.membership.scope));
        self
    }

    /// Checks that nobody but this administrator has the account in hand. Another administrator begins it again with a token, so
    /// that `had_in_hand` names both.
    ///
    /// # Errors
    /// [`Conflict::AwaitsConfirmation`].
    pub(super) fn check_no_other_first(&self, acting: &Acting) -> Result<(), Error> {
        match self.user.standing {
            AccountStanding::Unconfirmed { handed_over_by } if handed_over_by != acting.user() => {
                Err(Error::Conflict(Conflict::AwaitsConfirmation))
            }
            _ => Ok(()),
        }
    }

    /// Checks that this administrator does not take the account in hand once more, after another one began it again. Otherwise
    /// each of the two could undo what the other one did, without end.
    ///
    /// # Errors
    /// [`Error::SecondPerson`].
    pub(super) fn check_not_taken_from(&self, acting: &Acting) -> Result<(), Error> {
        match self.user.had_in_hand.as_slice() {
            [before @ .., last] if *last != acting.user() && before.contains(&acting.user()) => {
                Err(Error::SecondPerson)
            }
            _ => Ok(()),
        }
    }

    /// What the administrator who has the account in hand began, and a second person must confirm.
    pub(super) fn first_step(&self, handed_over_by: UserId, organization_admins: Vec<UserId>) -> FirstStep {
        FirstStep {
            by: Some(handed_over_by),
            excluded: self.user.had_in_hand.clone(),
            subject: self.user.id,
            organization_admins,
        }
    }

    /// Whether a role of the account is one that two people give.
    pub(super) fn holds_role_of_two(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.membership.role.needs_second_person())
    }

    /// Whether the person is a platform administrator.
    pub(super) fn is_platform_admin(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.membership.role == Role::PlatformAdmin)
    }
}

fn organizations_of<'a>(scopes: impl Iterator<Item = &'a Scope>) -> Vec<OrganizationId> {
    let mut organizations: Vec<OrganizationId> = scopes
        .filter_map(|scope| match scope {
            Scope::Organization(id) => Some(*id),
            Scope::Platform | Scope::Province(_) => None,
        })
        .collect();
    organizations.sort_unstable();
    organizations.dedup();
    organizations
}

/// The organization whose audit trail names a change of the account: the only one in which the person has roles.
pub(crate) fn only_organization(account: &Account) -> Option<OrganizationId> {
    let mut organizations = account.scopes().map(|scope| match scope {
        Scope::Organization(id) => Some(*id),
        Scope::Platform | Scope::Province(_) => None,
    });
    let first = organizations.next()??;
    organizations.all(|other| other == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use prongsai_domain::access::Membership;
    use prongsai_domain::id::MembershipId;
    use prongsai_domain::user::UserProfile;
    use uuid::Uuid;

    use super::*;

    const OURS: OrganizationId = OrganizationId::new(Uuid::from_u128(1));
    const THEIRS: OrganizationId = OrganizationId::new(Uuid::from_u128(2));

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor::new(UserId::new(Uuid::from_u128(99)), vec![Membership { role, scope }])
    }

    fn account(memberships: &[(Role, Scope)]) -> Account {
        let id = UserId::new(Uuid::from_u128(7));
        let profile = UserProfile {
            display_name: "สมชาย".to_owned(),
            position: None,
            acting_as: None,
            email: None,
            is_active: true,
        };
        let grant = |(role, scope): &(Role, Scope)| Grant {
            id: MembershipId::new(Uuid::nil()),
            user_id: id,
            membership: Membership {
                role: *role,
                scope: scope.clone(),
            },
        };
        Account {
            user: User {
                id,
                revision: 1,
                username: "somchai".to_owned(),
                profile,
                standing: AccountStanding::Confirmed,
                had_in_hand: Vec::new(),
            },
            grants: memberships.iter().map(grant).collect(),
            pending: Vec::new(),
        }
    }

    #[test]
    fn an_administrator_sees_only_the_people_of_their_organization() {
        let admin = actor(Role::OrganizationAdmin, Scope::Organization(OURS));
        let ours = account(&[(Role::Drafter, Scope::Organization(OURS))]);
        let theirs = account(&[(Role::Drafter, Scope::Organization(THEIRS))]);
        assert!(ours.check_in_scope(&admin).is_ok() && ours.check_in_charge(&admin).is_ok());
        assert!(matches!(theirs.check_in_scope(&admin), Err(Error::NotFound)));
        assert!(matches!(account(&[]).check_in_scope(&admin), Err(Error::NotFound)));
    }

    #[test]
    fn somebody_of_two_organizations_is_seen_in_part_and_changed_by_neither() {
        let admin = actor(Role::OrganizationAdmin, Scope::Organization(OURS));
        let both = account(&[
            (Role::Drafter, Scope::Organization(OURS)),
            (Role::Approver, Scope::Organization(THEIRS)),
        ]);
        assert!(both.check_in_scope(&admin).is_ok());
        assert!(matches!(both.check_in_charge(&admin), Err(Error::Forbidden { .. })));
        assert_eq!(both.seen_by(&admin).grants.len(), 1);
        let runs_platform = account(&[
            (Role::Drafter, Scope::Organization(OURS)),
            (Role::PlatformAdmin, Scope::Platform),
        ]);
        assert!(matches!(
            runs_platform.check_in_charge(&admin),
            Err(Error::Forbidden { .. })
        ));
    }

    #[test]
    fn a_colleague_without_the_right_is_refused_and_a_stranger_learns_nothing() {
        let drafter = actor(Role::Drafter, Scope::Organization(OURS));
        let ours = account(&[(Role::Approver, Scope::Organization(OURS))]);
        let theirs = account(&[(Role::Approver, Scope::Organization(THEIRS))]);
        assert!(matches!(ours.check_in_scope(&drafter), Err(Error::Forbidden { .. })));
        assert!(matches!(theirs.check_in_scope(&drafter), Err(Error::NotFound)));
    }

    #[test]
    fn the_platform_administrator_reaches_everybody() {
        let admin = actor(Role::PlatformAdmin, Scope::Platform);
        for someone in [account(&[]), account(&[(Role::Drafter, Scope::Organization(THEIRS))])] {
            assert!(someone.check_in_scope(&admin).is_ok() && someone.check_in_charge(&admin).is_ok());
        }
    }
}
