use actix_web::web::Data;
use actix_web::{get, put};
use prongsai_application::{App, Error, analysis};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::input::PutAnalysis;
use super::view::AnalysisView;
use crate::Answer;
use crate::extract::{Authenticated, Body, IfNoneMatch, PathValue, PutCondition};
use crate::present;
use crate::problem::{Problem, ProblemCode};

/// Shows the analysis behind an office's measures of a year.
#[utoipa::path(tag = "analyses", params(IfNoneMatch),
    responses((status = 200, body = AnalysisView, description = "The analysis")))]
#[get("/organizations/{id}/analyses/{fiscal_year}")]
pub(crate) async fn get_analysis(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    known: IfNoneMatch,
) -> Answer {
    let stored = analysis::find(&app, &context, organization, fiscal_year).await?;
    let revision = stored.revision;
    Ok(present::ok_unless_known(
        &known,
        revision,
        &AnalysisView::new(organization, fiscal_year, stored),
    ))
}

/// Writes the analysis of a year, the whole of it. A first one needs no precondition (`If-None-Match: *` may say that
/// there must be none yet); replacing one needs `If-Match`.
#[utoipa::path(tag = "analyses", params(PutCondition),
    request_body(content = PutAnalysis, example = json!({
        "assessed_fiscal_year": 2565, "covers": ["needs_development", "recommendations"],
        "scores": { "total": 87.25, "indicators": { "ประสิทธิภาพการสื่อสาร": 81.5 } },
        "findings": [{ "kind": "needs_development", "indicator": "ประสิทธิภาพการสื่อสาร",
                       "description": "ประชาชนยังไม่ทราบช่องทางการติดต่อ" }],
        "recommendations": "ควรเพิ่มช่องทางการสื่อสารกับประชาชน",
    })),
    responses((status = 200, body = AnalysisView, description = "It is replaced"),
        (status = 201, body = AnalysisView, description = "It is new")))]
#[put("/organizations/{id}/analyses/{fiscal_year}")]
pub(crate) async fn put_analysis(
    app: Data<App>,
    Body { context, input }: Body<PutAnalysis>,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    condition: PutCondition,
) -> Answer {
    let precondition = condition.precondition();
    let stored = analysis::put(&app, &context, organization, fiscal_year, precondition, input.into()).await;
    let view = AnalysisView::new(
        organization,
        fiscal_year,
        stored.map_err(|error| explain(error, &condition))?,
    );
    let location = format!("/api/v1/organizations/{organization}/analyses/{fiscal_year}");
    Ok(view.answer(&location))
}

/// Whoever said nothing at all of what is there is told to say it.
fn explain(error: Error, condition: &PutCondition) -> Problem {
    match (error, condition) {
        (Error::Stale { .. }, PutCondition::Unsaid) => Problem::new(ProblemCode::PreconditionRequired),
        (error, _) => error.into(),
    }
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(get_analysis).service(put_analysis);
}
