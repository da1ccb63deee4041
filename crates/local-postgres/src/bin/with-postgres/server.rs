use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use prongsai_local_postgres::{Cluster, Durability, Options, Psql, sweep_abandoned, with_database};
use tempfile::TempDir;

/// Prefix of the databases of test runs. `test-support` gives them these names.
const DATABASES: &str = "prongsai_test_";
/// Prefix of the folders of throwaway clusters.
const FOLDERS: &str = "prongsai-test-";

/// The server that the command may use.
pub(crate) enum Server {
    /// Started here, and removed afterwards.
    Own {
        cluster: Cluster,
        folder: TempDir,
        url: String,
    },
    /// The server that `DATABASE_URL` names.
    Given { url: String },
}

impl Server {
    pub(crate) fn start() -> Result<Self, String> {
        let given = env::var_os("DATABASE_URL").unwrap_or_default();
        if given.to_str().is_some_and(|url| url.trim().is_empty()) {
            return Self::start_own();
        }
        given
            .to_str()
            .and_then(|url| with_database(url.trim(), "postgres"))
            .map(|url| Self::Given { url })
            .ok_or_else(|| {
                "DATABASE_URL is not a PostgreSQL URL; its form is postgresql://user:password@host/database".into()
            })
    }

    fn start_own() -> Result<Self, String> {
        let parent = env::temp_dir();
        for abandoned in sweep_abandoned(&parent, FOLDERS) {
            eprintln!(
                "with-postgres: removed {}, which a killed run had left",
                abandoned.display()
            );
        }
        let folder = tempfile::Builder::new()
            .prefix(FOLDERS)
            .tempdir()
            .map_err(|error| format!("no temporary folder in {}: {error}", parent.display()))?;
        // PostgreSQL's own user has to enter the folder when this process is root.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711))
            .map_err(|error| format!("setting the mode of {}: {error}", folder.path().display()))?;
        let options = Options::new(folder.path(), Durability::Throwaway)
            .setting("shared_buffers", "64MB")
            // Tests run in parallel, some have several servers, and a server opens 16 connections or more.
            .setting("max_connections", "200")
            // Hundreds of small databases are created and dropped; vacuuming and analysing them is not worth the
            // writes.
            .setting("autovacuum", "off")
            // Fewer checkpoints and less WAL. `minimal` needs that there are no senders.
            .setting("max_wal_size", "4GB")
            .setting("wal_level", "minimal")
            .setting("max_wal_senders", "0");
        let cluster = match Cluster::open(&options) {
            Ok(cluster) => cluster,
            Err(error) => {
                keep_link(folder);
                return Err(error.to_string());
            }
        };
        let url = cluster.url("postgres");
        Ok(Self::Own { cluster, folder, url })
    }

    /// The URL of the maintenance database.
    pub(crate) fn url(&self) -> &str {
        match self {
            Self::Own { url, .. } | Self::Given { url } => url,
        }
    }

    /// Removes the cluster that this run created. On a given server, drops every database of a test run, also those
    /// that a killed run left behind.
    pub(crate) fn sweep(self) -> Result<(), String> {
        match self {
            Self::Own { cluster, folder, .. } => {
                let data_dir = cluster.data_dir().to_owned();
                // After an error the folder stays, and the next run finds the cluster.
                let path = folder.keep();
                cluster.stop().map_err(|error| error.to_string())?;
                // The link to the fallback, made when root's temporary folder is closed to PostgreSQL's user.
                if path.is_symlink() {
                    remove(&data_dir)?;
                }
                remove(&path)
            }
            Self::Given { url } => Psql::find(url)
                .and_then(|psql| psql.drop_databases(DATABASES))
                .map(|_| ())
                .map_err(|error| error.to_string()),
        }
    }
}

/// Removes a folder, or a link to one.
fn remove(folder: &Path) -> Result<(), String> {
    fs::remove_dir_all(folder).map_err(|error| format!("removing {}: {error}", folder.display()))
}

/// Keeps the folder if it is a link to the fallback: the next run finds the cluster there only through it.
fn keep_link(folder: TempDir) {
    if folder.path().is_symlink() {
        let _ = folder.keep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_a_link_is_kept_after_a_failed_start() {
        let home = tempfile::tempdir().unwrap();
        for is_link in [false, true] {
            let folder = tempfile::tempdir_in(home.path()).unwrap();
            let path = folder.path().to_owned();
            if is_link {
                fs::remove_dir(&path).unwrap();
                symlink(home.path(), &path).unwrap();
            }
            keep_link(folder);
            assert_eq!(path.is_symlink(), is_link);
            assert_eq!(path.exists(), is_link);
        }
    }
}
