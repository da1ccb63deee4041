use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{Problem, ProblemCode};
use crate::Answer;
use crate::extract::PathValue;

/// A kind of problem.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemKindView {
    /// The stable kebab-case name.
    #[schema(example = "stale")]
    code: &'static str,
    /// The HTTP status.
    status: u16,
    /// The short name, in Thai.
    title_th: &'static str,
    /// The short name, in English.
    title_en: &'static str,
    /// The meaning of the problem and what to do, in Thai.
    meaning_th: &'static str,
    /// The meaning of the problem and what to do, in English.
    meaning_en: &'static str,
}

impl From<ProblemCode> for ProblemKindView {
    fn from(code: ProblemCode) -> Self {
        Self {
            code: code.as_str(),
            status: code.status().as_u16(),
            title_th: code.title_th(),
            title_en: code.title_en(),
            meaning_th: code.meaning_th(),
            meaning_en: code.meaning_en(),
        }
    }
}

/// Describes a kind of problem.
///
/// The `type` of a problem document is the address of this description.
#[utoipa::path(tag = "system", responses((status = 200, body = ProblemKindView, description = "The kind of problem")))]
#[get("/problems/{code}")]
pub(crate) async fn get_problem_kind(PathValue(name): PathValue<String>) -> Answer {
    let code = ProblemCode::find(&name).ok_or_else(|| Problem::new(ProblemCode::NotFound))?;
    Ok(HttpResponse::Ok().json(ProblemKindView::from(code)))
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(get_problem_kind);
}
