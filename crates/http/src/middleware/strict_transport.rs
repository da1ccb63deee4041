use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::uri::Authority;
use actix_web::http::{Uri, uri::Scheme};
use actix_web::web::Data;

/// The value of `Strict-Transport-Security`: browsers use only https for a year. It has no `includeSubDomains`,
/// because the hosts below this one belong to others when the public address is the main one of an organization.
pub(super) const VALUE: HeaderValue = HeaderValue::from_static("max-age=31536000");

const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The host of the public address, if that is https; it has no port.
pub(crate) struct SecureHost(Option<String>);

impl SecureHost {
    /// Reads the public address.
    pub(crate) fn of(public_url: Option<&str>) -> Self {
        let url = public_url.and_then(|url| url.parse::<Uri>().ok());
        let url = url.filter(|url| url.scheme() == Some(&Scheme::HTTPS));
        Self(url.and_then(|url| url.host().map(str::to_owned)))
    }

    /// Whether the client reached the server at its public https address.
    ///
    /// The server has no TLS, so a proxy ended it. The proxy passes on the host that the client named; the loopback and the
    /// name of a container are other hosts. A proxy that also serves http says so in `X-Forwarded-Proto`. A client that
    /// lies gets a header which browsers ignore without TLS.
    fn is_of(&self, request: &ServiceRequest) -> bool {
        let headers = request.headers();
        let Some(secure) = &self.0 else { return false };
        let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let named = named.and_then(|host| host.parse::<Authority>().ok());
        let is_http = |scheme: &HeaderValue| !scheme.as_bytes().eq_ignore_ascii_case(b"https");
        named.is_some_and(|host| host.host().eq_ignore_ascii_case(secure))
            && !headers.get(FORWARDED_PROTO).is_some_and(is_http)
    }
}

/// Whether the answer to a request has the header.
pub(super) fn applies(request: &ServiceRequest) -> bool {
    request
        .app_data::<Data<SecureHost>>()
        .is_some_and(|secure| secure.is_of(request))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn applies_to(public_url: Option<&str>, headers: &[(&'static str, &'static str)]) -> bool {
        let request = headers
            .iter()
            .fold(TestRequest::get(), |request, header| request.insert_header(*header));
        SecureHost::of(public_url).is_of(&request.to_srv_request())
    }

    #[test]
    fn only_the_public_https_address_is_strict() {
        let public = Some("https://ita.example.go.th/prongsai");
        for host in ["ita.example.go.th", "ITA.example.go.th", "ita.example.go.th:8443"] {
            assert!(applies_to(public, &[("Host", host)]), "{host}");
            assert!(
                applies_to(public, &[("Host", host), ("X-Forwarded-Proto", "https")]),
                "{host}"
            );
            assert!(
                !applies_to(public, &[("Host", host), ("X-Forwarded-Proto", "http")]),
                "{host}"
            );
            assert!(
                !applies_to(Some("http://ita.example.go.th"), &[("Host", host)]),
                "{host}"
            );
            assert!(!applies_to(None, &[("Host", host)]), "{host}");
        }
        for host in [
            "127.0.0.1:8080",
            "localhost",
            "server:8080",
            "example.go.th",
            "x.ita.example.go.th",
            "a b",
        ] {
            assert!(!applies_to(public, &[("Host", host)]), "{host}");
        }
        assert!(!applies_to(public, &[]));
        assert!(applies_to(
            Some("https://[2001:db8::1]:8443"),
            &[("Host", "[2001:DB8::1]:8443")]
        ));
    }
}
