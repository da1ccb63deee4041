//! Helpers that the tests of this crate share. Each test has a folder of its own.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use prongsai_local_postgres::{Cluster, Durability, Options};
use tempfile::TempDir;

/// A temporary folder that PostgreSQL's own user can enter when the tests run as root.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Options for a small, fast cluster.
pub(crate) fn options(data_dir: &Path) -> Options {
    Options::new(data_dir, Durability::Throwaway)
        .setting("shared_buffers", "16MB")
        .setting("max_connections", "20")
}

/// Opens the cluster in `data_dir`.
pub(crate) fn open(data_dir: &Path) -> Cluster {
    Cluster::open(&options(data_dir)).unwrap()
}
