use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use futures_util::FutureExt as _;

use super::problem_context::ProblemContext;
use super::request_facts::RequestFacts;
use super::{access_log, headers, metrics, normal_path, rate_limit, refusal};
use crate::problem::{self, Problem, ProblemCode};

/// Wraps every request: its path gets the normal form, a HEAD is carried out as a GET, a panic becomes an answer, a refusal
/// becomes a problem document or, for a browser, a page; the answer gets its headers, is counted and logged.
pub(crate) async fn frame<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // Before anything decides by the path.
    normal_path::rewrite(&mut request);
    let facts = RequestFacts::note(&request);
    let problem_context = ProblemContext::of(&request);
    if facts.method == Method::HEAD {
        // The protocol layer knows that it is a HEAD and sends the headers only.
        request.head_mut().method = Method::GET;
    }
    let response = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(last_resort(&problem_context, &facts, &error)),
        Err(_) => {
            return Err(last_resort(
                &problem_context,
                &facts,
                &Problem::internal("a handler panicked").into(),
            ));
        }
    };
    if let Some(problem) = problem::of_response(&response) {
        refusal::note(response.request(), &problem).await;
    }
    let mut response = with_problem_document(response, &problem_context, &facts);
    headers::add(response.headers_mut(), problem_context.path(), &facts);
    // actix-web makes a new string of the pattern at every call.
    let route = response.request().match_pattern().map(Arc::from);
    count(&facts, route, response.status());
    Ok(response)
}

/// Counts a request and writes its line in the log.
fn count(facts: &RequestFacts, route: Option<Arc<str>>, status: StatusCode) {
    let took = facts.started.elapsed();
    access_log::write(facts, route.as_deref(), status, took);
    metrics::count(&facts.method, route, status, took);
}

/// Replaces a refusal by a problem document, or by a page; changes no other answer.
fn with_problem_document<B: MessageBody + 'static>(
    response: ServiceResponse<B>,
    problem_context: &ProblemContext,
    facts: &RequestFacts,
) -> ServiceResponse<EitherBody<B>> {
    let Some(problem) = problem::of_response(&response) else {
        return response.map_into_left_body();
    };
    log(&problem);
    let document = problem::into_response(&problem, &problem_context.form(), facts.id);
    let kept = kept_headers(&response);
    let mut response = response.into_response(document).map_into_right_body();
    for (name, value) in kept {
        response.headers_mut().append(name, value);
    }
    response
}

/// The answer when there is no response that could carry a document: after a panic, or if a middleware failed. Handlers,
/// extractors and refusals of the middleware have a response.
fn last_resort(problem_context: &ProblemContext, facts: &RequestFacts, error: &Error) -> Error {
    let status = error.as_response_error().status_code();
    let problem = error
        .as_error::<Problem>()
        .cloned()
        .unwrap_or_else(|| Problem::new(ProblemCode::of_status(status)).with_internal(error.to_string()));
    log(&problem);
    let mut document = problem::into_response(&problem, &problem_context.form(), facts.id);
    headers::add(document.headers_mut(), problem_context.path(), facts);
    count(facts, None, document.status());
    InternalError::from_response(problem, document).into()
}

/// Only an internal error is a defect, and logged as an error. The cause of another problem with a text may end by itself,
/// e.g. that of a database that does not answer.
fn log(problem: &Problem) {
    let code = problem.code();
    match problem.log_text() {
        Some(text) if code == ProblemCode::InternalError => tracing::error!(code = code.as_str(), "{text}"),
        Some(text) => tracing::warn!(code = code.as_str(), "{text}"),
        None => {}
    }
}

/// Headers of a refusal from other layers that are kept for its document.
fn kept_headers<B>(response: &ServiceResponse<B>) -> Vec<(HeaderName, HeaderValue)> {
    let kept = [
        header::ALLOW,
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        rate_limit::RATE_LIMIT,
        rate_limit::RATE_LIMIT_POLICY,
    ];
    let headers = response.headers();
    kept.iter()
        .flat_map(|name| headers.get_all(name).map(|value| (name.clone(), value.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, HttpResponse, web};

    use super::*;

    /// Status, content type and body of an answer, through the frame.
    async fn ask(request: TestRequest) -> (StatusCode, String, String) {
        let app = App::new()
            .route("/panics", web::get().to(|| async { panic!("secret") as HttpResponse }))
            .route("/plain", web::get().to(|| async { HttpResponse::Ok().body("fine") }))
            .route(
                "/bare",
                web::get().to(|| async { HttpResponse::PayloadTooLarge().body("a framework's own words") }),
            )
            .wrap(from_fn(frame));
        let service = init_service(app).await;
        let response = match actix_web::dev::Service::call(&service, request.to_request()).await {
            Ok(response) => response.map_into_boxed_body().into_parts().1,
            Err(error) => error.error_response(),
        };
        let status = response.status();
        let kind = response
            .headers()
            .get("Content-Type")
            .map(|kind| kind.to_str().unwrap().to_owned());
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        (
            status,
            kind.unwrap_or_default(),
            String::from_utf8(body.to_vec()).unwrap(),
        )
    }

    #[actix_web::test]
    async fn a_panic_is_answered_and_tells_nothing() {
        let (status, kind, body) = ask(TestRequest::get()
            .uri("/panics")
            .insert_header(("Accept-Language", "en")))
        .await;
        assert_eq!(
            (status, kind.as_str()),
            (StatusCode::INTERNAL_SERVER_ERROR, "application/problem+json")
        );
        assert!(
            body.contains("\"internal-error\"") && body.contains("Internal error") && !body.contains("secret"),
            "{body}"
        );
    }

    #[actix_web::test]
    async fn a_refusal_of_the_framework_becomes_a_problem() {
        let (status, kind, body) = ask(TestRequest::get().uri("/bare")).await;
        assert_eq!(
            (status, kind.as_str()),
            (StatusCode::PAYLOAD_TOO_LARGE, "application/problem+json")
        );
        assert!(
            body.contains("\"body-too-large\"") && body.contains("\"instance\":\"/bare\""),
            "{body}"
        );
        let (status, _, body) = ask(TestRequest::get().uri("/nowhere")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(body.contains("\"not-found\""), "{body}");
    }

    #[actix_web::test]
    async fn a_head_is_carried_out_as_a_get() {
        let (status, _, body) = ask(TestRequest::default().method(Method::HEAD).uri("/plain")).await;
        assert_eq!(
            (status, body.as_str()),
            (StatusCode::OK, "fine"),
            "the protocol layer leaves the body out"
        );
    }

    #[actix_web::test]
    async fn every_answer_carries_an_id_of_this_server() {
        let app = init_service(App::new().wrap(from_fn(frame))).await;
        let id = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
        let request = TestRequest::get()
            .uri("/nowhere")
            .insert_header(("X-Request-Id", id))
            .to_request();
        let response = call_service(&app, request).await;
        let answered = response
            .headers()
            .get("X-Request-Id")
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        assert_ne!(answered, id);
        let body = read_body(response).await;
        assert!(std::str::from_utf8(&body).unwrap().contains(&answered));
    }
}
