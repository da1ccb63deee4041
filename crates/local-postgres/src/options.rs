use std::path::PathBuf;

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
}

impl Options {
    /// Options for a cluster in `data_dir` with no further settings.
    pub fn new(data_dir: impl Into<PathBuf>, durability: Durability) -> Self {
        Self {
            data_dir: data_dir.into(),
            durability,
            settings: Vec::new(),
        }
    }

    /// Adds a PostgreSQL setting.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }
}
