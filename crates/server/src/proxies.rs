use clap::builder::{EnumValueParser, PossibleValue};
use clap::{Args, ValueEnum};
use prongsai_http::{ProxyHeader, ProxyNetwork, TrustedProxies};

/// The configuration of the reverse proxies in front of the server.
#[derive(Args, Clone, Debug)]
pub(crate) struct ProxyConfig {
    /// Addresses or networks of the reverse proxies in front of this server, separated by commas, such as
    /// 127.0.0.1,10.0.0.0/24; what they say of the client's address counts
    #[arg(
        long,
        env = "PRONGSAI_TRUSTED_PROXIES",
        value_parser = parse_networks,
        global = true,
        value_name = "NETWORKS"
    )]
    trusted_proxies: Option<Networks>,

    /// The header in which these proxies name the client; either means the one that is present, and none if both are and
    /// disagree
    #[arg(
        long,
        env = "PRONGSAI_PROXY_HEADER",
        default_value = "either",
        value_parser = EnumValueParser::<Header>::new(),
        global = true,
        value_name = "HEADER"
    )]
    proxy_header: Header,
}

/// The networks of one setting.
#[derive(Clone, Debug)]
struct Networks(Vec<ProxyNetwork>);

/// [`ProxyHeader`] as a setting.
#[derive(Clone, Copy, Debug)]
struct Header(ProxyHeader);

impl ValueEnum for Header {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(ProxyHeader::Either),
            Self(ProxyHeader::XForwardedFor),
            Self(ProxyHeader::Forwarded),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self.0 {
            ProxyHeader::Either => "either",
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
        }))
    }
}

impl ProxyConfig {
    /// Whether a proxy is trusted.
    pub(crate) fn names_any(&self) -> bool {
        self.trusted_proxies
            .as_ref()
            .is_some_and(|networks| !networks.0.is_empty())
    }

    /// The proxies that the server trusts.
    pub(crate) fn trusted(&self) -> TrustedProxies {
        let networks = self
            .trusted_proxies
            .iter()
            .flat_map(|networks| networks.0.iter().copied());
        TrustedProxies::new(networks, self.proxy_header.0)
    }
}

/// Networks, separated by commas. An empty setting names none.
fn parse_networks(raw: &str) -> Result<Networks, String> {
    let named = raw.split(',').map(str::trim).filter(|network| !network.is_empty());
    named.map(str::parse).collect::<Result<_, _>>().map(Networks)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        proxies: ProxyConfig,
    }

    /// The trusted proxies as text, or the message of the refusal.
    fn trusted(arguments: &[&str]) -> Result<String, String> {
        let line = std::iter::once(&"prongsai").chain(arguments);
        Line::try_parse_from(line)
            .map(|line| format!("{:?}", line.proxies.trusted()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn nobody_is_trusted_unless_named() {
        let nobody = format!("{:?}", TrustedProxies::default());
        assert_eq!(trusted(&[]).unwrap(), nobody);
        assert_eq!(trusted(&["--trusted-proxies", ""]).unwrap(), nobody);
    }

    #[test]
    fn networks_are_separated_by_commas() {
        let networks = ["127.0.0.1", "10.0.0.0/24", "::1"].map(|network| network.parse().unwrap());
        assert_eq!(
            trusted(&["--trusted-proxies", "127.0.0.1, 10.0.0.0/24,::1"]).unwrap(),
            format!("{:?}", TrustedProxies::new(networks, ProxyHeader::Either))
        );
    }

    #[test]
    fn the_header_can_be_named() {
        for (name, header) in [
            ("either", ProxyHeader::Either),
            ("x-forwarded-for", ProxyHeader::XForwardedFor),
            ("forwarded", ProxyHeader::Forwarded),
        ] {
            assert_eq!(
                trusted(&["--proxy-header", name]).unwrap(),
                format!("{:?}", TrustedProxies::new([], header))
            );
        }
        assert!(trusted(&["--proxy-header", "x-real-ip"]).is_err());
    }

    #[test]
    fn a_mistake_is_refused_with_its_reason() {
        for (networks, said) in [
            ("127.0.0.1,proxy", "\"proxy\" is not an address"),
            ("10.0.0.1/24", "within the network 10.0.0.0/24"),
            ("0.0.0.0/0", "trusts everybody"),
        ] {
            let error = trusted(&["--trusted-proxies", networks]).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
