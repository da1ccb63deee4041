use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use prongsai_application::{App, Context, session};

use crate::middleware::{note_actor, origin, request_id, take_claims};
use crate::problem::{Problem, ProblemCode};

/// A request with a valid token: the caller, the time and the request id.
#[derive(Clone)]
pub struct Authenticated(pub Context);

impl FromRequest for Authenticated {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        async move { authenticate(&request).await.map(Self) }.boxed_local()
    }
}

/// Returns the context of a request; refuses a request without a valid token.
pub(crate) async fn authenticate(request: &HttpRequest) -> Result<Context, Problem> {
    let token = bearer_token(request)?;
    let app = app(request)?;
    let (actor, session) = match take_claims(request) {
        Some(claims) => session::authenticate_with(app, &claims).await?,
        None => session::authenticate(app, token).await?,
    };
    note_actor(request, actor.user_id);
    let now = app.services.clock.now();
    let mut origin = origin(request);
    // A read makes no entry of the audit trail that names the caller.
    if let Some(address) = origin.address.filter(|_| request.method() != Method::GET) {
        origin.address_digest = Some(app.services.addresses.digest(&app.store, address, now).await?);
    }
    Ok(Context {
        actor,
        session: Some(session),
        now,
        request_id: request_id(request),
        origin,
        idempotency: None,
        ids: Arc::clone(&app.services.ids),
    })
}

pub(crate) fn app(request: &HttpRequest) -> Result<&App, Problem> {
    request
        .app_data::<Data<App>>()
        .map(Data::get_ref)
        .ok_or_else(|| Problem::internal("the application is not registered with the server"))
}

fn bearer_token(request: &HttpRequest) -> Result<&str, Problem> {
    let header = request
        .headers()
        .get(header::AUTHORIZATION)
        .ok_or_else(|| Problem::new(ProblemCode::MissingToken))?;
    let invalid = || Problem::new(ProblemCode::InvalidToken);
    let (scheme, token) = header
        .to_str()
        .ok()
        .and_then(|text| text.trim().split_once(' '))
        .ok_or_else(invalid)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(invalid());
    }
    Ok(token.trim())
}
