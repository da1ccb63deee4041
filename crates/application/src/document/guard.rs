use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::{AuditAction, DocumentAction};
use prongsai_domain::document::{Document, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_domain::workflow::{self, Transition};
use prongsai_persistence::{AuditEntry, Current, LockedCurrent, Transaction, Visibility};

use crate::acting::acting_user;
use crate::{Acting, Context, Error, Precondition};

/// A document that is locked for a change, with its organization.
///
/// Every change of a document begins with [`lock`], which takes locks in one order (the organization, then documents by
/// id) and gives 404. [`Guarded::check`] gives 412, 403 and 409, in this order.
pub(crate) struct Guarded {
    pub(crate) organization: Organization,
    pub(crate) current: Current,
}

/// The documents that are locked together with the one that is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// No other document.
    Alone,
    /// The measures of its year, because the steps of a report depend on them.
    WithMeasures,
}

impl Lock {
    /// The locks that a step of a document of this kind needs.
    pub(crate) fn for_step(kind: DocumentKind, step: Transition) -> Self {
        let reads_measures = matches!(step, Transition::Submit | Transition::Approve | Transition::Publish);
        if kind == DocumentKind::Report && reads_measures {
            Self::WithMeasures
        } else {
            Self::Alone
        }
    }
}

/// Locks a document that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see it.
pub(crate) async fn lock(
    transaction: &mut Transaction,
    acting: &Acting,
    (kind, id): (DocumentKind, DocumentId),
    lock: Lock,
) -> Result<Guarded, Error> {
    let guarded = match lock {
        Lock::Alone => {
            let locked = transaction.lock_and_read(kind, id, acting_user(acting)).await?;
            let LockedCurrent {
                organization,
                person,
                current,
            } = locked.ok_or(Error::NotFound)?;
            acting.compare(person)?;
            Guarded { organization, current }
        }
        Lock::WithMeasures => with_measures(transaction, acting, (kind, id)).await?,
    };
    if guarded.is_visible(transaction, acting).await? {
        Ok(guarded)
    } else {
        Err(Error::NotFound)
    }
}

/// Locks a report with the measures of its year.
async fn with_measures(
    transaction: &mut Transaction,
    acting: &Acting,
    (kind, id): (DocumentKind, DocumentId),
) -> Result<Guarded, Error> {
    let organization = transaction
        .share_organization_of(kind, id)
        .await?
        .ok_or(Error::NotFound)?;
    if !transaction.lock_report_with_measures(id).await? {
        return Err(Error::NotFound);
    }
    acting.confirm(transaction).await?;
    let current = transaction.current_document(id).await?.ok_or(Error::NotFound)?;
    Ok(Guarded { organization, current })
}

/// Locks an organization for an action of the actor.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see it, [`Error::Forbidden`] if no role of the actor allows the action.
pub(crate) async fn share_organization_for(
    transaction: &mut Transaction,
    acting: &Acting,
    id: OrganizationId,
    action: Action,
) -> Result<Organization, Error> {
    // A free organization is locked without a wait, so that the roles need not be read again.
    let organization = match transaction.try_share_organization(id).await? {
        Some(organization) => organization,
        None => transaction.share_organization(id).await?.ok_or(Error::NotFound)?,
    };
    acting.confirm(transaction).await?;
    authorize(&acting.actor, action, &organization.jurisdiction())?;
    Ok(organization)
}

/// As [`share_organization_for`], but no other transaction holds a lock of the organization at the same time.
///
/// # Errors
/// As [`share_organization_for`].
pub(crate) async fn lock_organization_for(
    transaction: &mut Transaction,
    acting: &Acting,
    id: OrganizationId,
    action: Action,
) -> Result<Organization, Error> {
    let organization = transaction.lock_organization(id).await?.ok_or(Error::NotFound)?;
    acting.confirm(transaction).await?;
    authorize(&acting.actor, action, &organization.jurisdiction())?;
    Ok(organization)
}

impl Guarded {
    /// Whether the actor may see an edition of the document, by the same rule as for reading.
    async fn is_visible(&self, transaction: &mut Transaction, acting: &Acting) -> Result<bool, Error> {
        let Document { id, jurisdiction, .. } = &self.current.document;
        if authorize(&acting.actor, Action::ReadDrafts, jurisdiction).is_ok() {
            return Ok(true);
        }
        let visibility = Visibility::of(&acting.actor);
        Ok(transaction.has_visible_edition(*id, &visibility).await?)
    }

    /// Checks the revision, the right of the actor and the state, in this order.
    ///
    /// # Errors
    /// [`Error::Stale`], [`Error::Forbidden`], [`Error::IllegalTransition`].
    pub(crate) fn check(&self, acting: &Acting, precondition: &Precondition, step: Transition) -> Result<(), Error> {
        precondition.check(self.current.document.revision)?;
        if let Some(right) = self.current.edition.right_for(step) {
            authorize(&acting.actor, right, &self.current.document.jurisdiction)?;
        }
        workflow::apply(self.current.edition.state, step)?;
        Ok(())
    }

    /// Makes an audit entry for a change of the document.
    pub(crate) fn audit<'a>(&self, acting: &Acting, action: DocumentAction) -> AuditEntry<'a> {
        audit(acting, &self.current, action)
    }
}

/// Makes an audit entry for a change of a document, with the number of the edition and its present title.
pub(crate) fn audit<'a>(context: &Context, current: &Current, action: DocumentAction) -> AuditEntry<'a> {
    let kind = current.document.kind;
    let mut entry = context.audit(AuditAction::Document(kind, action), kind.as_str());
    entry.subject = Some(current.document.id.get());
    entry.organization = Some(current.document.jurisdiction.organization_id);
    entry.edition = Some(current.edition.number);
    entry.detail = Some(serde_json::json!({ "title": current.edition.content.title() }));
    entry
}
