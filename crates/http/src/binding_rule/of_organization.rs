use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use prongsai_application::{App, binding_rule};
use prongsai_domain::binding_rule::{BindingRule, BindingScope};
use prongsai_domain::id::OrganizationId;

use super::view::{BindRule, BindingRuleView, BindingRulesView};
use crate::extract::{Authenticated, Filters, JsonPost, NoFilters, Nothing, PathValue};
use crate::{Answer, present};

/// Lists the rules that are binding for an organization: its own, and those of its province.
#[utoipa::path(tag = "rules",
    responses((status = 200, body = BindingRulesView, description = "The rules")))]
#[get("/{id}/binding-rules")]
pub(crate) async fn list_binding_rules(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    _: Filters<NoFilters>,
) -> Answer {
    let rules = binding_rule::list_for_organization(&app, &context, id).await?;
    Ok(HttpResponse::Ok().json(BindingRulesView::of(&rules, context.now)))
}

/// Makes a rule binding for an organization. A document with a warning of it is neither submitted nor approved nor
/// published.
///
/// It is binding at once, and a proposal to release it ends.
#[utoipa::path(tag = "rules",
    request_body(content = BindRule, example = json!({ "rule": "result-without-evidence" })),
    responses((status = 200, body = BindingRuleView, description = "The rule, which is binding")))]
#[post("/{id}/binding-rules")]
pub(crate) async fn bind_rule(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<BindRule>,
    PathValue(id): PathValue<OrganizationId>,
    _: Filters<NoFilters>,
) -> Answer {
    let (scope, now) = (BindingScope::Organization(id), context.now);
    let respond = |bound: &BindingRule| present::done(&BindingRuleView::of(bound, now));
    present::send(binding_rule::bind(&app, &context, &scope, &input.rule, respond).await?)
}

/// Proposes to release a binding rule. It stays binding until another administrator accepts the release.
#[utoipa::path(tag = "rules", request_body(content = Nothing),
    responses((status = 200, body = BindingRuleView, description = "The rule with the proposal")))]
#[post("/{id}/binding-rules/{rule}/propose-release")]
pub(crate) async fn propose_rule_release(
    app: Data<App>,
    JsonPost { context, .. }: JsonPost<Nothing>,
    PathValue((id, rule)): PathValue<(OrganizationId, String)>,
    _: Filters<NoFilters>,
) -> Answer {
    let (scope, now) = (BindingScope::Organization(id), context.now);
    let respond = |bound: &BindingRule| present::done(&BindingRuleView::of(bound, now));
    present::send(binding_rule::propose_release(&app, &context, &scope, &rule, respond).await?)
}

/// Releases a binding rule, as another administrator proposed. A proposal ends after 14 days.
#[utoipa::path(tag = "rules", request_body(content = Nothing),
    responses((status = 200, body = BindingRuleView, description = "The rule, which is no longer binding")))]
#[post("/{id}/binding-rules/{rule}/accept-release")]
pub(crate) async fn accept_rule_release(
    app: Data<App>,
    JsonPost { context, .. }: JsonPost<Nothing>,
    PathValue((id, rule)): PathValue<(OrganizationId, String)>,
    _: Filters<NoFilters>,
) -> Answer {
    let (scope, now) = (BindingScope::Organization(id), context.now);
    let respond = |bound: &BindingRule| present::done(&BindingRuleView::released(bound, now));
    present::send(binding_rule::accept_release(&app, &context, &scope, &rule, respond).await?)
}
