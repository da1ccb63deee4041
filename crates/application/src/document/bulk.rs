use std::cell::RefCell;

use prongsai_domain::access::Action;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::binding_rule::BindingRule;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Acknowledgement, Command, DocumentKind, check_known};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;
use prongsai_domain::workflow::Transition;
use prongsai_persistence::{Current, PublicationChanges as _, Recorded, Transaction};

use super::guard::share_organization_for;
use super::selection::{Selection, select};
use super::step::{add_authors, only_allowed_override, take_steps};
use super::warnings::{ReviewCatalogues, Reviewer, check_acknowledged, has_warnings, refuse_broken};
use super::{DocumentView, Warning};
use crate::catalogue::NACC_ITA;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, RefusedMeasure, Replayable, write_replying};

/// The outcome of a step that was taken for many measures of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOutcome {
    /// The measures that took the step.
    pub changed: Vec<DocumentView>,
    /// The other measures of the year, which were not changed: they were not requested, or the step does not start from
    /// their state.
    pub skipped: Vec<DocumentView>,
}

/// The request for one step of many measures of a year.
#[derive(Clone, Debug)]
pub struct BulkStep {
    /// The measures that the caller has read.
    pub selection: Option<Selection>,
    /// The command.
    pub command: Command,
    /// The serious warnings that the approver acknowledges. Empty for other commands.
    pub acknowledged: Vec<BulkAcknowledgement>,
}

/// The acknowledgement of a warning about one of many measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkAcknowledgement {
    /// The measure.
    pub id: DocumentId,
    /// The acknowledgement.
    pub acknowledgement: Acknowledgement,
}

/// Takes one step for the measures of an organization's year that the caller has read. Either all of them take the step
/// or none.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::SelectionRequired`], [`Error::YearChanged`], [`Error::Refused`];
/// [`Error::Invalid`] if a requested measure is not one of the year or is named twice, or if an acknowledged warning does
/// not exist; [`Conflict::NothingToDo`] if no measure is in a state from which the step starts.
pub async fn transition_measures_of_year<A: Replayable>(
    app: &App,
    context: &Context,
    (organization_id, fiscal_year): (OrganizationId, FiscalYear),
    request: BulkStep,
    respond: impl Fn(&BulkOutcome) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let BulkStep {
        selection,
        command,
        acknowledged,
    } = request;
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
        let of_measure = |measure: &Current| {
            let own = acknowledged.iter().filter(|one| one.id == measure.document.id);
            own.map(|one| one.acknowledgement.clone()).collect()
        };
        let entries = take_steps(transaction, acting, &organization, &mut ready, &command, of_measure).await?;
        transaction.note_all(&entries).await?;
        let warnings = reviewed(acting, &organization, &ready, &command);
        let binding = transaction
            .binding_rules_for(organization_id, &organization.profile.province_code)
            .await?;
        check_all_warnings(&ready, &warnings, (&binding, &acknowledged), (step, selection.as_ref()))?;
        let outcome = BulkOutcome {
            changed: with_warnings(views(acting, ready), warnings),
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

/// The warnings about each measure, in the same order.
fn reviewed(
    acting: &Acting,
    organization: &Organization,
    measures: &[Current],
    command: &Command,
) -> Vec<Option<Vec<Warning>>> {
    let reviewer = Reviewer {
        organization,
        catalogues: ReviewCatalogues::default(),
        now: acting.now,
    };
    let review = |one: &Current| has_warnings(command).then(|| reviewer.review(&one.document, &one.edition, None));
    measures.iter().map(review).collect()
}

/// Checks the binding rules and the acknowledgements of all measures, so that one answer names everything that is missing.
fn check_all_warnings(
    measures: &[Current],
    warnings: &[Option<Vec<Warning>>],
    (binding, acknowledged): (&[BindingRule], &[BulkAcknowledgement]),
    (step, selection): (Transition, Option<&Selection>),
) -> Result<(), Error> {
    let mut refused = Vec::new();
    for (measure, warnings) in measures.iter().zip(warnings) {
        let id = measure.document.id;
        let own = acknowledged.iter().enumerate().filter(|(_, one)| one.id == id);
        let given: Vec<_> = own.map(|(index, one)| (index, &one.acknowledgement)).collect();
        let warnings = warnings.as_deref().unwrap_or_default();
        match refuse_broken(binding, warnings).and_then(|()| check_acknowledged(step, measure, warnings, &given)) {
            Err(Error::Conflict(reason)) => refused.push(RefusedMeasure {
                index: selection.and_then(|selection| selection.place_of(id)),
                id,
                key: measure.document.key.clone(),
                title: measure.edition.content.title().into_owned(),
                reason: Box::new(Error::Conflict(reason)),
            }),
            other => other?,
        }
    }
    let is_known = |one: &BulkAcknowledgement| measures.iter().any(|measure| measure.document.id == one.id);
    let mut checker = Checker::new();
    let unknown = acknowledged.iter().enumerate().filter(|(_, one)| !is_known(one));
    let unknown: Vec<_> = unknown.map(|(index, one)| (index, &one.acknowledgement)).collect();
    // A measure that does not take the step has no warnings here, so each of these acknowledgements is refused.
    check_known(&unknown, &[], "", &mut checker);
    checker.finish(Some(()))?;
    if refused.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(refused))
    }
}

fn with_warnings(views: Vec<DocumentView>, warnings: Vec<Option<Vec<Warning>>>) -> Vec<DocumentView> {
    let with = |(view, warnings): (DocumentView, _)| view.with_warnings(warnings);
    views.into_iter().zip(warnings).map(with).collect()
}

fn views(acting: &Acting, measures: Vec<Current>) -> Vec<DocumentView> {
    measures
        .into_iter()
        .map(|measure| DocumentView::for_actor(&acting.actor, measure))
        .collect()
}
