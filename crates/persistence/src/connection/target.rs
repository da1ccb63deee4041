use tokio_postgres::Config;
use tokio_postgres::config::{Host, LoadBalanceHosts, SslMode as DriverMode, SslNegotiation};

use super::error::ConnectError;
use super::parameters::{SslMode, TlsParameters};
use super::url::take_tls;

/// The port of PostgreSQL when the URL names none.
const DEFAULT_PORT: u16 = 5432;

/// What a database URL says: servers, account, time limits and TLS.
pub(crate) struct Target {
    /// Everything but TLS.
    pub(super) config: Config,
    pub(super) tls: TlsParameters,
}

/// One server of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    /// Where it is: `hostaddr`, or otherwise `host`.
    pub(super) address: Host,
    pub(super) port: u16,
    /// The name that its certificate has: `host`.
    pub(super) name: Option<String>,
}

impl Server {
    /// What messages call the server.
    pub(super) fn display(&self) -> String {
        match (&self.name, &self.address) {
            (Some(name), _) | (None, Host::Tcp(name)) => name.clone(),
            (None, Host::Unix(folder)) => folder.display().to_string(),
        }
    }

    /// Whether it is reached over the network. TLS is not used on a Unix socket.
    pub(super) const fn is_tcp(&self) -> bool {
        matches!(self.address, Host::Tcp(_))
    }
}

impl Target {
    /// Reads a URL, or a text such as `host=db user=prongsai`. In such a text `sslmode` has only the values of the driver.
    ///
    /// # Errors
    /// When the driver does not understand it, or a parameter for TLS is wrong.
    pub(crate) fn parse(url: &str) -> Result<Self, ConnectError> {
        let taken = take_tls(url)?;
        let without_tls = taken.as_ref().map_or(url, |(url, _)| url);
        let config: Config = without_tls
            .parse()
            .map_err(|error| ConnectError::with_causes(&error as &tokio_postgres::Error))?;
        let tls = taken.map_or_else(|| of_driver(&config), |(_, tls)| tls);
        Ok(Self { config, tls })
    }

    /// The role.
    pub(crate) fn user(&self) -> Option<&str> {
        self.config.get_user()
    }

    /// The password of the role.
    pub(crate) fn password(&self) -> Option<&[u8]> {
        self.config.get_password()
    }

    /// The servers of the URL, in the order in which they are tried.
    ///
    /// # Errors
    /// When the lists of the URL have different lengths. One port is that of all hosts.
    pub(super) fn servers(&self) -> Result<Vec<Server>, ConnectError> {
        let (hosts, addresses) = (self.config.get_hosts(), self.config.get_hostaddrs());
        if !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
            let why = "the connection string needs as many values of hostaddr as of host";
            return Err(ConnectError::new(why));
        }
        let count = hosts.len().max(addresses.len());
        let ports = self.config.get_ports();
        if ports.len() > 1 && ports.len() != count {
            let why = "the connection string needs one port, or as many ports as hosts";
            return Err(ConnectError::new(why));
        }
        let server = |index: usize| {
            let host = hosts.get(index);
            let address = addresses.get(index).map(ToString::to_string).map(Host::Tcp);
            let name = match host {
                Some(Host::Tcp(name)) => Some(name.clone()),
                _ => None,
            };
            Some(Server {
                address: address.or_else(|| host.cloned())?,
                port: ports.get(index).or(ports.first()).copied().unwrap_or(DEFAULT_PORT),
                name,
            })
        };
        let mut servers: Vec<Server> = (0..count).filter_map(server).collect();
        if self.config.get_load_balance_hosts() == LoadBalanceHosts::Random && !servers.is_empty() {
            let first = getrandom::u64().unwrap_or(0) % servers.len() as u64;
            servers.rotate_left(usize::try_from(first).unwrap_or(0));
        }
        Ok(servers)
    }
}

/// TLS as the driver read it.
fn of_driver(config: &Config) -> TlsParameters {
    let mode = match config.get_ssl_mode() {
        DriverMode::Disable => SslMode::Disable,
        DriverMode::Require => SslMode::Require,
        _ => SslMode::Prefer,
    };
    TlsParameters {
        is_direct: mode == SslMode::Require && config.get_ssl_negotiation() == SslNegotiation::Direct,
        ..TlsParameters::only(mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Vec<(Host, u16)> {
        let servers = Target::parse(url).unwrap().servers().unwrap();
        servers
            .into_iter()
            .map(|server| (server.address, server.port))
            .collect()
    }

    #[test]
    fn hosts_and_ports_are_those_of_the_url() {
        let tcp = |name: &str| Host::Tcp(name.to_owned());
        assert_eq!(of("postgresql://u@db/app"), [(tcp("db"), 5432)]);
        assert_eq!(of("postgresql://u@a:1,b:2/app"), [(tcp("a"), 1), (tcp("b"), 2)]);
        assert_eq!(of("host=a,b port=7"), [(tcp("a"), 7), (tcp("b"), 7)]);
        assert_eq!(of("host=a hostaddr=10.0.0.1"), [(tcp("10.0.0.1"), 5432)]);
        assert_eq!(of("postgresql://u@%2Ftmp/app"), [(Host::Unix("/tmp".into()), 5432)]);
        assert_eq!(of("postgresql://u@%2Ftmp:7/app"), [(Host::Unix("/tmp".into()), 7)]);
        let mut some = of("host=a,b,c load_balance_hosts=random");
        some.sort_by_key(|(host, _)| format!("{host:?}"));
        assert_eq!(some, of("host=a,b,c"));
    }

    #[test]
    fn the_name_in_the_certificate_is_that_of_the_host() {
        let name = |url: &str| Target::parse(url).unwrap().servers().unwrap().remove(0).name;
        assert_eq!(
            name("postgresql://db.example/app?hostaddr=10.0.0.1").as_deref(),
            Some("db.example")
        );
        assert_eq!(name("postgresql:///app?hostaddr=10.0.0.1"), None);
        assert_eq!(name("postgresql://[::1]/app").as_deref(), Some("::1"));
    }

    #[test]
    fn other_texts_than_urls_have_the_modes_of_the_driver() {
        let mode = |text: &str| Target::parse(text).map(|target| target.tls.mode);
        assert_eq!(mode("host=a"), Ok(SslMode::Prefer));
        assert_eq!(mode("host=a sslmode=disable"), Ok(SslMode::Disable));
        assert_eq!(mode("host=a sslmode=require"), Ok(SslMode::Require));
        assert!(
            mode("host=a sslmode=verify-full")
                .unwrap_err()
                .to_string()
                .contains("sslmode")
        );
    }
}
