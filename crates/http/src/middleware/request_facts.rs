use std::cell::OnceCell;
use std::net::IpAddr;
use std::rc::Rc;
use std::time::Instant;

use actix_web::HttpMessage;
use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::web::Data;
use prongsai_application::Origin;
use prongsai_domain::id::{ServiceTokenId, UserId};
use prongsai_domain::service_token::UsedToken;
use uuid::Uuid;

use actix_web::dev::ServiceRequest;

use super::strict_transport;
use crate::proxy::TrustedProxies;

const HEADER: &str = "X-Request-Id";
/// The maximum length of an id that a client gives, in bytes: four UUIDs, as gateways join them. docs/api-design.md and
/// docs/logging.md name it.
const CLIENT_ID_MAX: usize = 150;

/// The person who sent a request, once the token was read.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// The person.
    pub(super) person: UserId,
    /// The service token, if the person used one, and its name.
    pub(super) service_token: Option<(ServiceTokenId, String)>,
}

/// The facts about a request that are known when it begins.
#[derive(Clone, Debug)]
pub(super) struct RequestFacts {
    /// Its id, made by this server.
    pub(super) id: Uuid,
    /// The id that the client gave it in `X-Request-Id`.
    pub(super) client_id: Option<String>,
    /// When it began.
    pub(super) started: Instant,
    /// Its method; a HEAD is carried out as a GET.
    pub(super) method: Method,
    /// Whether the answer has `Strict-Transport-Security`.
    pub(super) is_strict_transport: bool,
    /// The address of its client.
    address: Option<IpAddr>,
    /// Its caller, once known. It is shared by all copies of the facts: after a panic the request is gone.
    caller: Rc<OnceCell<Caller>>,
}

impl RequestFacts {
    /// Stores the facts in the request, once.
    pub(super) fn note(request: &ServiceRequest) -> Self {
        if let Some(facts) = request.extensions().get::<Self>() {
            return facts.clone();
        }
        let sent = request.headers().get(HEADER).and_then(|id| id.to_str().ok());
        let facts = Self {
            // A client could give many requests one id, or the id of somebody else's request.
            id: Uuid::now_v7(),
            client_id: sent.filter(|id| is_plain(id)).map(str::to_owned),
            started: Instant::now(),
            method: request.method().clone(),
            is_strict_transport: strict_transport::applies(request),
            address: client_address(request),
            caller: Rc::default(),
        };
        request.extensions_mut().insert(facts.clone());
        facts
    }

    /// The person who sent the request, if the token was read and is valid.
    pub(super) fn caller(&self) -> Option<&Caller> {
        self.caller.get()
    }
}

/// The address of the client. This is the only place where it is decided; everything else uses [`origin`].
#[expect(clippy::disallowed_methods, reason = "here the proxies are taken into account")]
fn client_address(request: &ServiceRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let proxies = request.app_data::<Data<TrustedProxies>>();
    Some(proxies.map_or_else(
        || peer.to_canonical(),
        |proxies| proxies.client(peer, request.headers()),
    ))
}

/// Whether an id may appear in logs and in the audit trail.
fn is_plain(id: &str) -> bool {
    (1..=CLIENT_ID_MAX).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte))
}

/// The id of a request.
pub(crate) fn request_id(request: &HttpRequest) -> Uuid {
    request
        .extensions()
        .get::<RequestFacts>()
        .map_or_else(Uuid::now_v7, |facts| facts.id)
}

/// Where a request came from, without the digest of the address.
pub(crate) fn origin(request: &HttpRequest) -> Origin {
    let extensions = request.extensions();
    let facts = extensions.get::<RequestFacts>();
    Origin {
        address: facts.and_then(|facts| facts.address),
        address_digest: None,
        client_request_id: facts.and_then(|facts| facts.client_id.clone()),
    }
}

/// Adds the caller to the facts about the request.
pub(crate) fn note_actor(request: &HttpRequest, user: UserId, token: Option<&UsedToken>) {
    if let Some(facts) = request.extensions().get::<RequestFacts>() {
        facts.caller.get_or_init(|| Caller {
            person: user,
            service_token: token.map(|token| (token.id, token.name.clone())),
        });
    }
}
