use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpRequest};
use prongsai_application::{App, audit};

use super::request_facts::{Caller, RequestFacts, origin};
use crate::problem::Problem;

/// Stores a refusal of a known person as a security event. If that fails, the person is refused anyway.
pub(super) async fn note(request: &HttpRequest, problem: &Problem) {
    if problem.code().status() != StatusCode::FORBIDDEN {
        return;
    }
    let (caller, facts) = {
        let extensions = request.extensions();
        (
            extensions.get::<Caller>().copied(),
            extensions.get::<RequestFacts>().cloned(),
        )
    };
    let (Some(Caller(person)), Some(facts), Some(app)) = (caller, facts, request.app_data::<Data<App>>()) else {
        return;
    };
    let refusal = audit::Refusal {
        person,
        request_id: facts.id,
        origin: origin(request),
        method: facts.method.to_string(),
        path: request.path().to_owned(),
        code: problem.code().as_str(),
    };
    if let Err(error) = audit::refused(app, refusal).await {
        tracing::error!(%error, "a refusal could not be stored");
    }
}
