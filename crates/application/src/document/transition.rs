use prongsai_domain::access::authorize;
use prongsai_domain::document::{Command, DocumentKind, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::{State, Transition};
use prongsai_persistence::{Current, PublicationChanges as _, Recorded, Transaction};

use super::{DocumentView, freeze, lock_visible, publish};
use crate::{App, Context, Error, Precondition, Reply, paper, write_replying};

/// Takes a document one step on in its life: submits, returns, approves, publishes or withdraws the edition that is
/// shown, or, where `edition` names one, that edition.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::FourEyes`], [`Error::IllegalTransition`], or
/// a conflict when a report is not ready.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of one document: each says another thing about it"
)]
pub async fn transition(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    precondition: &Precondition,
    command: Command,
    edition: Option<u32>,
    respond: impl FnOnce(&DocumentView) -> Reply,
) -> Result<Reply, Error> {
    let work = async |transaction: &mut Transaction| -> Result<Recorded<DocumentView>, Error> {
        let mut current = lock_visible(transaction, &context.actor, kind, id).await?;
        precondition.check(current.document.revision)?;
        if let Some(number) = edition {
            let editions = transaction.all_editions(id).await?;
            current.edition = editions
                .into_iter()
                .find(|edition| edition.number == number)
                .ok_or(Error::NotFound)?;
        }
        let recorded = carry_out(transaction, context, current, command).await?;
        Ok(recorded.map(|current| DocumentView::for_actor(&context.actor, current)))
    };
    let reply = write_replying(app, context, "document.transition", work, respond).await?;
    // The database tells every server, but a moment later: whoever was answered here must read what was just done.
    app.services.public_cache.changed(id.get());
    Ok(reply)
}

/// Carries a command out on a locked document: rights, state machine, four eyes, and what follows from it.
///
/// # Errors
/// As [`transition`].
pub async fn carry_out(
    transaction: &mut Transaction,
    context: &Context,
    mut current: Current,
    command: Command,
) -> Result<Recorded<Current>, Error> {
    let step = command.transition();
    let from = current.edition.state;
    let command = only_allowed_override(transaction, &current, command).await?;
    refuse_own_approval(&current, &command, context)?;
    if let Some(right) = current.edition.right_for(step) {
        authorize(&context.actor, right, &current.document.place)?;
    }
    let reason = reason_of(&command);
    current.edition.apply(command, context.user(), context.now)?;
    match step {
        Transition::Submit => freeze::freeze(transaction, &mut current).await?,
        Transition::Publish => publish::before_publication(transaction, context, &mut current).await?,
        _ => {}
    }
    transaction
        .update_edition(&mut current.document, &current.edition)
        .await?;
    match step {
        Transition::Publish => publish::publish(transaction, context, &mut current).await?,
        Transition::Withdraw if from == State::Published => {
            let why = reason.as_deref().unwrap_or_default();
            transaction
                .withdraw_publication(current.document.id, why, context.now)
                .await?;
            paper::withdraw_proof(transaction, context, &current, why).await?;
            current.live_edition = None;
        }
        _ => {}
    }
    let action = format!("{}.{}", current.document.kind, action_name(step, &current.edition));
    let mut entry = context.audit(action, current.document.kind.as_str());
    entry.subject = Some(current.document.id.get());
    entry.organization = Some(current.document.place.organization_id);
    entry.edition = Some(current.edition.number);
    entry.from = Some(from);
    entry.to = Some(current.edition.state);
    entry.reason = reason;
    Ok(transaction.record(entry, current).await?)
}

/// The four-eyes rule can be set aside only where the office allows it.
async fn only_allowed_override(
    transaction: &mut Transaction,
    current: &Current,
    command: Command,
) -> Result<Command, Error> {
    let Command::Approve {
        override_reason: Some(reason),
    } = command
    else {
        return Ok(command);
    };
    let office = transaction
        .lock_organization(current.document.place.organization_id)
        .await?;
    let allowed = office.is_some_and(|office| office.profile.settings.allows_four_eyes_override);
    Ok(Command::Approve {
        override_reason: allowed.then_some(reason),
    })
}

/// Whoever made the edition is told of the four-eyes rule before anything is said of roles: no role would help.
fn refuse_own_approval(current: &Current, command: &Command, context: &Context) -> Result<(), Error> {
    let is_own = current.edition.state == State::Submitted && current.edition.was_made_by(context.user());
    match command {
        Command::Approve { override_reason: None } if is_own => Err(Error::FourEyes),
        _ => Ok(()),
    }
}

/// An approval by its own drafter is counted apart, for ever.
fn action_name(step: Transition, edition: &Edition) -> &'static str {
    let overridden = edition
        .approved
        .as_ref()
        .is_some_and(|approved| approved.override_reason.is_some());
    if step == Transition::Approve && overridden {
        "approve-override"
    } else {
        step.as_str()
    }
}

fn reason_of(command: &Command) -> Option<String> {
    match command {
        Command::Return { reason } | Command::Withdraw { reason } => Some(reason.clone()),
        Command::Approve { override_reason } => override_reason.clone(),
        Command::Submit | Command::Publish => None,
    }
}
