use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderName, VIA, X_FORWARDED_FOR};

/// The headers that proxies add to a request that they pass on.
const OF_PROXIES: [HeaderName; 3] = [FORWARDED, X_FORWARDED_FOR, VIA];

/// Who may read `/metrics` on a listener. Everybody else gets the answer of an unknown path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MetricsAccess {
    /// Nobody.
    #[default]
    Closed,
    /// Clients that are connected to the listener themselves. A request that a proxy passed on is refused: a proxy on the
    /// same machine connects from the loopback too, and its clients are the public.
    Direct,
    /// Everybody who reaches the listener.
    Open,
}

impl MetricsAccess {
    /// Whether this request may read the metrics.
    pub(crate) fn allows(self, request: &HttpRequest) -> bool {
        match self {
            Self::Closed => false,
            Self::Direct => !OF_PROXIES.iter().any(|name| request.headers().contains_key(name)),
            Self::Open => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn metrics_are_not_for_requests_that_a_proxy_passed_on() {
        let direct = TestRequest::get().to_http_request();
        let forwarded = ["Forwarded", "X-Forwarded-For", "Via"].map(|name| {
            let request = TestRequest::get().insert_header((name, "203.0.113.9"));
            request.to_http_request()
        });
        assert!(MetricsAccess::Direct.allows(&direct) && MetricsAccess::Open.allows(&direct));
        assert!(!MetricsAccess::Closed.allows(&direct) && !MetricsAccess::default().allows(&direct));
        for request in forwarded {
            assert!(!MetricsAccess::Direct.allows(&request), "{request:?}");
            assert!(MetricsAccess::Open.allows(&request), "{request:?}");
        }
    }
}
