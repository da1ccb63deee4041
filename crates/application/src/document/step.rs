use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::DocumentAction;
use prongsai_domain::document::{Acknowledgement, ActKind, Command, Content, Edition};
use prongsai_domain::organization::Organization;
use prongsai_domain::workflow::{self, State, Transition};
use prongsai_persistence::{AuditEntry, Current, Transaction};

use super::freeze::{catalogues_of, check_frozen, freeze, thawed};
use super::guard::{Guarded, audit};
use super::publish::{publish, supersede, withdraw};
use crate::context::today;
use crate::rendition::keep_letterhead;
use crate::{Acting, Conflict, Error};

/// Carries out a command on a locked document: checks the rights, the state and the four-eyes rule, and makes the
/// changes that follow from it. The caller writes the audit entry.
///
/// # Errors
/// As [`transition`](super::transition).
pub(crate) async fn take_step(
    transaction: &mut Transaction,
    acting: &Acting,
    mut guarded: Guarded,
    command: Command,
    acknowledged: &[Acknowledgement],
) -> Result<(Current, AuditEntry<'static>), Error> {
    let step = command.transition();
    add_authors(transaction, std::slice::from_mut(&mut guarded.current), step).await?;
    let command = allowed(acting, &guarded.organization, &guarded.current, command)?;
    check_round(acting, &guarded.current, step)?;
    let before = guarded.current.edition.version.id;
    match step {
        Transition::Submit => freeze(transaction, acting, &mut guarded).await?,
        Transition::Approve => check_frozen(transaction, &guarded.current, false).await?,
        Transition::Publish => check_frozen(transaction, &guarded.current, true).await?,
        _ => {}
    }
    let Guarded { organization, current } = guarded;
    let mut one = [current];
    let acknowledgements = |_: &Current| acknowledged.to_vec();
    let mut entries = take_steps(transaction, acting, &organization, &mut one, &command, acknowledgements).await?;
    let [current] = one;
    let mut entry = entries
        .pop()
        .ok_or_else(|| Error::Internal("a step wrote no audit entry".to_owned()))?;
    // A submission has frozen a report before the step.
    entry.before = Some(before);
    transaction.note_all(&entries).await?;
    Ok((current, entry))
}

/// Adds to editions the authors that the database computes, before an approval or a publication asks for them.
pub(super) async fn add_authors(
    transaction: &mut Transaction,
    documents: &mut [Current],
    step: Transition,
) -> Result<(), Error> {
    if !matches!(step, Transition::Approve | Transition::Publish) {
        return Ok(());
    }
    let editions: Vec<_> = documents
        .iter()
        .map(|current| (&current.document, &current.edition))
        .collect();
    let mut authors = transaction.authors_of(&editions).await?;
    for current in documents {
        let authors = authors.remove(&current.document.id).unwrap_or_default();
        current.edition.add_drafters(authors.people);
        if step == Transition::Approve {
            current.edition.letterhead_authors = authors.of_letterhead;
        }
    }
    Ok(())
}

/// Carries out an allowed command on locked documents. The number of statements does not depend on the number of
/// documents. An approval keeps the warnings that are acknowledged. Returns the audit entries; those of superseded editions
/// come first.
///
/// # Errors
/// [`Error::IllegalTransition`], [`Error::FourEyes`].
pub(super) async fn take_steps(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: &Organization,
    documents: &mut [Current],
    command: &Command,
    acknowledged: impl Fn(&Current) -> Vec<Acknowledgement>,
) -> Result<Vec<AuditEntry<'static>>, Error> {
    let step = command.transition();
    let mut entries = Vec::new();
    if step == Transition::Publish {
        entries.extend(supersede(transaction, acting, documents).await?);
    }
    if step == Transition::Submit {
        fix_catalogues(transaction, documents).await?;
    }
    let letterhead = match step {
        Transition::Approve => Some(keep_letterhead(transaction, acting, organization).await?),
        _ => None,
    };
    let mut done = Vec::with_capacity(documents.len());
    for current in documents.iter_mut() {
        let before = current.edition.version.id;
        if step == Transition::Withdraw && current.edition.state == State::Returned {
            show_what_was_submitted(transaction, current).await?;
        }
        let from = current.edition.state;
        current.edition.apply(command.clone(), &acting.person, acting.now)?;
        if let Some(letterhead) = letterhead {
            current.edition.approve_with(letterhead);
            let acknowledged = acknowledged(current);
            current.edition.acknowledge(acknowledged);
        }
        let mut entry = entry(acting, current, step, from);
        if step == Transition::Return {
            thaw(transaction, acting, current).await?;
        }
        entry.before = Some(before);
        entry.after = Some(current.edition.version.id);
        done.push(entry);
    }
    let mut changed: Vec<_> = documents
        .iter_mut()
        .map(|current| (&mut current.document, &current.edition))
        .collect();
    transaction.update_editions(&mut changed).await?;
    match step {
        Transition::Publish => publish(transaction, acting, organization, documents).await?,
        Transition::Withdraw => withdraw(transaction, acting, documents).await?,
        _ => {}
    }
    entries.extend(done);
    Ok(entries)
}

