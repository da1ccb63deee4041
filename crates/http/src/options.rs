use std::time::Duration;

use crate::health::MetricsAccess;
use crate::proxy::TrustedProxies;

/// Options of a server.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Number of worker threads; each has its own read connections.
    pub workers: usize,
    /// The time in which a client has to send the head of a request.
    pub client_request_timeout: Duration,
    /// The time that an idle connection is kept open.
    pub keep_alive: Duration,
    /// The time that current requests have to finish when the server stops, in seconds.
    pub shutdown_timeout: u64,
    /// Web pages of other origins that may call the API, e.g. `https://www.example.go.th`; none when empty.
    pub cors_origins: Vec<String>,
    /// The reverse proxies whose word about the address of the client counts.
    pub trusted_proxies: TrustedProxies,
    /// Whether SIGTERM, SIGINT and SIGQUIT stop the server; false when the caller handles them.
    pub handles_signals: bool,
    /// Who may read the metrics at this listener.
    pub metrics: MetricsAccess,
    /// The address of the server for the public, e.g. `https://ita.example.go.th`, if it is configured.
    pub public_url: Option<String>,
    /// Where to report a weakness of the server, as URIs, the preferred one first; none when empty.
    pub security_contacts: Vec<String>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            workers: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            client_request_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(75),
            shutdown_timeout: 10,
            cors_origins: Vec::new(),
            trusted_proxies: TrustedProxies::default(),
            handles_signals: false,
            metrics: MetricsAccess::default(),
            public_url: None,
            security_contacts: Vec::new(),
        }
    }
}
