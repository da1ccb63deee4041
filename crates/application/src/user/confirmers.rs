use jiff::Timestamp;
use prongsai_domain::access::{Actor, FirstStep, Party, Role, Scope};
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::user::{PendingGrant, User};

use super::account::Account;
use super::admin_scope::AdminScope;
use crate::{App, Error};

/// Who may be the second person now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmers {
    /// The administrators.
    pub people: Vec<User>,
    /// Whether the operator of the host may.
    pub operator: bool,
}

/// The administrators of the organizations of an account, and those of the platform: at most 200 roles.
pub(super) struct Candidates(Vec<(User, Actor)>);

impl Candidates {
    /// Those of this account.
    pub(super) async fn of(app: &App, account: &Account) -> Result<Self, Error> {
        let mut candidates: Vec<(User, Actor)> = Vec::new();
        // The roles of one person follow each other.
        for (user, membership) in app.store.administrators_in(&account.organizations()).await? {
            match candidates.last_mut() {
                Some((known, actor)) if known.id == user.id => actor.memberships.push(membership),
                _ => {
                    let actor = Actor::new(user.id, vec![membership]);
                    candidates.push((user, actor));
                }
            }
        }
        Ok(Self(candidates))
    }

    /// Who may confirm the account, which this administrator handed over.
    pub(super) fn of_account(&self, account: &Account, handed_over_by: UserId, now: Timestamp) -> Confirmers {
        let admins = self.administrators_of(&account.organizations_in_charge(now));
        let first = account.first_step(handed_over_by, admins);
        self.who(&first, |actor| account.check_answers_for(actor, now).is_ok())
    }

    /// Who may confirm a proposed role of the account.
    pub(super) fn of_role(&self, account: &Account, pending: &PendingGrant) -> Confirmers {
        let scope = &pending.grant.membership.scope;
        let organizations = match scope {
            Scope::Organization(id) => vec![*id],
            Scope::Platform | Scope::Province(_) => Vec::new(),
        };
        let first = FirstStep {
            by: pending.proposed_by,
            excluded: Vec::new(),
            subject: account.user.id,
            organization_admins: self.administrators_of(&organizations),
        };
        self.who(&first, |actor| AdminScope::of(actor).covers(scope))
    }

    fn who(&self, first: &FirstStep, is_in_charge: impl Fn(&Actor) -> bool) -> Confirmers {
        let may =
            |(user, actor): &&(User, Actor)| is_in_charge(actor) && first.check_second(Party::Person(user.id)).is_ok();
        Confirmers {
            people: self.0.iter().filter(may).map(|(user, _)| user.clone()).collect(),
            operator: first.check_second(Party::Operator).is_ok(),
        }
    }

    fn administrators_of(&self, organizations: &[OrganizationId]) -> Vec<UserId> {
        let administers = |(_, actor): &&(User, Actor)| {
            actor.memberships.iter().any(|held| match held.scope {
                Scope::Organization(id) => held.role == Role::OrganizationAdmin && organizations.contains(&id),
                Scope::Platform | Scope::Province(_) => false,
            })
        };
        self.0.iter().filter(administers).map(|(user, _)| user.id).collect()
    }
}
