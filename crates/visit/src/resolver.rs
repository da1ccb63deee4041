use std::error::Error;
use std::fmt;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use crate::target::Loopback;

/// Finds the addresses of a name, and gives only those to which a connection may be made.
#[derive(Clone, Debug)]
pub(crate) struct CheckedResolver {
    loopback: Loopback,
}

/// Why a name leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unresolved {
    /// It has no address.
    Unknown,
    /// It has none of the public internet.
    Blocked,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "the name has no address",
            Self::Blocked => "the name has no public address",
        })
    }
}

impl Error for Unresolved {}

impl CheckedResolver {
    pub(crate) const fn new(loopback: Loopback) -> Self {
        Self { loopback }
    }
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let loopback = self.loopback.clone();
        Box::pin(async move {
            // Port 0 is replaced by that of the address that is visited.
            let found = lookup_host((name.as_str(), 0)).await.map_err(|error| {
                tracing::debug!(%error, "a name is not resolved");
                Unresolved::Unknown
            })?;
            Ok(Box::new(allowed(found, &loopback)?.into_iter()) as Addrs)
        })
    }
}

fn allowed(found: impl Iterator<Item = SocketAddr>, loopback: &Loopback) -> Result<Vec<SocketAddr>, Unresolved> {
    let mut found = found.peekable();
    found.peek().ok_or(Unresolved::Unknown)?;
    let allowed: Vec<_> = found.filter(|address| loopback.may_connect(address.ip())).collect();
    if allowed.is_empty() {
        return Err(Unresolved::Blocked);
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answer of a hostile name server has a public address for the check, and another one for the connection.
    #[test]
    fn only_public_addresses_of_a_name_are_left() {
        let found = |written: &[&str]| {
            let addresses: Vec<SocketAddr> = written.iter().map(|one| one.parse().unwrap()).collect();
            allowed(addresses.into_iter(), &Loopback::Refused)
        };
        assert_eq!(found(&[]), Err(Unresolved::Unknown));
        assert_eq!(
            found(&["127.0.0.1:0", "[::1]:0", "169.254.169.254:0"]),
            Err(Unresolved::Blocked)
        );
        let left = found(&["10.0.0.1:0", "1.1.1.1:0", "[fd00::1]:0"]).unwrap();
        assert_eq!(left, ["1.1.1.1:0".parse().unwrap()]);
    }
}
