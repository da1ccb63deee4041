use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net};

/// The address of a trusted proxy, or a network of such addresses, such as `10.0.0.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyNetwork(IpNet);

impl ProxyNetwork {
    /// Whether an address belongs to the network. An IPv4 address must not be written as an IPv6 one.
    pub(super) fn contains(self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl FromStr for ProxyNetwork {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let no_network = || format!("\"{text}\" is not an address or a network such as 10.0.0.0/24");
        let network = match text.parse::<IpNet>() {
            Ok(network) => network,
            Err(_) => IpNet::from(text.parse::<IpAddr>().map_err(|_| no_network())?),
        };
        if network != network.trunc() {
            return Err(format!("\"{text}\" is within the network {}", network.trunc()));
        }
        let network = in_shortest_form(network);
        if network.prefix_len() == 0 {
            return Err(format!(
                "\"{text}\" trusts everybody, so any client could name any address"
            ));
        }
        Ok(Self(network))
    }
}

impl fmt::Display for ProxyNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A network of IPv4 addresses that are written as IPv6 ones (`::ffff:10.0.0.0/120`), as one of IPv4 addresses.
fn in_shortest_form(network: IpNet) -> IpNet {
    let mapped = match network.addr().to_canonical() {
        IpAddr::V4(address) => Some(address),
        IpAddr::V6(_) => None,
    };
    let of_v4 = mapped.zip(network.prefix_len().checked_sub(96));
    match (network, of_v4) {
        (IpNet::V6(_), Some((address, prefix))) => Ipv4Net::new(address, prefix).map_or(network, IpNet::V4),
        _ => network,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_network_of_its_own() {
        for (text, network) in [
            ("127.0.0.1", "127.0.0.1/32"),
            ("::1", "::1/128"),
            ("10.1.0.0/16", "10.1.0.0/16"),
            ("2001:db8::/32", "2001:db8::/32"),
            ("::ffff:10.0.0.7", "10.0.0.7/32"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ] {
            assert_eq!(text.parse::<ProxyNetwork>().unwrap().to_string(), network, "{text}");
        }
    }

    #[test]
    fn a_mistake_is_named() {
        for (text, said) in [
            ("proxy.example", "not an address"),
            ("10.0.0.0/33", "not an address"),
            ("10.0.0.1:80", "not an address"),
            ("[::1]", "not an address"),
            ("10.0.0.1/8", "within the network 10.0.0.0/8"),
            ("0.0.0.0/0", "trusts everybody"),
            ("::/0", "trusts everybody"),
            ("::ffff:0.0.0.0/96", "trusts everybody"),
        ] {
            let error = text.parse::<ProxyNetwork>().unwrap_err();
            assert!(error.contains(said) && error.contains(text), "{error}");
        }
    }

    #[test]
    fn a_network_contains_its_addresses() {
        let network: ProxyNetwork = "10.0.0.0/8".parse().unwrap();
        assert!(network.contains("10.200.0.1".parse().unwrap()));
        assert!(!network.contains("11.0.0.1".parse().unwrap()));
        assert!(!network.contains("2001:db8::1".parse().unwrap()));
    }
}