/// Fixes the catalogues of documents that have none yet. All documents of a year get the same catalogues; a report
/// already has its own, which include the catalogue of the assessed year.
async fn fix_catalogues(transaction: &mut Transaction, documents: &mut [Current]) -> Result<(), Error> {
    let mut of_year = None;
    for current in documents
        .iter_mut()
        .filter(|current| current.edition.catalogues.is_none())
    {
        let catalogues = match &of_year {
            Some(catalogues) => catalogues,
            None => of_year.insert(catalogues_of(transaction, &[current.document.fiscal_year]).await?),
        };
        current.edition.catalogues = Some(catalogues.clone());
    }
    Ok(())
}

/// Gives a returned edition, which is withdrawn, the content that was submitted last. Supervisors may see withdrawn
/// editions, but not what was drafted after the return. Submissions before 0.2 that were followed by a return did not
/// keep what was submitted; such an edition keeps its present content.
async fn show_what_was_submitted(transaction: &mut Transaction, current: &mut Current) -> Result<(), Error> {
    let submitted = current.edition.last(ActKind::Submitted);
    let Some(sha256) = submitted.and_then(|act| act.content_sha256.as_deref()) else {
        return Ok(());
    };
    if sha256 == current.edition.version.sha256 {
        return Ok(());
    }
    let (kind, id) = (current.document.kind, current.document.id);
    let (content, version) = transaction
        .document_content_with(kind, id, sha256)
        .await?
        .ok_or_else(|| Error::Internal(format!("the submitted content of {id} is missing")))?;
    current.edition.content = content;
    current.edition.version = version;
    Ok(())
}

/// Gives a report that was returned the content that was submitted, without the frozen references.
async fn thaw(transaction: &mut Transaction, acting: &Acting, current: &mut Current) -> Result<(), Error> {
    let (content, version) = thawed(transaction, acting, current).await?;
    current.edition.content = content;
    current.edition.version = version;
    Ok(())
}

/// Checks that the actor may give the command now, and returns it as the organization allows it.
///
/// # Errors
/// [`Error::FourEyes`], [`Error::OverrideIsOff`], [`Error::Forbidden`], [`Error::IllegalTransition`];
/// [`Conflict::ApprovedByAuthor`] for the publication of an edition that one of its authors approved without an
/// override.
pub(super) fn allowed(
    acting: &Acting,
    organization: &Organization,
    current: &Current,
    command: Command,
) -> Result<Command, Error> {
    let step = command.transition();
    refuse_own_approval(acting, organization, current, &command)?;
    if let Some(right) = current.edition.right_for(step) {
        authorize(&acting.actor, right, &current.document.jurisdiction)?;
    }
    let command = only_allowed_override(organization, command);
    if matches!(
        command,
        Command::Approve {
            override_reason: Some(_)
        }
    ) {
        authorize(&acting.actor, Action::ApproveOverride, &current.document.jurisdiction)?;
    }
    workflow::apply(current.edition.state, step)?;
    if step == Transition::Publish && current.edition.was_approved_by_author() {
        return Err(Error::Conflict(Conflict::ApprovedByAuthor));
    }
    Ok(command)
}

/// Refuses the submission, approval and publication of a report before its round has ended, unless it is marked as
/// preliminary.
fn check_round(acting: &Acting, current: &Current, step: Transition) -> Result<(), Error> {
    let Content::Report(report) = &current.edition.content else {
        return Ok(());
    };
    if !matches!(step, Transition::Submit | Transition::Approve | Transition::Publish) {
        return Ok(());
    }
    match report.too_early(current.document.fiscal_year, today(acting.now)) {
        Some(ends_on) => Err(Error::Conflict(Conflict::RoundNotEnded { ends_on })),
        None => Ok(()),
    }
}

/// Removes the override of the four-eyes rule if the organization does not allow it.
pub(super) fn only_allowed_override(organization: &Organization, command: Command) -> Command {
    let is_allowed = organization.profile.settings.allows_four_eyes_override;
    match command {
        Command::Approve { override_reason } => Command::Approve {
            override_reason: override_reason.filter(|_| is_allowed),
        },
        other => other,
    }
}

/// Refuses an approval by a drafter of the edition, unless it is an override that the organization allows. This is
/// checked before the roles, because no role would help.
fn refuse_own_approval(
    acting: &Acting,
    organization: &Organization,
    current: &Current,
    command: &Command,
) -> Result<(), Error> {
    let is_own = current.edition.state == State::Submitted && current.edition.was_made_by(acting.user());
    let is_allowed = organization.profile.settings.allows_four_eyes_override;
    match command {
        Command::Approve { override_reason: None } if is_own => Err(Error::FourEyes),
        Command::Approve { .. } if is_own && !is_allowed => Err(Error::OverrideIsOff),
        _ => Ok(()),
    }
}

fn entry(acting: &Acting, current: &Current, step: Transition, from: State) -> AuditEntry<'static> {
    let mut entry = audit(acting, current, action_of(step, &current.edition));
    entry.from = Some(from);
    entry.to = Some(current.edition.state);
    entry.reason = current.edition.acts.last().and_then(|act| act.reason.clone());
    entry
}

/// The action in the audit trail. An approval by a drafter has an action of its own.
fn action_of(step: Transition, edition: &Edition) -> DocumentAction {
    let is_override = edition.approval().is_some_and(|act| act.is_override);
    if step == Transition::Approve && is_override {
        DocumentAction::ApproveOverride
    } else {
        DocumentAction::Step(step)
    }
}
