use std::path::PathBuf;

use crate::Loopback;

/// The port in the name of a socket without a TCP port: the default number, so that URLs need no port.
pub(crate) const DEFAULT_PORT: u16 = 5432;

/// How much data a crash of the machine may lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// A committed transaction survives a power failure.
    Durable,
    /// Nothing is flushed to disk: for tests, whose cluster is deleted.
    Throwaway,
}

/// The options of [`Cluster::open`](crate::Cluster::open).
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the cluster, existing or new. It contains only the cluster.
    pub data_dir: PathBuf,
    /// Whether commits are flushed to disk.
    pub durability: Durability,
    /// Further PostgreSQL settings as name and value; they override the defaults of this crate.
    pub settings: Vec<(String, String)>,
    /// A TCP port beside the socket; `None`: only the socket.
    pub loopback: Option<Loopback>,
}

impl Options {
    /// Options for a cluster in `data_dir` with no further settings.
    pub fn new(data_dir: impl Into<PathBuf>, durability: Durability) -> Self {
        Self {
            data_dir: data_dir.into(),
            durability,
            settings: Vec::new(),
            loopback: None,
        }
    }

    /// Adds a PostgreSQL setting.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a TCP port of this machine, with TLS: for tests.
    #[must_use]
    pub fn loopback(mut self, loopback: Loopback) -> Self {
        self.loopback = Some(loopback);
        self
    }

    /// The port of the cluster, which is also in the name of its socket.
    pub(crate) fn port(&self) -> u16 {
        self.loopback.as_ref().map_or(DEFAULT_PORT, Loopback::port)
    }
}
