use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Command, DocumentKind};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::workflow;
use prongsai_persistence::{PublicationChanges as _, Recorded, Transaction};

use super::{DocumentView, carry_out, office};
use crate::{App, Conflict, Context, Error, Reply, write_replying};

/// What became of all measures of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOutcome {
    /// Those that took the step.
    pub changed: Vec<DocumentView>,
    /// Those whose state the step does not start from, left as they were.
    pub skipped: Vec<DocumentView>,
}

/// Takes all measures of an office's year one step on, all or none: those in a state that the step starts from.
///
/// # Errors
/// As for one measure; [`Conflict::NothingToDo`] when no measure is in such a state.
pub async fn transition_measures_of_year(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    command: Command,
    respond: impl FnOnce(&BulkOutcome) -> Reply,
) -> Result<Reply, Error> {
    let right = match command {
        Command::Submit => Action::Submit,
        Command::Return { .. } => Action::Return,
        Command::Approve { .. } => Action::Approve,
        Command::Publish => Action::Publish,
        Command::Withdraw { .. } => Action::WithdrawPublished,
    };
    office(app, context, organization, right).await?;
    let step = command.transition();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<BulkOutcome>, Error> {
        let measures = transaction
            .lock_documents_of_year(organization, fiscal_year, DocumentKind::Measure)
            .await?;
        let mut outcome = BulkOutcome {
            changed: Vec::new(),
            skipped: Vec::new(),
        };
        for measure in measures {
            if workflow::apply(measure.edition.state, step).is_err() {
                outcome.skipped.push(DocumentView::for_actor(&context.actor, measure));
                continue;
            }
            let recorded = carry_out(transaction, context, measure, command.clone()).await?;
            outcome
                .changed
                .push(DocumentView::for_actor(&context.actor, recorded.get().clone()));
        }
        if outcome.changed.is_empty() {
            return Err(Error::Conflict(Conflict::NothingToDo));
        }
        let mut entry = context.audit(format!("measure.{}-all", step.as_str()), "organization");
        entry.subject = Some(organization.get());
        entry.organization = Some(organization);
        Ok(transaction.record(entry, outcome).await?)
    };
    let mut touched = Vec::new();
    let noting = |outcome: &BulkOutcome| {
        touched.extend(outcome.changed.iter().map(|view| view.document.id));
        respond(outcome)
    };
    let reply = write_replying(app, context, "measure.bulk", work, noting).await?;
    for id in touched {
        app.services.public_cache.changed(id.get());
    }
    Ok(reply)
}
