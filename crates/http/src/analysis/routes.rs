use actix_web::web::Data;
use actix_web::{get, put};
use prongsai_application::{App, analysis};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::input::PutAnalysis;
use super::view::AnalysisView;
use crate::Answer;
use crate::extract::{Authenticated, Body, IfMatchOrNew, IfNoneMatch, PathValue};
use crate::present;

/// Shows the analysis that an organization's measures of a year are based on.
#[utoipa::path(tag = "analyses", params(IfNoneMatch),
    responses((status = 200, body = AnalysisView, description = "The analysis")))]
#[get("/{id}/analyses/{fiscal_year}")]
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

/// Writes the whole analysis of a year.
///
/// The first analysis needs no precondition, but `If-None-Match: *` can state that there must be none yet. Replacing an
/// analysis needs `If-Match`.
#[utoipa::path(tag = "analyses", params(IfMatchOrNew),
    request_body(content = PutAnalysis, example = json!({
        "assessed_fiscal_year": 2565, "covers": ["needs_development", "recommendations"],
        "scores": { "total": 87.25, "indicators": { "ประสิทธิภาพการสื่อสาร": 81.5 } },
        "findings": [{ "kind": "needs_development", "indicator": "ประสิทธิภาพการสื่อสาร",
                       "description": "ประชาชนยังไม่ทราบช่องทางการติดต่อ" }],
        "recommendations": "ควรเพิ่มช่องทางการสื่อสารกับประชาชน",
    })),
    responses((status = 200, body = AnalysisView, description = "The analysis was replaced"),
        (status = 201, body = AnalysisView, description = "The analysis is new")))]
#[put("/{id}/analyses/{fiscal_year}")]
pub(crate) async fn put_analysis(
    app: Data<App>,
    Body { context, input }: Body<PutAnalysis>,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    IfMatchOrNew(condition): IfMatchOrNew,
) -> Answer {
    let stored = analysis::put(&app, &context, organization, fiscal_year, &condition, input.into()).await?;
    let view = AnalysisView::new(organization, fiscal_year, stored);
    let location = format!("/api/v1/organizations/{organization}/analyses/{fiscal_year}");
    Ok(view.answer(&location))
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(super::draft::get_analysis_draft)
        .service(super::draft::decide_finding)
        .service(get_analysis)
        .service(put_analysis);
}
