use std::net::{SocketAddr, TcpListener};

use anyhow::{Result, bail};
use prongsai_http::MetricsAccess;

use crate::address::{self, OPERATIONS, PUBLIC};
use crate::config::Config;

/// The sockets on which the program serves. They are bound before any slow work.
pub(crate) struct Listeners {
    /// For the API and the public.
    pub(crate) public: TcpListener,
    /// For operators, if configured.
    pub(crate) operations: Option<TcpListener>,
}

impl Listeners {
    /// Binds the configured addresses.
    ///
    /// # Errors
    /// One line with a remedy: a port is in use, binding it is not permitted, or an address is not valid.
    pub(crate) fn bind(config: &Config) -> Result<Self> {
        let public = address::bind(&config.listen, PUBLIC)?;
        let operations = config.doors.operations_listen();
        if let Some(operations) = operations
            && is_taken_by(operations, public.local_addr()?)
        {
            bail!("{PUBLIC} and {OPERATIONS} are the same address, {operations}; give {OPERATIONS} a port of its own");
        }
        let operations = operations
            .map(|operations| address::bind(operations, OPERATIONS))
            .transpose()?;
        Ok(Self { public, operations })
    }

    /// Who may read the metrics at the public listener.
    ///
    /// # Errors
    /// The system does not tell its address.
    pub(crate) fn public_metrics(&self) -> Result<MetricsAccess> {
        let is_local = self.public.local_addr()?.ip().is_loopback();
        Ok(match self.operations {
            None if is_local => MetricsAccess::Direct,
            _ => MetricsAccess::Closed,
        })
    }

    /// The address at which a client on this machine reaches the API.
    ///
    /// # Errors
    /// The system does not tell the address.
    pub(crate) fn public_address(&self) -> Result<SocketAddr> {
        Ok(address::reachable(self.public.local_addr()?))
    }
}

/// Whether a listener on `taken` also has the address that a setting names. A name that is not an address is reported
/// when it is bound.
pub(crate) fn is_taken_by(listen: &str, taken: SocketAddr) -> bool {
    let is_same = |wanted: SocketAddr| {
        let covers = taken.ip().is_unspecified() || wanted.ip().is_unspecified() || taken.ip() == wanted.ip();
        // Port 0 lets the system choose.
        covers && taken.port() == wanted.port() && wanted.port() != 0
    };
    address::named(listen).into_iter().any(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listeners(public: &str, operations: Option<&str>) -> Listeners {
        Listeners {
            public: TcpListener::bind(public).unwrap(),
            operations: operations.map(|operations| TcpListener::bind(operations).unwrap()),
        }
    }

    #[test]
    fn metrics_leave_the_public_listener_when_it_is_not_local_or_there_is_another() {
        for (public, operations, access) in [
            ("127.0.0.1:0", None, MetricsAccess::Direct),
            ("127.0.0.1:0", Some("127.0.0.1:0"), MetricsAccess::Closed),
            ("0.0.0.0:0", None, MetricsAccess::Closed),
            ("0.0.0.0:0", Some("127.0.0.1:0"), MetricsAccess::Closed),
        ] {
            let listeners = listeners(public, operations);
            assert_eq!(listeners.public_metrics().unwrap(), access, "{public} {operations:?}");
        }
    }

    #[test]
    fn the_same_address_for_both_is_recognised() {
        let taken = |listen: &str, taken: &str| is_taken_by(listen, taken.parse().unwrap());
        assert!(taken("127.0.0.1:8080", "127.0.0.1:8080") && taken("localhost:8080", "127.0.0.1:8080"));
        assert!(taken("127.0.0.1:8080", "0.0.0.0:8080") && taken("0.0.0.0:8080", "127.0.0.1:8080"));
        assert!(!taken("127.0.0.1:8081", "127.0.0.1:8080") && !taken("127.0.0.2:8080", "127.0.0.1:8080"));
        assert!(!taken("127.0.0.1:0", "127.0.0.1:0") && !taken("nonsense", "127.0.0.1:8080"));
    }
}
