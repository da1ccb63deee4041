use std::net::IpAddr;
use std::ops::RangeInclusive;

use url::{Host, Url};

use crate::public::{is_public, plain};

/// The longest address that is visited, in bytes. Browsers and servers know no longer ones.
const LENGTH_MAX: usize = 8_000;
/// The ports of the web. Others are those of services that no citizen visits.
const PORTS: [u16; 2] = [80, 443];

/// Whether visits reach this computer. Only tests let them: no configuration of the server sets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Loopback {
    /// They do not.
    #[default]
    Refused,
    /// They reach these ports of it.
    Ports(RangeInclusive<u16>),
}

impl Loopback {
    /// Whether a connection to this address may be made. The port was checked before.
    pub(crate) fn may_connect(&self, address: IpAddr) -> bool {
        is_public(address) || (*self != Self::Refused && plain(address).is_loopback())
    }

    fn has(&self, port: u16) -> bool {
        match self {
            Self::Refused => false,
            Self::Ports(ports) => ports.contains(&port),
        }
    }
}

/// The address, if it may be visited. The addresses of a name are checked when it is resolved; an address of numbers is never
/// resolved, so it is checked here.
pub(crate) fn checked(written: &str, loopback: &Loopback) -> Option<Url> {
    if written.len() > LENGTH_MAX {
        return None;
    }
    Url::parse(written).ok().filter(|url| is_allowed(url, loopback))
}

/// The address to which an answer redirects, if it may be visited.
pub(crate) fn redirected(from: &Url, location: &[u8], loopback: &Loopback) -> Option<Url> {
    // Servers write the addresses of Thai pages as bare UTF-8, which `url` encodes.
    let location = std::str::from_utf8(location).ok()?;
    if location.len() > LENGTH_MAX {
        return None;
    }
    from.join(location).ok().filter(|url| is_allowed(url, loopback))
}

fn is_allowed(url: &Url, loopback: &Loopback) -> bool {
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let Some(port) = url.port_or_known_default() else {
        return false;
    };
    let address = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        Some(Host::Domain(_)) => None,
        None => return false,
    };
    let is_reached = match address {
        Some(address) if plain(address).is_loopback() => loopback.has(port),
        Some(address) => PORTS.contains(&port) && is_public(address),
        None => PORTS.contains(&port) || loopback.has(port),
    };
    is_web && is_anonymous && is_reached
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://www.example.go.th/ita?x=1#y")]
    #[case("http://เทศบาล.ไทย/หน้า")]
    #[case("http://1.1.1.1/")]
    #[case("https://example.go.th:443")]
    #[case("https://example.go.th:80")]
    #[case("http://[2606:4700:4700::1111]/")]
    fn an_address_of_the_web(#[case] address: &str) {
        assert!(checked(address, &Loopback::Refused).is_some());
    }

    #[rstest]
    #[case("ftp://example.go.th/")]
    #[case("file:///etc/passwd")]
    #[case("gopher://example.go.th:80/")]
    #[case("javascript:alert(1)")]
    #[case("https://a:b@example.go.th/")]
    #[case("https://a@example.go.th/")]
    #[case("https://:b@example.go.th/")]
    #[case("http://example.go.th:22/")]
    #[case("http://example.go.th:6379/")]
    #[case("http://example.go.th:0/")]
    #[case("http://127.0.0.1/")]
    #[case("http://127.1/")]
    #[case("http://2130706433/")]
    #[case("http://0x7f.0.0.1/")]
    #[case("http://0177.0.0.1/")]
    #[case("http://１２７.0.0.1/")]
    #[case("http://169.254.169.254/latest/meta-data/")]
    #[case("http://[::1]/")]
    #[case("http://[::ffff:10.0.0.1]/")]
    #[case("http://[::ffff:a9fe:a9fe]/")]
    #[case("http:///")]
    #[case("")]
    fn another_address(#[case] address: &str) {
        assert_eq!(checked(address, &Loopback::Refused), None);
    }

    #[test]
    fn a_test_reaches_the_ports_that_it_names() {
        let one = Loopback::Ports(8_000..=8_000);
        assert!(checked("http://127.0.0.1:8000/", &one).is_some());
        for other in ["http://127.0.0.1:8001/", "http://10.0.0.1:8000/", "http://127.0.0.1/"] {
            assert_eq!(checked(other, &one), None, "{other}");
        }
    }

    #[test]
    fn a_long_address_is_not_visited() {
        let long = format!("https://example.go.th/{}", "a".repeat(LENGTH_MAX));
        assert_eq!(checked(&long, &Loopback::Refused), None);
        let from = Url::parse("https://example.go.th/").unwrap();
        assert_eq!(redirected(&from, long.as_bytes(), &Loopback::Refused), None);
    }
}
