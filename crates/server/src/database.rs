use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use prongsai_local_postgres::{Cluster, ClusterError, Durability, Options, SUPERUSER, cluster_url};
use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;

use crate::config::{Config, masked};
use crate::progress::Progress;
use crate::services::check_url;

/// Name of the database in a private cluster.
const NAME: &str = "prongsai";
/// The role that serves in a private cluster. It cannot change the schema.
const RUNTIME: &str = "prongsai_runtime";
/// How often the program checks that the private PostgreSQL still runs.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// The database of the program.
pub(crate) struct Database {
    url: SecretString,
    owner_url: Option<SecretString>,
    run_by: RunBy,
}

enum RunBy {
    /// Other people, who run the database that the configuration names.
    Others,
    /// Another prongsai on the same data folder.
    AnotherProgram,
    /// This process, which stops it at the end.
    ThisProcess(Cluster),
}

impl Database {
    /// Opens the database of `DATABASE_URL`, or starts a private cluster.
    ///
    /// # Errors
    /// No PostgreSQL, a damaged data folder, another server on it: one line, with a remedy where one is known.
    pub(crate) async fn open(config: &Config, progress: Progress) -> Result<Self> {
        match Self::external(config, progress)? {
            Some(database) => Ok(database),
            None => Ok(Self::start_private(config, progress).await?),
        }
    }

    /// Like [`Database::open`], but uses the private cluster of a running server if there is one.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub(crate) async fn open_or_join(config: &Config, progress: Progress) -> Result<Self> {
        if let Some(database) = Self::external(config, progress)? {
            return Ok(database);
        }
        match Self::start_private(config, progress).await {
            Err(in_use @ ClusterError::InUse { .. }) => {
                // The layout of the folder is that of `prongsai_local_postgres`. When this path cannot be that of a
                // socket, the socket is elsewhere; the cluster cannot be joined then.
                let socket = config.cluster_dir().join("socket");
                let Ok(socket) = std::fs::canonicalize(socket) else {
                    bail!(in_use)
                };
                let (url, owner_url) = private_urls(&socket);
                Ok(Self {
                    url,
                    owner_url: Some(owner_url),
                    run_by: RunBy::AnotherProgram,
                })
            }
            other => Ok(other?),
        }
    }

    /// The database that the configuration names, if it names one.
    fn external(config: &Config, progress: Progress) -> Result<Option<Self>> {
        let owner_url = config.migrate_url();
        let Some(url) = config.database_url() else {
            if owner_url.is_some() {
                bail!("PRONGSAI_MIGRATE_URL is set without DATABASE_URL");
            }
            return Ok(None);
        };
        check_url("DATABASE_URL", url.expose_secret())?;
        if let Some(owner_url) = owner_url {
            check_url("PRONGSAI_MIGRATE_URL", owner_url.expose_secret())?;
        }
        progress.say(&format!("using the database {}", masked(url)));
        Ok(Some(Self {
            url: url.clone(),
            owner_url: owner_url.cloned(),
            run_by: RunBy::Others,
        }))
    }

    async fn start_private(config: &Config, progress: Progress) -> Result<Self, ClusterError> {
        let folder = config.cluster_dir();
        if folder.exists() {
            progress.say("starting PostgreSQL…");
        } else {
            progress.say(&format!("making a PostgreSQL cluster in {}…", folder.display()));
        }
        let open = move || {
            let cluster = Cluster::open(&Options::new(folder, Durability::Durable))?;
            progress.reached("PostgreSQL accepts connections");
            cluster.create_database_if_missing(NAME)?;
            progress.reached("the database exists");
            Ok(cluster)
        };
        let cluster = spawn_blocking(open).await.map_err(|error| ClusterError::System {
            action: "starting PostgreSQL".to_owned(),
            error: error.into(),
        })??;
        Ok(Self {
            url: cluster.url_as(RUNTIME, NAME).into(),
            owner_url: Some(cluster.url(NAME).into()),
            run_by: RunBy::ThisProcess(cluster),
        })
    }

    /// The connection URL of the role that serves, with its password.
    pub(crate) fn url(&self) -> &str {
        self.url.expose_secret()
    }

    /// The connection URL of the role that owns the tables, with its password. `None`: the role that serves owns them, or
    /// another program migrates.
    pub(crate) fn owner_url(&self) -> Option<&str> {
        self.owner_url.as_ref().map(ExposeSecret::expose_secret)
    }

    /// Adds the address of a database that others run, and a remedy, to an error of its preparation.
    pub(crate) fn unreachable(&self, error: anyhow::Error) -> anyhow::Error {
        let remedy = match (&self.run_by, &self.owner_url) {
            (RunBy::ThisProcess(_), _) => return error,
            (RunBy::AnotherProgram, _) => "if the prongsai that ran it has just ended, try again",
            (RunBy::Others, None) => "check DATABASE_URL",
            (RunBy::Others, Some(_)) => "check DATABASE_URL and PRONGSAI_MIGRATE_URL",
        };
        anyhow!("the database {} cannot be used: {error:#}; {remedy}", masked(&self.url))
    }

    /// Waits until the private PostgreSQL has ended by itself; never returns when this process does not run it.
    pub(crate) async fn ended(&mut self) {
        let RunBy::ThisProcess(cluster) = &mut self.run_by else {
            return std::future::pending().await;
        };
        let mut interval = tokio::time::interval(CHECK_INTERVAL);
        loop {
            interval.tick().await;
            match cluster.has_ended() {
                Ok(false) => {}
                Ok(true) => return,
                Err(error) => tracing::warn!(%error, "cannot tell whether PostgreSQL runs"),
            }
        }
    }

    /// Stops the private PostgreSQL, if there is one, after work with this outcome.
    ///
    /// # Errors
    /// That of the work; otherwise, PostgreSQL did not stop.
    pub(crate) async fn close_after<T>(self, outcome: Result<T>) -> Result<T> {
        first_error(outcome, self.close().await)
    }

    async fn close(self) -> Result<()> {
        let RunBy::ThisProcess(cluster) = self.run_by else {
            return Ok(());
        };
        spawn_blocking(move || cluster.stop())
            .await
            .context("stopping PostgreSQL")??;
        Ok(())
    }
}

