use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use prongsai_application::{App, binding_rule};
use prongsai_domain::binding_rule::{BindingRule, BindingScope};
use prongsai_domain::geography::ProvinceCode;

use super::view::{BindRule, BindingRuleView, BindingRulesView};
use crate::extract::{Authenticated, Filters, JsonPost, NoFilters, Nothing, PathValue};
use crate::{Answer, present};

/// Lists the rules that are binding for every organization of a province.
#[utoipa::path(tag = "rules",
    responses((status = 200, body = BindingRulesView, description = "The rules")))]
#[get("/provinces/{code}/binding-rules")]
pub(crate) async fn list_province_binding_rules(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(code): PathValue<ProvinceCode>,
    _: Filters<NoFilters>,
) -> Answer {
    let rules = binding_rule::list_of_province(&app, &code).await?;
    Ok(HttpResponse::Ok().json(BindingRulesView::of(&rules, context.now)))
}

/// Makes a rule binding for every organization of a province.
///
/// It is binding at once, and a proposal to release it ends.
#[utoipa::path(tag = "rules",
    request_body(content = BindRule, example = json!({ "rule": "result-without-evidence" })),
    responses((status = 200, body = BindingRuleView, description = "The rule, which is binding")))]
#[post("/provinces/{code}/binding-rules")]
pub(crate) async fn bind_province_rule(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<BindRule>,
    PathValue(code): PathValue<ProvinceCode>,
    _: Filters<NoFilters>,
) -> Answer {
    let (scope, now) = (BindingScope::Province(code), context.now);
    let respond = |bound: &BindingRule| present::done(&BindingRuleView::of(bound, now));
    present::send(binding_rule::bind(&app, &context, &scope, &input.rule, respond).await?)
}

/// Proposes to release a binding rule. It stays binding until another administrator accepts the release.
#[utoipa::path(tag = "rules", request_body(content = Nothing),
    responses((status = 200, body = BindingRuleView, description = "The rule with the proposal")))]
#[post("/provinces/{code}/binding-rules/{rule}/propose-release")]
pub(crate) async fn propose_province_rule_release(
    app: Data<App>,
    JsonPost { context, .. }: JsonPost<Nothing>,
    PathValue((code, rule)): PathValue<(ProvinceCode, String)>,
    _: Filters<NoFilters>,
) -> Answer {
    let (scope, now) = (BindingScope::Province(code), context.now);
    let respond = |bound: &BindingRule| present::done(&BindingRuleView::of(bound, now));
    present::send(binding_rule::propose_release(&app, &context, &scope, &rule, respond).await?)
}

/// Releases a binding rule, as another administrator proposed. A proposal ends after 14 days.
#[utoipa::path(tag = "rules", request_body(content = Nothing),
    responses((status = 200, body = BindingRuleView, description = "The rule, which is no longer binding")))]
#[post("/provinces/{code}/binding-rules/{rule}/accept-release")]
pub(crate) async fn accept_province_rule_release(
    app: Data<App>,
    JsonPost { context, .. }: JsonPost<Nothing>,
    PathValue((code, rule)): PathValue<(ProvinceCode, String)>,
    _: Filters<NoFilters>,
) -> Answer {
    let (scope, now) = (BindingScope::Province(code), context.now);
    let respond = |bound: &BindingRule| present::done(&BindingRuleView::released(bound, now));
    present::send(binding_rule::accept_release(&app, &context, &scope, &rule, respond).await?)
}
