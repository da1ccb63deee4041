use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use jiff::Timestamp;
use prongsai_application::Origin;
use uuid::Uuid;

use super::context::app;
use crate::middleware::{origin, request_id};
use crate::problem::Problem;

/// The longest user agent that is kept, in characters. `SessionView` documents it.
const AGENT_MAX: usize = 200;

/// The origin and time of an anonymous request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address of the client. Behind a proxy that is not trusted, it is that of the proxy.
    pub address: Option<IpAddr>,
    /// The user agent of the client, at most the first 200 characters.
    pub agent: String,
    /// The time of the request, in UTC.
    pub now: Timestamp,
    /// The request's id.
    pub request_id: Uuid,
    /// The id that the client gave the request.
    pub client_request_id: Option<String>,
}

impl FromRequest for Client {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Client {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let agent = request
            .headers()
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default();
        let Origin {
            address,
            client_request_id,
            ..
        } = origin(request);
        Ok(Self {
            address,
            agent: agent.chars().take(AGENT_MAX).collect(),
            now: app(request)?.services.clock.now(),
            request_id: request_id(request),
            client_request_id,
        })
    }
}
