use std::sync::Arc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _, HttpRequest};
use jiff::Timestamp;
use prongsai_application::Services;
use prongsai_application::credentials::{AccessClaims, ServiceSecret};
use prongsai_application::rate_limit::{RateClass, RateDecision, RatePolicy, RateSubject};

use super::rate_class::{class_of, is_exempt, is_sign_in};
use super::request_facts::origin;
use crate::problem::rate_limited;
use crate::proxy::TrustedProxies;

/// What is left of a limit (draft-ietf-httpapi-ratelimit-headers).
pub(super) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// The limit itself.
pub(super) const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Limits the rate of requests. It uses the memory of this server only.
pub(crate) struct RateLimiter {
    services: Arc<Services>,
    /// The header of each class.
    policies: Vec<(RateClass, HeaderValue)>,
}

/// A request that was counted.
struct Counted {
    class: RateClass,
    decision: RateDecision,
}

impl RateLimiter {
    pub(crate) fn new(services: Arc<Services>) -> Self {
        let header = |class: RateClass| {
            let policy = services.rate_limits.policy(class)?;
            Some((class, HeaderValue::from_str(&policy_text(class, policy)).ok()?))
        };
        let policies = RateClass::ALL.into_iter().filter_map(header).collect();
        Self { services, policies }
    }

    /// Counts a request. `None` if it is not limited.
    fn count(&self, request: &ServiceRequest) -> Option<Counted> {
        let path = request.path();
        if self.policies.is_empty() || is_exempt(path) {
            return None;
        }
        let now = self.services.clock.now();
        let person = self.person(request, path, now);
        let accept = request.headers().get(header::ACCEPT).map(HeaderValue::as_bytes);
        let class = class_of(request.method(), path, accept, person.is_some());
        let subject = match person {
            Some(person) => person,
            None => self.address(request)?,
        };
        let limits = &self.services.rate_limits;
        let decision = limits.take(class, subject, now)?;
        Some(Counted { class, decision })
    }

    /// The person of the token, which is read without the database. A session that has ended counts too, until its token
    /// expires. A service token counts for its person if it was valid at its last use on this server; the requests until then,
    /// and those with a text that only looks like a token, count for the address.
    fn person(&self, request: &ServiceRequest, path: &str, now: Timestamp) -> Option<RateSubject> {
        if !path.starts_with("/api/v1/") || is_sign_in(path) {
            return None;
        }
        let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = value.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        if ServiceSecret::has_prefix(token.trim()) {
            let known = self.services.known_tokens.find(&ServiceSecret::read(token.trim())?)?;
            return Some(RateSubject::Person(known.get()));
        }
        let claims = self.services.access_tokens.read(token.trim(), now).ok()?;
        let person = RateSubject::Person(claims.user_id().get());
        // `take_claims` returns them to the extractor of the caller.
        request.extensions_mut().insert(claims);
        Some(person)
    }

    fn address(&self, request: &ServiceRequest) -> Option<RateSubject> {
        let address = origin(request.request()).address?;
        // A trusted proxy is taken for the client only if it names none, for example because the client sent a header of its
        // own. That must not free the client from the limits, as an exempt address would.
        let proxies = request.app_data::<Data<TrustedProxies>>();
        let is_proxy = proxies.is_some_and(|proxies| proxies.trusts(address));
        (is_proxy || !self.services.rate_limits.is_exempt(address)).then(|| RateSubject::from(address))
    }

    /// The headers that tell a client of its limit.
    fn headers(&self, counted: &Counted) -> Option<[(HeaderName, HeaderValue); 2]> {
        let (_, policy) = self.policies.iter().find(|(class, _)| *class == counted.class)?;
        let left = HeaderValue::try_from(left_text(counted)).ok()?;
        Some([(RATE_LIMIT_POLICY, policy.clone()), (RATE_LIMIT, left)])
    }
}

/// Refuses a request that comes too early, before anything is done for it; tells the client of its limit.
pub(crate) async fn limit_rate<B: MessageBody + 'static>(
    limiter: Arc<RateLimiter>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let Some(counted) = limiter.count(&request) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let mut response = if counted.decision.is_allowed {
        next.call(request).await?.map_into_left_body()
    } else {
        metrics::counter!("rate_limited_requests_total", "class" => counted.class.as_str()).increment(1);
        let problem = rate_limited(counted.class, counted.decision.window_seconds);
        request.error_response(problem).map_into_right_body()
    };
    for (name, value) in limiter.headers(&counted).into_iter().flatten() {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// The claims of the token, if it was read for the limit; it need not be read again.
pub(crate) fn take_claims(request: &HttpRequest) -> Option<AccessClaims> {
    request.extensions_mut().remove()
}

/// For example `"public";q=6000;w=60`: `q` requests at once, and all of them again after `w` seconds.
fn policy_text(class: RateClass, policy: RatePolicy) -> String {
    format!("\"{}\";q={};w={}", class.as_str(), policy.quota, policy.window_seconds)
}

/// For example `"public";r=5999;t=60`: `r` more requests may follow within `t` seconds.
fn left_text(counted: &Counted) -> String {
    let RateDecision {
        remaining,
        window_seconds,
        ..
    } = counted.decision;
    format!("\"{}\";r={remaining};t={window_seconds}", counted.class.as_str())
}
