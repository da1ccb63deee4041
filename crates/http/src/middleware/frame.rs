use std::panic::AssertUnwindSafe;

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, Uri};
use actix_web::middleware::Next;
use futures_util::FutureExt as _;

use super::request_facts::RequestFacts;
use super::{headers, metrics};
use crate::problem::{self, Language, Problem, ProblemCode};

/// Stands around every request: a HEAD is carried out as a GET, a panic becomes an answer, a refusal becomes a problem
/// document; the answer gets its headers and is counted.
pub(crate) async fn frame<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let facts = RequestFacts::note(&request);
    let asker = Asker {
        uri: request.uri().clone(),
        language: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
    };
    if facts.method == Method::HEAD {
        // The protocol layer has seen the HEAD and sends the headers only.
        request.head_mut().method = Method::GET;
    }
    let response = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(last_resort(&asker, &facts, &error)),
        Err(_) => {
            return Err(last_resort(
                &asker,
                &facts,
                &Problem::internal("a handler panicked").into(),
            ));
        }
    };
    let mut response = refine(response, &asker, &facts);
    headers::add(response.headers_mut(), asker.uri.path(), facts.id);
    metrics::count(
        &facts.method,
        response.request().match_pattern(),
        response.status(),
        facts.started.elapsed(),
    );
    Ok(response)
}

/// What a problem document says of the request; kept aside because the request itself is handed on.
struct Asker {
    uri: Uri,
    language: Option<HeaderValue>,
}

impl Asker {
    fn language(&self) -> Language {
        Language::preferred(self.language.as_ref().and_then(|value| value.to_str().ok()))
    }
}

/// Puts a problem document into the place of a refusal; leaves everything else alone.
fn refine<B: MessageBody + 'static>(
    response: ServiceResponse<B>,
    asker: &Asker,
    facts: &RequestFacts,
) -> ServiceResponse<EitherBody<B>> {
    let Some(problem) = problem::of_response(&response) else {
        return response.map_into_left_body();
    };
    log(&problem);
    let document = problem::into_response(&problem, asker.language(), asker.uri.path(), facts.id);
    let kept = kept_headers(&response);
    let mut response = response.into_response(document).map_into_right_body();
    for (name, value) in kept {
        response.headers_mut().append(name, value);
    }
    response
}

/// The answer when there is no response to put a document into.
fn last_resort(asker: &Asker, facts: &RequestFacts, error: &Error) -> Error {
    let status = error.as_response_error().status_code();
    let problem = error
        .as_error::<Problem>()
        .cloned()
        .unwrap_or_else(|| Problem::new(ProblemCode::of_status(status)).with_internal(error.to_string()));
    log(&problem);
    let mut document = problem::into_response(&problem, asker.language(), asker.uri.path(), facts.id);
    headers::add(document.headers_mut(), asker.uri.path(), facts.id);
    metrics::count(&facts.method, None, document.status(), facts.started.elapsed());
    InternalError::from_response(problem, document).into()
}

fn log(problem: &Problem) {
    if let Some(text) = problem.log_text() {
        tracing::error!(code = problem.code().as_str(), "{text}");
    }
}

/// What other layers have said about a refusal that still holds for its document.
fn kept_headers<B>(response: &ServiceResponse<B>) -> Vec<(HeaderName, HeaderValue)> {
    let kept = [
        header::ALLOW,
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
    ];
    let headers = response.headers();
    kept.iter()
        .flat_map(|name| headers.get_all(name).map(|value| (name.clone(), value.clone())))
        .collect()
}