/// The URLs of a private cluster with its socket in this folder: for the role that serves, and for the owner of the tables.
pub(crate) fn private_urls(socket: &Path) -> (SecretString, SecretString) {
    let of = |role| cluster_url(socket, role, NAME).into();
    (of(RUNTIME), of(SUPERUSER))
}

/// The outcome of work, or the error of closing after it. When both failed, the work tells why; the other is logged.
fn first_error<T>(outcome: Result<T>, closed: Result<()>) -> Result<T> {
    match (outcome, closed) {
        (Ok(value), Ok(())) => Ok(value),
        (Ok(_), Err(error)) | (Err(error), Ok(())) => Err(error),
        (Err(error), Err(closing)) => {
            tracing::warn!(error = format!("{closing:#}"), "PostgreSQL did not stop");
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_the_work_comes_before_that_of_closing() {
        let (work, closing) = (|| anyhow!("the work"), || anyhow!("closing"));
        assert_eq!(first_error(Ok(1), Ok(())).unwrap(), 1);
        for (outcome, closed, told) in [
            (Err(work()), Err(closing()), "the work"),
            (Err(work()), Ok(()), "the work"),
            (Ok(1), Err(closing()), "closing"),
        ] {
            assert_eq!(first_error(outcome, closed).unwrap_err().to_string(), told);
        }
    }

    #[test]
    fn only_settings_that_were_used_are_to_be_checked() {
        let said = |run_by, owner_url: Option<&str>| {
            let database = Database {
                url: "postgresql://a:secret@db/prongsai".to_owned().into(),
                owner_url: owner_url.map(|url| url.to_owned().into()),
                run_by,
            };
            database.unreachable(anyhow!("refused")).to_string()
        };
        let one = said(RunBy::Others, None);
        assert!(one.ends_with("cannot be used: refused; check DATABASE_URL"), "{one}");
        let two = said(RunBy::Others, Some("postgresql://b@db/prongsai"));
        assert!(two.ends_with("; check DATABASE_URL and PRONGSAI_MIGRATE_URL"), "{two}");
        let joined = said(RunBy::AnotherProgram, Some("postgresql://b@db/prongsai"));
        assert!(!joined.contains("_URL") && !joined.contains("secret"), "{joined}");
    }
}
