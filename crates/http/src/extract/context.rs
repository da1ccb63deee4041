use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use prongsai_application::credentials::ServiceSecret;
use prongsai_application::{App, Context, service_token, session};
use prongsai_domain::access::Actor;
use prongsai_domain::id::SessionId;
use prongsai_domain::service_token::UsedToken;

use crate::middleware::{note_actor, origin, request_id, take_claims};
use crate::problem::{Problem, ProblemCode, service_token_refused};

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
    let app = app(request)?;
    let (actor, session, token) = identify(request, app).await?;
    note_actor(request, actor.user_id, token.as_ref());
    if token.is_some() && is_for_people_only(request.match_pattern().as_deref()) {
        return Err(service_token_refused(None));
    }
    let now = app.services.clock.now();
    let mut origin = origin(request);
    // A read makes no entry of the audit trail that names the caller.
    if let Some(address) = origin.address.filter(|_| request.method() != Method::GET) {
        origin.address_digest = Some(app.services.addresses.digest(&app.store, address, now).await?);
    }
    Ok(Context {
        actor,
        session,
        token,
        now,
        request_id: request_id(request),
        origin,
        idempotency: None,
        ids: Arc::clone(&app.services.ids),
    })
}

/// The person of the token, and the session or the service token.
async fn identify(request: &HttpRequest, app: &App) -> Result<(Actor, Option<SessionId>, Option<UsedToken>), Problem> {
    let token = bearer_token(request)?;
    if ServiceSecret::has_prefix(token) {
        let (actor, used) = service_token::authenticate(app, token).await?;
        return Ok((actor, None, Some(used)));
    }
    let (actor, session) = match take_claims(request) {
        Some(claims) => session::authenticate_with(app, &claims).await?,
        None => session::authenticate(app, token).await?,
    };
    Ok((actor, Some(session), None))
}

/// Whether the operation of a route is about the person themself: password, sessions, notices, service tokens. No service token
/// may use one, whatever actions the token has; everything else is decided by rights. A request without a route counts as such an
/// operation.
fn is_for_people_only(route: Option<&str>) -> bool {
    let of_people = ["/api/v1/me/", "/api/v1/auth/"];
    route.is_none_or(|route| of_people.iter().any(|prefix| route.starts_with(prefix)))
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
