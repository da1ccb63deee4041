use std::sync::Arc;

use jiff::Timestamp;
use prongsai_domain::access::{Party, Role};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::service_token::Revocation;
use prongsai_persistence::{AuditEntry, Transaction};
use serde_json::Value;
use uuid::Uuid;

use crate::service_token::end_all;
use crate::{Acting, App, Error, Ids};

/// The operator of the host, who runs `prongsai user` and has no account.
pub(super) struct Operator {
    now: Timestamp,
    ids: Arc<dyn Ids>,
}

impl Operator {
    /// The operator, at this moment.
    pub(super) fn of(app: &App) -> Self {
        Self {
            now: app.services.clock.now(),
            ids: Arc::clone(&app.services.ids),
        }
    }
}

/// Who changes an account.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// An administrator, in a request.
    Administrator(&'a Acting),
    /// The operator of the host.
    Operator(&'a Operator),
}

impl By<'_> {
    /// The administrator; `None` for the operator.
    pub(super) fn user(self) -> Option<UserId> {
        match self {
            Self::Administrator(acting) => Some(acting.user()),
            Self::Operator(_) => None,
        }
    }

    /// The name of the administrator; `None` for the operator.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Administrator(acting) => Some(&acting.person.name),
            Self::Operator(_) => None,
        }
    }

    /// This person as a part of an act of two people.
    pub(super) fn party(self) -> Party {
        self.user().map_or(Party::Operator, Party::Person)
    }

    /// The time of the change, in UTC.
    pub(super) fn now(self) -> Timestamp {
        match self {
            Self::Administrator(acting) => acting.now,
            Self::Operator(operator) => operator.now,
        }
    }

    /// A new id.
    pub(super) fn new_id(self) -> Uuid {
        match self {
            Self::Administrator(acting) => acting.new_id(),
            Self::Operator(operator) => operator.ids.next(operator.now),
        }
    }

    /// Whether this person alone gives a role. The operator makes the first administrators of the platform.
    pub(super) fn gives_alone(self, role: Role) -> bool {
        !role.needs_second_person() || matches!((self, role), (Self::Operator(_), Role::PlatformAdmin))
    }

    /// Revokes the service tokens of a person whose row the transaction has locked: all, or those of one organization.
    ///
    /// # Errors
    /// The database fails.
    pub(super) async fn end_service_tokens(
        self,
        transaction: &mut Transaction,
        user: UserId,
        organization: Option<OrganizationId>,
    ) -> Result<(), Error> {
        let revocation = Revocation {
            at: self.now(),
            by: self.user(),
        };
        let (action, kind) = (AuditAction::ServiceTokenRevoke, "service_token");
        let entry = || match self {
            Self::Administrator(acting) => acting.audit(action, kind),
            Self::Operator(operator) => AuditEntry::new(operator.now, None, action, kind),
        };
        end_all(transaction, user, organization, revocation, entry).await
    }

    /// An audit entry about a person, with these data. The data of the operator's entries name the operator, because the
    /// entry has no actor.
    pub(super) fn audit<'a>(self, action: AuditAction, subject: UserId, mut detail: Value) -> AuditEntry<'a> {
        let mut entry = match self {
            Self::Administrator(acting) => acting.audit(action, "user"),
            Self::Operator(operator) => {
                if let Value::Object(members) = &mut detail {
                    members.insert("operator".to_owned(), Value::Bool(true));
                }
                AuditEntry::new(operator.now, None, action, "user")
            }
        };
        entry.subject = Some(subject.get());
        entry.detail = Some(detail);
        entry
    }
}
