//! Paths, methods and parameters of the OpenAPI document, and the answer when no handler matches.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

use crate::Answer;
use crate::extract::check_names;
use crate::path_template::PathTemplate;
use crate::problem::{Bilingual, Problem, ProblemCode};

/// Every path of the API, with its methods and their query parameters, from the OpenAPI document.
pub(crate) struct KnownPaths(Vec<KnownPath>);

struct KnownPath {
    template: PathTemplate,
    /// The value of the header `Allow`.
    allow: String,
    /// The methods, each with the names of its query parameters.
    operations: Vec<(Method, Vec<String>)>,
}

impl KnownPaths {
    pub(crate) fn of(document: &OpenApi) -> Self {
        let known = document
            .paths
            .paths
            .iter()
            .map(|(path, item)| KnownPath::of(path, item));
        // The documentation page and the redirects to pages are not in the OpenAPI document.
        let others = ["/docs", "/docs/", "/docs/{file}", "/public", "/public/{organization}"].map(|path| KnownPath {
            template: PathTemplate::new(path),
            allow: "GET, HEAD, OPTIONS".to_owned(),
            operations: Vec::new(),
        });
        Self(known.chain(others).collect())
    }

    /// The same without some paths, which are then unknown.
    pub(crate) fn without(mut self, paths: &[&str]) -> Self {
        let is_hidden = |known: &KnownPath| paths.contains(&known.template.text());
        self.0.retain(|known| !is_hidden(known));
        self
    }

    /// The first template that matches, in the alphabetical order of the document. `…/{id}` stands before
    /// `…/{id}.pdf` and matches its addresses too. They are therefore judged by the methods and parameters of `…/{id}`.
    fn find(&self, path: &str) -> Option<&KnownPath> {
        self.0.iter().find(|known| known.template.matches(path))
    }
}

impl KnownPath {
    fn of(path: &str, item: &PathItem) -> Self {
        let operations = [
            (Method::GET, item.get.as_ref()),
            (Method::POST, item.post.as_ref()),
            (Method::PUT, item.put.as_ref()),
            (Method::PATCH, item.patch.as_ref()),
            (Method::DELETE, item.delete.as_ref()),
        ];
        let operations: Vec<(Method, Vec<String>)> = operations
            .into_iter()
            .filter_map(|(method, operation)| operation.map(|operation| (method, query_parameters(operation))))
            .collect();
        let names = operations.iter().map(|(method, _)| {
            if method == Method::GET {
                // `middleware::frame` makes a HEAD a GET before it arrives here.
                "GET, HEAD"
            } else {
                method.as_str()
            }
        });
        let allow = names.chain(["OPTIONS"]).collect::<Vec<_>>().join(", ");
        Self {
            template: PathTemplate::new(path),
            allow,
            operations,
        }
    }
}

fn query_parameters(operation: &Operation) -> Vec<String> {
    let parameters = operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
            _ => None,
        });
    parameters.collect()
}

/// Refuses a query parameter that the operation does not define, also for operations that read no query.
pub(crate) async fn refuse_unknown_parameters<B: MessageBody>(
    known: Data<KnownPaths>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match check_query(&known, &request) {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(problem) => Ok(request.error_response(problem).map_into_right_body()),
    }
}

fn check_query(known: &KnownPaths, request: &ServiceRequest) -> Result<(), Problem> {
    let query = request.query_string();
    if query.is_empty() {
        return Ok(());
    }
    let path = known.find(request.path());
    let operation = path.and_then(|path| path.operations.iter().find(|(method, _)| method == request.method()));
    // An unknown path or method has its own refusal, and the documentation page has parameters of its own.
    let Some((_, names)) = operation else { return Ok(()) };
    check_names(query, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Answers 404 for an unknown path, 405 with `Allow` for a known one; answers OPTIONS with `Allow`.
pub(crate) async fn fallback(request: HttpRequest, known: Data<KnownPaths>) -> Answer {
    let Some(methods) = known.find(request.path()).map(|known| known.allow.as_str()) else {
        return Err(unknown_path());
    };
    let allow = HeaderValue::from_str(methods).map_err(|error| Problem::internal(error.to_string()))?;
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, allow)).finish());
    }
    let problem = Problem::new(ProblemCode::MethodNotAllowed).explain(Bilingual::new(
        format!("ที่อยู่นี้รับเฉพาะ {methods}"),
        format!("This path accepts only {methods}."),
    ));
    Err(problem.with_header(header::ALLOW, allow))
}

/// The refusal of a path that does not exist.
pub(crate) fn unknown_path() -> Problem {
    Problem::new(ProblemCode::NotFound).explain(Bilingual::new(
        "ไม่มีที่อยู่นี้ในระบบ ดูรายการทั้งหมดที่ /docs",
        "This path does not exist; /docs lists all paths.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::document;

    #[test]
    fn methods_and_parameters_come_from_the_document() {
        let known = KnownPaths::of(&document());
        let allow = |path: &str| known.find(path).map(|known| known.allow.as_str());
        assert_eq!(allow("/health/live"), Some("GET, HEAD, OPTIONS"));
        assert_eq!(allow("/docs/index.html"), Some("GET, HEAD, OPTIONS"));
        let site = "/public/019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
        assert_eq!(allow(site), Some("GET, HEAD, OPTIONS"));
        assert_eq!(allow("/api/v1/measures"), Some("GET, HEAD, POST, OPTIONS"));
        for path in ["/docsish", "/health/live/", "/nowhere", "/api/v1/measures/"] {
            assert_eq!(allow(path), None, "{path}");
        }
        let list = known.find("/public/v1/measures").unwrap();
        let (_, names) = list.operations.first().unwrap();
        assert!(
            names.contains(&"fiscal_year".to_owned()) && names.contains(&"cursor".to_owned()),
            "{names:?}"
        );
    }
}
