//! Where a request comes from when reverse proxies stand between the client and this server. The headers that name the
//! client count only if a trusted proxy sent the request. Each trusted proxy adds the address that it got the request
//! from, so the list is read from its end, to the first address that is not that of a trusted proxy. What stands before
//! that address was sent by a client, and does not count.

mod forwarded;
mod hop;
mod network;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::http::header::{FORWARDED, HeaderMap, HeaderName, X_FORWARDED_FOR};

pub use network::ProxyNetwork;

/// The header in which trusted proxies name the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeader {
    /// The one that is present. When both are and name different clients, one of them was not set by the proxy, and
    /// neither counts.
    #[default]
    Either,
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` of RFC 7239.
    Forwarded,
}

/// The reverse proxies whose word about the client counts; none by default.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies {
    networks: Arc<[ProxyNetwork]>,
    header: ProxyHeader,
}

/// Whether the log has told of a proxy that is not trusted.
static TOLD_OF_PEER: AtomicBool = AtomicBool::new(false);
/// Whether the log has told of headers that disagree.
static TOLD_OF_HEADERS: AtomicBool = AtomicBool::new(false);

impl TrustedProxies {
    /// Trusts the proxies in these networks, which set this header.
    pub fn new(networks: impl IntoIterator<Item = ProxyNetwork>, header: ProxyHeader) -> Self {
        Self {
            networks: networks.into_iter().collect(),
            header,
        }
    }

    /// The address of the client whose request came from this peer. It is that of the peer unless the peer is a trusted
    /// proxy and names another one.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            tell_of_an_untrusted_proxy(headers);
            return peer;
        }
        let of_x_forwarded_for = || self.last_untrusted(peer, headers, &X_FORWARDED_FOR, hop::hops);
        let of_forwarded = || self.last_untrusted(peer, headers, &FORWARDED, forwarded::hops);
        match self.header {
            ProxyHeader::XForwardedFor => of_x_forwarded_for(),
            ProxyHeader::Forwarded => of_forwarded(),
            ProxyHeader::Either if !headers.contains_key(FORWARDED) => of_x_forwarded_for(),
            ProxyHeader::Either if !headers.contains_key(X_FORWARDED_FOR) => of_forwarded(),
            ProxyHeader::Either => {
                let client = of_forwarded();
                if client == of_x_forwarded_for() {
                    return client;
                }
                tell_once(
                    &TOLD_OF_HEADERS,
                    "X-Forwarded-For and Forwarded of a trusted proxy name different clients, so neither counts; name \
                     the one that the proxy sets in PRONGSAI_PROXY_HEADER",
                );
                peer
            }
        }
    }

    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(address))
    }

    /// The last hop that is no trusted proxy, or the first hop of all if each is one. The peer if a trusted proxy names a
    /// hop that has no address.
    fn last_untrusted(
        &self,
        peer: IpAddr,
        headers: &HeaderMap,
        name: &HeaderName,
        hops: fn(&[u8]) -> Vec<Option<IpAddr>>,
    ) -> IpAddr {
        let lines: Vec<_> = headers.get_all(name).collect();
        let mut client = peer;
        for hop in lines.iter().rev().flat_map(|line| hops(line.as_bytes())) {
            let Some(address) = hop else { return peer };
            client = address;
            if !self.trusts(client) {
                break;
            }
        }
        client
    }
}

/// A proxy that is not named makes all its clients one. The operator should know.
fn tell_of_an_untrusted_proxy(headers: &HeaderMap) {
    if headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED) {
        tell_once(
            &TOLD_OF_PEER,
            "a request with X-Forwarded-For or Forwarded came from an address that PRONGSAI_TRUSTED_PROXIES does not \
             name, so the header does not count; if this is your reverse proxy, name its address",
        );
    }
}

/// Logs a warning, once for each process: clients can cause it.
fn tell_once(is_told: &AtomicBool, warning: &str) {
    if !is_told.swap(true, Ordering::Relaxed) {
        tracing::warn!("{warning}");
    }
}

#[cfg(test)]
mod tests;
