//! What answers when no handler does: an unknown path, or a known one with another method.

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::{OpenApi, PathItem};

use crate::Answer;
use crate::problem::{Bilingual, Problem, ProblemCode};

/// Every path that the API has, with its methods, as the OpenAPI document says.
pub(crate) struct KnownPaths(Vec<(ResourceDef, String)>);

impl KnownPaths {
    pub(crate) fn of(document: &OpenApi) -> Self {
        let known = document
            .paths
            .paths
            .iter()
            .map(|(path, item)| (ResourceDef::new(path.as_str()), allow(item)));
        // The documentation page is served by a library and stands in no document of ours.
        let docs = (ResourceDef::new("/docs{_:(/.*)?}"), "GET, HEAD, OPTIONS".to_owned());
        Self(known.chain([docs]).collect())
    }

    fn methods(&self, path: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(definition, _)| definition.is_match(path))
            .map(|(_, methods)| methods.as_str())
    }
}

fn allow(item: &PathItem) -> String {
    let methods = [
        (item.get.is_some(), "GET, HEAD"),
        (item.post.is_some(), "POST"),
        (item.put.is_some(), "PUT"),
        (item.patch.is_some(), "PATCH"),
        (item.delete.is_some(), "DELETE"),
        (true, "OPTIONS"),
    ];
    methods
        .into_iter()
        .filter_map(|(has, name)| has.then_some(name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// 404 for an unknown path, 405 with `Allow` for a known one; OPTIONS is answered with `Allow`.
pub(crate) async fn fallback(request: HttpRequest, known: Data<KnownPaths>) -> Answer {
    let Some(methods) = known.methods(request.path()) else {
        return Err(Problem::new(ProblemCode::NotFound).explain(Bilingual::new(
            "ไม่มีที่อยู่นี้ในระบบ ดูรายการทั้งหมดที่ /docs",
            "There is no such path; /docs lists all that there are.",
        )));
    };
    let allow = HeaderValue::from_str(methods).map_err(|error| Problem::internal(error.to_string()))?;
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, allow)).finish());
    }
    let problem = Problem::new(ProblemCode::MethodNotAllowed).explain(Bilingual::new(
        format!("ที่อยู่นี้รับเฉพาะ {methods}"),
        format!("This path takes {methods}."),
    ));
    Err(problem.with_header(header::ALLOW, allow))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::document;

    #[test]
    fn methods_come_from_the_document() {
        let known = KnownPaths::of(&document());
        assert_eq!(known.methods("/health/live"), Some("GET, HEAD, OPTIONS"));
        assert_eq!(known.methods("/docs/index.html"), Some("GET, HEAD, OPTIONS"));
        assert_eq!(known.methods("/docsish"), None);
        assert_eq!(known.methods("/health/live/"), None);
        assert_eq!(known.methods("/nowhere"), None);
    }
}
