use anyhow::{Context as _, Result};
use prongsai_application::bundle::{self, ImportOptions};
use prongsai_application::document::{self, TransitionRequest};
use prongsai_application::{App, Context, DocumentFilter, DocumentSummary, Precondition, direct};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Acknowledgement, Command, DocumentKind};
use prongsai_domain::doubt::Severity;
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::State;

use super::correction;
use super::goal::{Goal, next_step};
use super::organizations;
use super::staff::Staff;
use super::years::DemoYear;
use crate::services::{context_of, explained};

/// A page size above the number of documents of one kind in any year of the demo.
const DOCUMENTS_MAX: i64 = 100;

/// Imports a year unless its measures exist, and takes each of its documents to its goal. A document that is already at
/// its goal does not change.
pub(super) async fn load_year(app: &App, year: &DemoYear) -> Result<()> {
    let staff = Staff::find(app, year.staff).await?;
    if documents_of(app, &staff, year, DocumentKind::Measure).await?.is_empty() {
        let context = context_of(app, &staff.drafter).await?;
        let options = ImportOptions {
            create_divisions: true,
            ..ImportOptions::default()
        };
        bundle::import_file_with(app, &context, year.bundle.as_bytes(), options)
            .await
            .map_err(explained)?;
    }
    // A report shows the measures as they are when it is submitted. The list of kinds has measures before reports.
    for kind in DocumentKind::ALL {
        for found in documents_of(app, &staff, year, kind).await? {
            advance_document(app, &staff, kind, found, year).await?;
        }
    }
    Ok(())
}

async fn documents_of(app: &App, staff: &Staff, year: &DemoYear, kind: DocumentKind) -> Result<Vec<DocumentSummary>> {
    let context = context_of(app, &staff.drafter).await?;
    let filter = DocumentFilter {
        organization_id: organizations::find(app, year.organization).await?,
        fiscal_year: Some(
            FiscalYear::new(year.fiscal_year)
                .ok()
                .context("the demo names an invalid fiscal year")?,
        ),
        ..DocumentFilter::default()
    };
    document::list(app, &context, kind, &filter, None, DOCUMENTS_MAX)
        .await
        .map_err(explained)
}

/// Takes a document to its goal.
async fn advance_document(
    app: &App,
    staff: &Staff,
    kind: DocumentKind,
    found: DocumentSummary,
    year: &DemoYear,
) -> Result<()> {
    let goal = year.goal(&found.key);
    if goal == Goal::Corrected && found.edition > 1 && found.state == State::Draft {
        // An earlier start began the correction. It may have been interrupted before this change.
        correction::write(app, staff, found.id).await?;
    }
    let state = take_steps(app, staff, kind, &found, found.state, goal).await?;
    // With a second edition, the steps above were those of the correction.
    if goal == Goal::Corrected && state == State::Published && found.edition == 1 {
        correction::begin(app, staff, found.id).await?;
        correction::write(app, staff, found.id).await?;
        take_steps(app, staff, kind, &found, State::Draft, goal).await?;
    }
    Ok(())
}

/// Acknowledges every serious warning about a document.
async fn acknowledgements(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<Vec<Acknowledgement>> {
    let known = document::warnings(app, context, kind, id).await.map_err(explained)?;
    let serious = known.warnings.into_iter().map(|warning| warning.doubt);
    let serious = serious.filter(|doubt| doubt.severity == Severity::Serious);
    let acknowledged = serious.enumerate().map(|(index, doubt)| Acknowledgement {
        reason: format!("ข้อมูลสาธิต ข้อสังเกตที่ {}: {}", index + 1, doubt.message_th),
        rule: doubt.code.into_owned(),
        pointer: doubt.pointer,
        content_sha256: known.content_sha256.clone(),
    });
    Ok(acknowledged.collect())
}

/// Takes the steps to the goal; returns the final state.
async fn take_steps(
    app: &App,
    staff: &Staff,
    kind: DocumentKind,
    found: &DocumentSummary,
    mut state: State,
    goal: Goal,
) -> Result<State> {
    while let Some((actor, command, next)) = next_step(state, goal) {
        let context = staff.context(app, actor).await?;
        let acknowledged = match command {
            Command::Approve { .. } => acknowledgements(app, &context, kind, found.id).await?,
            _ => Vec::new(),
        };
        let step = TransitionRequest {
            kind,
            id: found.id,
            command,
            edition: None,
            acknowledged,
        };
        let seen = document::find(app, &context, kind, found.id).await.map_err(explained)?;
        let seen = Precondition::Revisions(vec![seen.document.revision]);
        document::transition(app, &context, step, &seen, direct)
            .await
            .map_err(explained)
            .with_context(|| format!("the demo's {kind} {}", found.key))?;
        state = next;
    }
    Ok(state)
}
