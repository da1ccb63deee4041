use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::bucket::RatePolicy;
use super::class::RateClass;

/// The limits of each class; `None` is no limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimitOptions {
    /// Of [`RateClass::Public`].
    pub public: Option<RatePolicy>,
    /// Of [`RateClass::Read`].
    pub read: Option<RatePolicy>,
    /// Of [`RateClass::Write`].
    pub write: Option<RatePolicy>,
    /// Of [`RateClass::Expensive`].
    pub expensive: Option<RatePolicy>,
    /// Of [`RateClass::SignIn`].
    pub sign_in: Option<RatePolicy>,
    /// The networks whose addresses are not counted. People are counted wherever they are.
    pub exempt: Vec<IpNet>,
}

impl RateLimitOptions {
    /// No limits at all.
    pub const fn off() -> Self {
        Self {
            public: None,
            read: None,
            write: None,
            expensive: None,
            sign_in: None,
            exempt: Vec::new(),
        }
    }

    /// The limit of a class.
    pub const fn policy(&self, class: RateClass) -> Option<RatePolicy> {
        match class {
            RateClass::Public => self.public,
            RateClass::Read => self.read,
            RateClass::Write => self.write,
            RateClass::Expensive => self.expensive,
            RateClass::SignIn => self.sign_in,
        }
    }

    /// Whether an address is not counted.
    pub(super) fn is_exempt(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.exempt.iter().any(|network| network.contains(&address))
    }
}

impl Default for RateLimitOptions {
    /// The standard limits. docs/operations.md gives the reasons for them.
    fn default() -> Self {
        Self {
            public: Some(RatePolicy::per_minute(6_000)),
            read: Some(RatePolicy::per_minute(6_000)),
            write: Some(RatePolicy::per_minute(6_000)),
            expensive: Some(RatePolicy::per_minute(600)),
            sign_in: Some(RatePolicy::per_minute(300)),
            exempt: loopback(),
        }
    }
}

/// The addresses of this machine.
fn loopback() -> Vec<IpNet> {
    let v4 = Ipv4Net::new(Ipv4Addr::new(127, 0, 0, 0), 8).map(IpNet::from);
    let v6 = Ipv6Net::new(Ipv6Addr::LOCALHOST, 128).map(IpNet::from);
    v4.into_iter().chain(v6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_this_machine_are_not_counted() {
        let options = RateLimitOptions::default();
        for (address, expected) in [
            ("127.0.0.1", true),
            ("127.8.9.10", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("128.0.0.1", false),
            ("::2", false),
            ("192.168.1.1", false),
        ] {
            assert_eq!(options.is_exempt(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn every_class_has_a_limit_unless_it_is_switched_off() {
        for class in RateClass::ALL {
            assert!(RateLimitOptions::default().policy(class).is_some(), "{class:?}");
            assert_eq!(RateLimitOptions::off().policy(class), None, "{class:?}");
        }
    }
}
