use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use prongsai_application::document::{self, BulkOutcome, DocumentView};
use prongsai_application::{App, Context};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Command;
use prongsai_domain::id::OrganizationId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Answer;
use crate::document::ApproveInput;
use crate::extract::{JsonPost, Nothing, PathValue};
use crate::present;
use crate::problem::Problem;

/// The outcome of a step that was taken for all measures of a year.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkView {
    /// The measures that took the step.
    changed: Vec<BulkRowView>,
    /// The measures that were not changed, because the step does not start from their state.
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
}

impl From<&DocumentView> for BulkRowView {
    fn from(view: &DocumentView) -> Self {
        Self {
            id: view.document.id.get(),
            title: view.edition.content.title().into_owned(),
            revision: view.document.revision,
            edition: view.edition.number,
            state: view.edition.state.as_str(),
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

/// Takes the step for all measures of the year and answers with the outcome.
async fn transition_all(
    app: &App,
    context: &Context,
    (organization, fiscal_year): (OrganizationId, FiscalYear),
    command: Command,
) -> Result<HttpResponse, Problem> {
    let respond = |outcome: &BulkOutcome| present::done(&BulkView::from(outcome));
    let outcome =
        document::transition_measures_of_year(app, context, organization, fiscal_year, command, respond).await?;
    present::send(outcome)
}

/// Submits all measures of a year that are drafts or were returned.
///
/// Either all are submitted or none.
#[utoipa::path(tag = "measures", request_body(content = Nothing),
    responses((status = 200, body = BulkView, description = "The outcome for each measure")))]
#[post("/organizations/{id}/fiscal-years/{fiscal_year}/measures/submit")]
pub(crate) async fn submit_measures_of_year(
    app: Data<App>,
    JsonPost { context, .. }: JsonPost<Nothing>,
    PathValue(year): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    transition_all(&app, &context, year, Command::Submit).await
}

/// Approves all submitted measures of a year.
///
/// Either all are approved or none. A person who drafted or submitted one of them may not approve them.
#[utoipa::path(tag = "measures",
    request_body(content = ApproveInput, example = json!({ "override_reason": "หน่วยงานมีผู้ปฏิบัติงานเพียงคนเดียว" })),
    responses((status = 200, body = BulkView, description = "The outcome for each measure")))]
#[post("/organizations/{id}/fiscal-years/{fiscal_year}/measures/approve")]
pub(crate) async fn approve_measures_of_year(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<ApproveInput>,
    PathValue(year): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    transition_all(
        &app,
        &context,
        year,
        Command::Approve {
            override_reason: input.checked()?,
        },
    )
    .await
}

/// Publishes all approved measures of a year.
///
/// Either all are published or none.
#[utoipa::path(tag = "measures", request_body(content = Nothing),
    responses((status = 200, body = BulkView, description = "The outcome for each measure")))]
#[post("/organizations/{id}/fiscal-years/{fiscal_year}/measures/publish")]
pub(crate) async fn publish_measures_of_year(
    app: Data<App>,
    JsonPost { context, .. }: JsonPost<Nothing>,
    PathValue(year): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    transition_all(&app, &context, year, Command::Publish).await
}
