use std::fs::File;
use std::path::{Path, PathBuf};

use crate::initialise::SUPERUSER;
use crate::location::Location;
use crate::marker::{self, Contents};
use crate::postmaster::Postmaster;
use crate::url::socket_url;
use crate::{Binaries, ClusterError, Options, Psql, initialise, left_behind, socket};

/// The database that every cluster has. Other databases are created and dropped through it.
const MAINTENANCE: &str = "postgres";

/// A running private cluster. Dropping it stops PostgreSQL; the data stays.
#[derive(Debug)]
pub struct Cluster {
    data_dir: PathBuf,
    socket_dir: PathBuf,
    port: u16,
    binaries: Binaries,
    notices: Vec<String>,
    /// `None` once it is stopped.
    postmaster: Option<Postmaster>,
    /// The locked folder; see [`Location`]. The lock is released after PostgreSQL has stopped.
    _lock: File,
}

impl Cluster {
    /// Makes the cluster if its folder is new, starts it and waits until it accepts connections.
    pub fn open(options: &Options) -> Result<Self, ClusterError> {
        let mut location = Location::claim(&options.data_dir)?;
        let is_new = !matches!(location.contents, Contents::Complete(_));
        let binaries = match location.contents {
            Contents::Complete(major) => Binaries::for_cluster(major, &location.data_dir)?,
            Contents::Nothing | Contents::Unfinished => Binaries::newest()?,
        };
        if left_behind::clear(&location.cluster())? {
            note(
                &mut location.notices,
                "stopped the PostgreSQL that an earlier run had left behind".to_owned(),
            );
        }
        if is_new {
            if let Some(aside) = initialise::clear_data_directory(&location)? {
                let notice = format!("an unfinished initdb was moved aside to {}", aside.display());
                note(&mut location.notices, notice);
            }
            tracing::info!(folder = %location.data_dir.display(), "making a PostgreSQL cluster");
            initialise::run(&location, &binaries, options.durability)?;
        }
        let port = options.port();
        let socket_dir = socket::prepare(&location.data_dir, &location.account, port)?;
        if let Some(loopback) = &options.loopback {
            loopback.write_files(&location.cluster(), &location.account)?;
        }
        let postmaster = Postmaster::start(&location, &binaries, &socket_dir, options)?;
        let Location {
            data_dir,
            notices,
            lock,
            ..
        } = location;
        let cluster = Self {
            data_dir,
            socket_dir,
            port,
            binaries,
            notices,
            postmaster: Some(postmaster),
            _lock: lock,
        };
        if is_new {
            // Before the cluster counts as complete. After a failure, the next start makes it again, with the
            // newest PostgreSQL that is installed then.
            cluster.check_thai_collation()?;
            marker::finish(&cluster.data_dir, cluster.binaries.major())?;
        }
        Ok(cluster)
    }

    /// The connection URL of `database`, for libpq and tokio-postgres, with all rights and no password.
    pub fn url(&self, database: &str) -> String {
        self.url_as(SUPERUSER, database)
    }

    /// The connection URL of `database` for the role `user`, which needs no password either.
    pub fn url_as(&self, user: &str, database: &str) -> String {
        socket_url(&self.socket_dir, self.port, user, database)
    }

    /// Creates the database `name` unless it exists. Returns whether it was created.
    pub fn create_database_if_missing(&self, name: &str) -> Result<bool, ClusterError> {
        self.psql(MAINTENANCE).create_database_if_missing(name)
    }

    /// The folder of the cluster; for a root process it may be the fallback.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Notices for the user about this start, one line each; they were logged as warnings too.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Runs statements in `database`.
    pub fn psql(&self, database: &str) -> Psql {
        Psql::new(&self.binaries, self.url(database))
    }

    /// Whether PostgreSQL has ended by itself since the start.
    pub fn has_ended(&mut self) -> Result<bool, ClusterError> {
        self.postmaster.as_mut().map_or(Ok(true), Postmaster::has_ended)
    }

    /// Stops PostgreSQL and waits for its end: a fast shutdown, and an immediate one if that takes too long.
    pub fn stop(mut self) -> Result<(), ClusterError> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<(), ClusterError> {
        let Some(mut postmaster) = self.postmaster.take() else {
            return Ok(());
        };
        postmaster.stop()?;
        socket::tidy(&self.socket_dir, &self.data_dir);
        Ok(())
    }

    /// Checks that PostgreSQL can sort Thai. The queries sort names with this collation; the start fails without it, so
    /// that no later query fails.
    fn check_thai_collation(&self) -> Result<(), ClusterError> {
        let found = self.psql(MAINTENANCE).run(
            "looking for the Thai collation",
            "SELECT 1 FROM pg_collation WHERE collname = 'th-x-icu'",
        )?;
        if found.is_empty() {
            return Err(ClusterError::NoThaiCollation {
                bindir: self.binaries.bindir().to_owned(),
            });
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            tracing::error!("{error}");
        }
    }
}

/// Logs a notice and keeps it.
fn note(notices: &mut Vec<String>, notice: String) {
    tracing::warn!("{notice}");
    notices.push(notice);
}
