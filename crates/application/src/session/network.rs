//! The part of an address that identifies a client, and the block that it belongs to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The address that one client has: an IPv4 address itself, and the network of an IPv6 address (64 bits), because a client
/// usually has all addresses of its network.
pub(super) fn of_client(address: IpAddr) -> IpAddr {
    first_bits(address, 32, 64)
}

/// The block of addresses that one customer of a provider can have: 24 bits of an IPv4 address, 48 of an IPv6 address.
pub(super) fn block(address: IpAddr) -> IpAddr {
    first_bits(address, 24, 48)
}

/// The address with all but its first bits cleared. An IPv4 address may be written as an IPv6 one.
fn first_bits(address: IpAddr, of_v4: u32, of_v6: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let rest = u32::MAX.checked_shr(of_v4).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from(u32::from(address) & !rest))
        }
        IpAddr::V6(address) => {
            let rest = u128::MAX.checked_shr(of_v6).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from(u128::from(address) & !rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_cannot_hop_within_its_network_or_its_block() {
        for (address, client, of_block) in [
            ("192.0.2.7", "192.0.2.7", "192.0.2.0"),
            ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.0"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1::"),
            ("2001:db8:1:ffff::1", "2001:db8:1:ffff::", "2001:db8:1::"),
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(of_client(address).to_string(), client, "{address}");
            assert_eq!(block(address).to_string(), of_block, "{address}");
        }
    }
}
