use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use prongsai_application::{App, job};
use prongsai_domain::id::JobId;

use super::view::{JobFilters, JobView};
use crate::Answer;
use crate::extract::{Authenticated, Filters, JsonPost, ListQuery, NoFilters, Nothing, Page, Paging, PathValue};

/// Lists the jobs of all servers, newest first, for administrators of the platform.
///
/// `?state=dead` lists those that failed and are not attempted again until somebody retries them. They are kept until then;
/// finished ones are kept for 7 days.
#[utoipa::path(tag = "jobs", params(JobFilters, Paging),
    responses((status = 200, body = Page<JobView>, description = "A page of jobs")))]
#[get("/jobs")]
pub(crate) async fn list_jobs(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<JobFilters>,
) -> Answer {
    let found = job::list(&app, &context, filters.query(&paging)?).await?;
    paging.answer(found, |job| job.id, JobView::from)
}

/// Returns a job that the current user caused: how far it has come.
///
/// An administrator also sees the jobs of the organization, and one of the platform sees all.
#[utoipa::path(tag = "jobs", responses((status = 200, body = JobView, description = "The job")))]
#[get("/jobs/{id}")]
pub(crate) async fn get_job(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<JobId>,
    _: Filters<NoFilters>,
) -> Answer {
    let found = job::find(&app, &context, id).await?;
    Ok(HttpResponse::Ok().json(JobView::from(found)))
}

/// Lets a dead job be attempted again, as often as a new one, as an administrator of the platform.
///
/// Remove the reason of the failure first; `error_code` names it. 409 if the job is not dead.
#[utoipa::path(tag = "jobs", request_body = Nothing,
    responses((status = 200, body = JobView, description = "The job, which waits for its next attempt")))]
#[post("/jobs/{id}/retry")]
pub(crate) async fn retry_job(
    app: Data<App>,
    JsonPost { context, input: _ }: JsonPost<Nothing>,
    PathValue(id): PathValue<JobId>,
    _: Filters<NoFilters>,
) -> Answer {
    let retried = job::retry(&app, &context, id).await?;
    Ok(HttpResponse::Ok().json(JobView::from(retried)))
}
