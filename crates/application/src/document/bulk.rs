use std::cell::RefCell;

use prongsai_domain::access::Action;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Command, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_persistence::{Current, PublicationChanges as _, Recorded, Transaction};

use super::DocumentView;
use super::guard::share_organization_for;
use super::selection::{Selection, select};
use super::step::{add_authors, only_allowed_override, take_steps};
use crate::catalogue::NACC_ITA;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// The outcome of a step that was taken for many measures of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOutcome {
    /// The measures that took the step.
    pub changed: Vec<DocumentView>,
    /// The other measures of the year, which were not changed: they were not requested, or the step does not start from
    /// their state.
    pub skipped: Vec<DocumentView>,
}

/// Takes one step for the measures of an organization's year that the caller has read. Either all of them take the step
/// or none.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::SelectionRequired`], [`Error::YearChanged`], [`Error::Refused`];
/// [`Error::Invalid`] if a requested measure is not one of the year or is named twice; [`Conflict::NothingToDo`] if no
/// measure is in a state from which the step starts.
pub async fn transition_measures_of_year<A: Replayable>(
    app: &App,
    context: &Context,
    (organization_id, fiscal_year): (OrganizationId, FiscalYear),
    selection: Option<Selection>,
    command: Command,
    respond: impl Fn(&BulkOutcome) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let step = command.transition();
    let right = right_for(&command);
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization_id, right).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<BulkOutcome>, Error> {
        let organization = share_organization_for(transaction, acting, organization_id, right).await?;
        let ids = transaction
            .lock_documents_of_year(organization_id, NACC_ITA, fiscal_year, &[DocumentKind::Measure])
            .await?;
        let ids: Vec<DocumentId> = ids.into_iter().map(|locked| locked.id).collect();
        acting.confirm(transaction).await?;
        let mut measures = transaction.current_documents(&ids).await?;
        add_authors(transaction, &mut measures, step).await?;
        let (mut ready, skipped) = select(acting, &organization, measures, selection.as_ref(), &command)?;
        if ready.is_empty() {
            return Err(Error::Conflict(Conflict::NothingToDo));
        }
        let command = only_allowed_override(&organization, command.clone());
        let entries = take_steps(transaction, acting, &organization, &mut ready, &command).await?;
        transaction.note_all(&entries).await?;
        let outcome = BulkOutcome {
            changed: views(acting, ready),
            skipped: views(acting, skipped),
        };
        let mut entry = acting.audit(AuditAction::of_measures(&command), "organization");
        entry.subject = Some(organization_id.get());
        entry.organization = Some(organization_id);
        Ok(transaction.record(entry, outcome).await?)
    };
    let touched = RefCell::new(Vec::new());
    let noting = |outcome: &BulkOutcome| {
        // The list is replaced, not extended, because the transaction may be done again.
        touched.replace(outcome.changed.iter().map(|view| view.document.id).collect());
        respond(outcome)
    };
    let outcome = write_replying(app, context, "measure.bulk", permit, work, noting).await?;
    for id in touched.into_inner() {
        app.services.public_cache.changed(id.get());
    }
    Ok(outcome)
}

/// The right that is asked for before the measures are read. Each measure is checked with `Edition::right_for` later; for a
/// withdrawal this is the stricter of its two rights.
const fn right_for(command: &Command) -> Action {
    match command {
        Command::Submit => Action::Submit,
        Command::Return { .. } => Action::Return,
        Command::Approve { .. } => Action::Approve,
        Command::Publish => Action::Publish,
        Command::Withdraw { .. } => Action::WithdrawPublished,
    }
}

fn views(acting: &Acting, measures: Vec<Current>) -> Vec<DocumentView> {
    measures
        .into_iter()
        .map(|measure| DocumentView::for_actor(&acting.actor, measure))
        .collect()
}
