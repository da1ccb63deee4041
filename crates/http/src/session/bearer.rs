use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use prongsai_application::{App, session};
use prongsai_domain::id::SessionId;

use crate::problem::{Problem, ProblemCode};

/// The session of the request's access token. This type does not check whether the session is still valid; the
/// authenticating extractor does.
pub(super) struct BearerSession(pub(super) SessionId);

impl FromRequest for BearerSession {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(session_of(request).map(Self))
    }
}

fn session_of(request: &HttpRequest) -> Result<SessionId, Problem> {
    let invalid = || Problem::new(ProblemCode::InvalidToken);
    let app = request.app_data::<Data<App>>().ok_or_else(invalid)?;
    let header = request.headers().get(header::AUTHORIZATION).ok_or_else(invalid)?;
    let (_, token) = header
        .to_str()
        .ok()
        .and_then(|text| text.trim().split_once(' '))
        .ok_or_else(invalid)?;
    Ok(session::session_of(app, token.trim())?)
}
