//! `X-Forwarded-For`: addresses, separated by commas.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The hops of a line, from its end; `None` is one without an address. The bytes of one hop say nothing of another: what
/// a client sent may be no text.
pub(super) fn hops(line: &[u8]) -> Vec<Option<IpAddr>> {
    let hop = |bytes: &[u8]| std::str::from_utf8(bytes).ok().and_then(|text| address(text.trim()));
    line.rsplit(|byte| *byte == b',').map(hop).collect()
}

/// The address of a hop: an IPv4 address, or an IPv6 address with or without brackets. A port may follow, except after an
/// IPv6 address without brackets. `unknown` and hidden names such as `_proxy` are no addresses.
pub(super) fn address(hop: &str) -> Option<IpAddr> {
    let address = if let Some(bracketed) = hop.strip_prefix('[') {
        let (address, rest) = bracketed.split_once(']')?;
        is_end(rest).then_some(())?;
        IpAddr::V6(address.parse::<Ipv6Addr>().ok()?)
    } else if let Some((address, port)) = hop.split_once(':').filter(|(_, port)| !port.contains(':')) {
        is_port(port).then_some(())?;
        IpAddr::V4(address.parse::<Ipv4Addr>().ok()?)
    } else {
        hop.parse().ok()?
    };
    Some(address.to_canonical())
}

/// Whether nothing follows an address, or a port.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port)
}

/// Whether a text is a port or, as RFC 7239 allows, a hidden one.
fn is_port(port: &str) -> bool {
    let hidden = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    port.parse::<u16>().is_ok()
        || port
            .strip_prefix('_')
            .is_some_and(|name| !name.is_empty() && hidden(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_with_brackets_and_port() {
        for (hop, read) in [
            ("192.0.2.43", "192.0.2.43"),
            ("192.0.2.43:47011", "192.0.2.43"),
            ("192.0.2.43:_port", "192.0.2.43"),
            ("2001:db8:cafe::17", "2001:db8:cafe::17"),
            ("[2001:db8:cafe::17]", "2001:db8:cafe::17"),
            ("[2001:db8:cafe::17]:4711", "2001:db8:cafe::17"),
            ("::ffff:192.0.2.43", "192.0.2.43"),
            ("[::ffff:192.0.2.43]:80", "192.0.2.43"),
        ] {
            assert_eq!(address(hop), Some(read.parse().unwrap()), "{hop}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_guessed() {
        for hop in [
            "",
            "unknown",
            "_hidden",
            "localhost",
            "unix:",
            "192.0.2",
            "192.0.2.043",
            "192.0.2.43:",
            "192.0.2.43:99999",
            "192.0.2.43:x",
            "192.0.2.43:_",
            "192.0.2.43 192.0.2.44",
            "[192.0.2.43]",
            "[2001:db8::1",
            "[2001:db8::1]x",
            "[2001:db8::1]:",
            "2001:db8::1]",
            "fe80::1%eth0",
            "\"192.0.2.43\"",
        ] {
            assert_eq!(address(hop), None, "{hop:?}");
        }
    }

    #[test]
    fn hops_are_read_from_the_end_and_each_for_itself() {
        let read = hops(b"\xff\xfe, 192.0.2.1,,198.51.100.2:80 ");
        let text: Vec<_> = read.iter().map(|hop| hop.map(|hop| hop.to_string())).collect();
        assert_eq!(
            text,
            [
                Some("198.51.100.2".to_owned()),
                None,
                Some("192.0.2.1".to_owned()),
                None
            ]
        );
    }
}
