use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use jiff::Timestamp;
use uuid::Uuid;

use super::context::app;
use crate::middleware::request_id;
use crate::problem::Problem;

/// The origin and time of an anonymous request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address of the peer of the connection; behind a proxy, the proxy's.
    pub address: String,
    /// The user agent of the client, shortened to 200 characters.
    pub agent: String,
    /// The time of the request, in UTC.
    pub now: Timestamp,
    /// The request's id.
    pub request_id: Uuid,
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
        Ok(Self {
            address: request
                .peer_addr()
                .map(|peer| peer.ip().to_string())
                .unwrap_or_default(),
            agent: agent.chars().take(200).collect(),
            now: app(request)?.services.clock.now(),
            request_id: request_id(request),
        })
    }
}
