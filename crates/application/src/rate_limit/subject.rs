use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use uuid::Uuid;

use super::class::RateClass;

/// Whose requests are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateSubject {
    /// An address of IPv4.
    Address(Ipv4Addr),
    /// A network of IPv6, by its first 64 bits, because one client usually has all addresses of a network.
    Network(u64),
    /// A person, in all sessions and with all service tokens.
    Person(Uuid),
}

impl From<IpAddr> for RateSubject {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::Address(address),
            IpAddr::V6(address) => Self::Network(u64::try_from(u128::from(address) >> 64).unwrap_or_default()),
        }
    }
}

/// A class of requests of one subject: what one bucket is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) class: RateClass,
    pub(super) subject: RateSubject,
}

/// The form in which servers tell each other.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = self.class.as_str();
        match self.subject {
            RateSubject::Address(address) => write!(f, "{class}:address:{address}"),
            RateSubject::Network(network) => {
                write!(f, "{class}:network:{}", Ipv6Addr::from(u128::from(network) << 64))
            }
            RateSubject::Person(id) => write!(f, "{class}:person:{id}"),
        }
    }
}

impl Key {
    /// Reads the form in which servers tell each other. `None` for one that this program does not know.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let class = RateClass::find(parts.next()?)?;
        let (kind, value) = (parts.next()?, parts.next()?);
        let subject = match kind {
            "address" => RateSubject::Address(value.parse().ok()?),
            "network" => RateSubject::from(IpAddr::V6(value.parse().ok()?)),
            "person" => RateSubject::Person(value.parse().ok()?),
            _ => return None,
        };
        Some(Self { class, subject })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_client_cannot_hop_within_its_network() {
        let of = |text: &str| RateSubject::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }

    #[test]
    fn servers_read_what_servers_write() {
        let id = Uuid::from_u128(7);
        for subject in [
            RateSubject::Address(Ipv4Addr::new(203, 0, 113, 7)),
            RateSubject::from("2001:db8:1:2::1".parse::<IpAddr>().unwrap()),
            RateSubject::Person(id),
        ] {
            for class in RateClass::ALL {
                let key = Key { class, subject };
                assert_eq!(Key::parse(&key.to_string()), Some(key), "{key}");
            }
        }
        for unknown in [
            "",
            "public",
            "public:address",
            "public:address:x",
            "later:person:x",
            "read:planet:9",
        ] {
            assert_eq!(Key::parse(unknown), None, "{unknown}");
        }
    }
}
