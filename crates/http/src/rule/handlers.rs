use actix_web::get;
use prongsai_domain::rule;

use super::view::{RuleListView, RulePageView};
use crate::extract::{Authenticated, Filters, NoFilters, PathValue};
use crate::problem::{Bilingual, Problem, ProblemCode};
use crate::{Answer, present};

/// Lists the rules by which documents are reviewed, by code.
#[utoipa::path(tag = "rules",
    responses((status = 200, body = RuleListView, description = "The rules")))]
#[get("/rules")]
pub(crate) async fn list_rules(_: Authenticated, _: Filters<NoFilters>) -> Answer {
    Ok(present::plain(&RuleListView::of(rule::all())))
}

/// Explains a rule: what it looks at, why it matters, how to mend, and an example, in Thai.
#[utoipa::path(tag = "rules",
    responses((status = 200, body = RulePageView, description = "The rule with its page")))]
#[get("/rules/{code}")]
pub(crate) async fn get_rule(_: Authenticated, PathValue(code): PathValue<String>, _: Filters<NoFilters>) -> Answer {
    let found = rule::find(&code).ok_or_else(|| no_such_rule(&code))?;
    let view = RulePageView::of(found).map_err(|error| Problem::internal(format!("rule {}: {error}", found.code)))?;
    Ok(present::plain(&view))
}

fn no_such_rule(code: &str) -> Problem {
    let problem = Problem::new(ProblemCode::NotFound);
    let Some(nearest) = rule::nearest(code) else {
        return problem;
    };
    problem.explain(Bilingual::new(
        format!("ไม่มีกฎที่ใช้รหัสนี้ น่าจะหมายถึง {} ({})", nearest.code, nearest.title_th),
        format!("There is no such rule; {} is probably meant.", nearest.code),
    ))
}
