use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::{Acknowledgement, Command, DocumentKind};
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublicationChanges as _, Recorded, Transaction, Visibility};

use super::DocumentView;
use super::guard::{Guarded, Lock, lock};
use super::step::take_step;
use super::warnings::{ReviewCatalogues, Reviewer, check_acknowledged, check_binding, has_warnings};
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// The request for one step of the workflow of one document.
#[derive(Clone, Debug)]
pub struct TransitionRequest {
    /// The kind of the document.
    pub kind: DocumentKind,
    /// The id of the document.
    pub id: DocumentId,
    /// The command.
    pub command: Command,
    /// The number of the edition; the one that the actor sees if absent.
    pub edition: Option<u32>,
    /// The serious warnings that the approver acknowledges. Empty for other commands.
    pub acknowledged: Vec<Acknowledgement>,
}

/// Takes one step of the workflow: submits, returns, approves, publishes or withdraws an edition.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::PreconditionRequired`] if an approval or a publication names no
/// revision, [`Error::Forbidden`], [`Error::FourEyes`], [`Error::OverrideIsOff`], [`Error::IllegalTransition`], or a
/// conflict if a report is not ready.
pub async fn transition<A: Replayable>(
    app: &App,
    context: &Context,
    step: TransitionRequest,
    precondition: &Precondition,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        let guarded = locked(transaction, acting, &step).await?;
        let edition = &guarded.current.edition;
        let right = match step.command {
            // The edition is withdrawn now, but withdrawing it needed the right for its state before.
            Command::Withdraw { .. } if edition.was_published() => Some(Action::WithdrawPublished),
            _ => edition.right_for(step.command.transition()),
        };
        match right {
            Some(right) => Ok(authorize(&acting.actor, right, &guarded.current.document.jurisdiction)?),
            None => Ok(()),
        }
    };
    let catalogues = catalogues_for_review(app, context, &step).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<DocumentView>, Error> {
        let guarded = locked(transaction, acting, &step).await?;
        let revision = guarded.current.document.revision;
        precondition.check(revision)?;
        let organization = guarded.organization.clone();
        let (current, entry) =
            take_step(transaction, acting, guarded, step.command.clone(), &step.acknowledged).await?;
        if matches!(step.command, Command::Approve { .. } | Command::Publish) {
            // What is approved is what was read. This is checked after the step, so that 403 and 409 come before the 428 for
            // `If-Match: *`. A refusal rolls the step back.
            precondition.check_read(revision)?;
        }
        let frozen = super::frozen::load_frozen_in(transaction, &current.edition.content).await?;
        let warnings = if has_warnings(&step.command) {
            let reviewer = Reviewer {
                organization: &organization,
                catalogues: catalogues.clone(),
                now: acting.now,
            };
            let warnings = reviewer.review(&current.document, &current.edition, frozen.as_ref());
            check_binding(transaction, &current.document, &warnings).await?;
            let given: Vec<_> = step.acknowledged.iter().enumerate().collect();
            check_acknowledged(step.command.transition(), &current, &warnings, &given)?;
            Some(warnings)
        } else {
            None
        };
        let view = DocumentView::for_actor(&acting.actor, current)
            .with_frozen(frozen)
            .with_warnings(warnings);
        Ok(transaction.record(entry, view).await?)
    };
    let outcome = write_replying(app, context, "document.transition", permit, work, respond).await?;
    // Every server receives the database's notification, but later. The client that gets this answer must be able to
    // read the change at once.
    app.services.public_cache.changed(step.id.get());
    Ok(outcome)
}

/// The catalogues for the review of a report.
async fn catalogues_for_review(
    app: &App,
    context: &Context,
    step: &TransitionRequest,
) -> Result<ReviewCatalogues, Error> {
    if step.kind != DocumentKind::Report || !has_warnings(&step.command) {
        return Ok(ReviewCatalogues::default());
    }
    let visibility = Visibility::of(&context.actor);
    match app.store.find_current(step.kind, step.id, &visibility).await? {
        Some(current) => ReviewCatalogues::load(app, &current.document).await,
        // The step itself refuses.
        None => Ok(ReviewCatalogues::default()),
    }
}

async fn locked(transaction: &mut Transaction, acting: &Acting, step: &TransitionRequest) -> Result<Guarded, Error> {
    let with = Lock::for_step(step.kind, step.command.transition());
    let mut guarded = lock(transaction, acting, (step.kind, step.id), with).await?;
    if let Some(number) = step.edition {
        guarded.current.edition = transaction.edition(step.id, number).await?.ok_or(Error::NotFound)?;
    }
    Ok(guarded)
}
