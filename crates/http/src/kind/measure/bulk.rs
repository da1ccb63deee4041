use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use prongsai_application::document::{self, BulkAcknowledgement, BulkOutcome, BulkStep, DocumentView};
use prongsai_application::{App, Context};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Command;
use prongsai_domain::id::OrganizationId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::selection::{YearApprovalInput, YearStepInput};
use crate::Answer;
use crate::document::WarningView;
use crate::extract::{JsonPost, PathValue};
use crate::present;
use crate::problem::Problem;

/// A digest and an id for the examples of the OpenAPI document.
const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const ID: &str = "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b";

/// The outcome of a step that was taken for many measures of a year.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkView {
    /// The measures that took the step.
    changed: Vec<BulkRowView>,
    /// The other measures of the year, which were not changed: they were not requested, or the step does not start from
    /// their state.
    skipped: Vec<BulkRowView>,
}

/// The outcome for one measure.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkRowView {
    /// The id of the measure.
    id: Uuid,
    /// The title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// The present revision; the `ETag` has the same number.
    revision: i64,
    /// The number of the edition that the caller sees.
    edition: u32,
    /// The present state of that edition.
    #[schema(example = "submitted")]
    state: &'static str,
    /// The warnings about it, the most serious first; absent for skipped measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Vec<WarningView>>,
}

impl From<&DocumentView> for BulkRowView {
    fn from(view: &DocumentView) -> Self {
        Self {
            id: view.document.id.get(),
            title: view.edition.content.title().into_owned(),
            revision: view.document.revision,
            edition: view.edition.number,
            state: view.edition.state.as_str(),
            warnings: view
                .warnings
                .as_ref()
                .map(|warnings| warnings.iter().map(WarningView::from).collect()),
        }
    }
}

impl From<&BulkOutcome> for BulkView {
    fn from(outcome: &BulkOutcome) -> Self {
        let rows = |views: &[DocumentView]| views.iter().map(BulkRowView::from).collect();
        Self {
            changed: rows(&outcome.changed),
            skipped: rows(&outcome.skipped),
        }
    }
}

/// Takes the step for the measures that the caller has read, and answers with the outcome.
async fn take_step(
    app: &App,
    context: &Context,
    year: (OrganizationId, FiscalYear),
    input: YearStepInput,
    command: Command,
    acknowledged: Vec<BulkAcknowledgement>,
) -> Result<HttpResponse, Problem> {
    let selection = input.selection()?;
    let respond = |outcome: &BulkOutcome| present::done(&BulkView::from(outcome));
    let request = BulkStep {
        selection,
        command,
        acknowledged,
    };
    let outcome = document::transition_measures_of_year(app, context, year, request, respond).await?;
    present::send(outcome)
}

/// Submits measures of a year.
///
/// Either all are submitted or none. `measures` names them; `all` submits all drafts and returned ones.
#[utoipa::path(tag = "measures", request_body(content = YearStepInput, examples(
        ("all" = (summary = "All measures of the list", value = json!({ "all": DIGEST }))),
        ("measures" = (summary = "These measures", value = json!({ "measures": [{ "id": ID, "revision": 3 }] }))))),
    responses((status = 200, body = BulkView, description = "The outcome for each measure")))]
#[post("/{id}/fiscal-years/{fiscal_year}/measures/submit")]
pub(crate) async fn submit_measures_of_year(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<YearStepInput>,
    PathValue(year): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    take_step(&app, &context, year, input, Command::Submit, Vec::new()).await
}

/// Approves submitted measures of a year.
///
/// Either all are approved or none. An author of one of them may not approve it; a refusal names every such measure.
/// `acknowledged` names each serious warning about them, with a reason of its own.
#[utoipa::path(tag = "measures", request_body(content = YearApprovalInput, examples(
        ("all" = (summary = "All measures of the list", value = json!({ "all": DIGEST }))),
        ("measures" = (summary = "These measures", value = json!({ "measures": [{ "id": ID, "revision": 3 }] }))),
        ("override" = (summary = "With an override of the four-eyes rule", value = json!({
            "all": DIGEST, "override_reason": "หน่วยงานมีผู้ปฏิบัติงานเพียงคนเดียว" }))))),
    responses((status = 200, body = BulkView, description = "The outcome for each measure")))]
#[post("/{id}/fiscal-years/{fiscal_year}/measures/approve")]
pub(crate) async fn approve_measures_of_year(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<YearApprovalInput>,
    PathValue(year): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    let (input, approval, ids) = input.into_parts();
    let (override_reason, acknowledged) = approval.checked()?;
    // The check has kept all acknowledgements in their order, so that each has its id.
    let acknowledged = ids.into_iter().zip(acknowledged);
    let acknowledged = acknowledged.map(|(id, acknowledgement)| BulkAcknowledgement { id, acknowledgement });
    let command = Command::Approve { override_reason };
    take_step(&app, &context, year, input, command, acknowledged.collect()).await
}

/// Publishes approved measures of a year.
///
/// Either all are published or none. `measures` names them; `all` publishes all approved ones.
#[utoipa::path(tag = "measures", request_body(content = YearStepInput, examples(
        ("all" = (summary = "All measures of the list", value = json!({ "all": DIGEST }))),
        ("measures" = (summary = "These measures", value = json!({ "measures": [{ "id": ID, "revision": 3 }] }))))),
    responses((status = 200, body = BulkView, description = "The outcome for each measure")))]
#[post("/{id}/fiscal-years/{fiscal_year}/measures/publish")]
pub(crate) async fn publish_measures_of_year(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<YearStepInput>,
    PathValue(year): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    take_step(&app, &context, year, input, Command::Publish, Vec::new()).await
}
