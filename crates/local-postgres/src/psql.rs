use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Binaries, ClusterError};

/// Runs statements through the program `psql`. This crate needs only a few statements, so it has no database driver.
#[derive(Debug, Clone)]
pub struct Psql {
    program: PathBuf,
    url: String,
}

impl Psql {
    /// Sends statements to the database that `url` names, through the `psql` of `binaries`.
    pub fn new(binaries: &Binaries, url: impl Into<String>) -> Self {
        Self {
            program: binaries.program("psql"),
            url: url.into(),
        }
    }

    /// Like [`Psql::new`], with the `psql` in `PATH`. If there is none, with that of the newest installation.
    pub fn find(url: impl Into<String>) -> Result<Self, ClusterError> {
        let in_path = env::var_os("PATH").and_then(|path| {
            env::split_paths(&path)
                .map(|dir| dir.join("psql"))
                .find(|program| program.is_file())
        });
        match in_path {
            Some(program) => Ok(Self {
                program,
                url: url.into(),
            }),
            None => Ok(Self::new(&Binaries::newest()?, url)),
        }
    }

    /// Runs `statement` and returns its rows; the columns of a row are separated by `|`. An error message begins with
    /// `task`.
    pub fn run(&self, task: &str, statement: &str) -> Result<Vec<String>, ClusterError> {
        let mut command = Command::new(&self.program);
        clean_environment(&mut command);
        let answer = command
            .args([
                // No psqlrc; rows without alignment, headers and messages; never ask for a password.
                "-X",
                "-A",
                "-t",
                "-q",
                "-w",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                &self.url,
                "-c",
                statement,
            ])
            .stdin(Stdio::null())
            .output()
            .map_err(ClusterError::system(format!("running {}", self.program.display())))?;
        if answer.status.success() {
            return Ok(String::from_utf8_lossy(&answer.stdout)
                .lines()
                .map(str::to_owned)
                .collect());
        }
        let said = String::from_utf8_lossy(&answer.stderr);
        let detail = said
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("psql gave no reason");
        Err(ClusterError::Statement {
            task: task.to_owned(),
            detail: detail.trim().to_owned(),
        })
    }

    /// Creates the database `name` unless it exists. Returns whether it was created.
    pub fn create_database_if_missing(&self, name: &str) -> Result<bool, ClusterError> {
        let task = format!("creating the database {name}");
        let exists = format!("SELECT 1 FROM pg_database WHERE datname = {}", literal(name));
        if !self.run(&task, &exists)?.is_empty() {
            return Ok(false);
        }
        match self.run(&task, &format!("CREATE DATABASE {}", identifier(name))) {
            Ok(_) => Ok(true),
            // Another process may have created it first.
            Err(_) if !self.run(&task, &exists)?.is_empty() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Drops every database whose name starts with `prefix`, ends its connections, and returns the number dropped.
    pub fn drop_databases(&self, prefix: &str) -> Result<usize, ClusterError> {
        let list = format!(
            "SELECT datname FROM pg_database WHERE starts_with(datname, {})",
            literal(prefix)
        );
        let names = self.run("listing databases", &list)?;
        for name in &names {
            let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", identifier(name));
            if self.run(&format!("dropping the database {name}"), &drop).is_err() {
                // PostgreSQL drops a template only after it has been marked as an ordinary database.
                let plain = format!("ALTER DATABASE {} IS_TEMPLATE false", identifier(name));
                self.run(&format!("dropping the database {name}"), &plain)?;
                self.run(&format!("dropping the database {name}"), &drop)?;
            }
        }
        Ok(names.len())
    }
}

/// Removes variables of the caller from the environment of `command`. `PG…` would change ports, users and time zones.
/// `MALLOC_…` are settings for the memory of `prongsai`; PostgreSQL keeps the defaults.
pub(crate) fn clean_environment(command: &mut Command) {
    let names = env::vars_os().map(|(name, _)| name).filter(|name| {
        ["PG", "MALLOC_"]
            .iter()
            .any(|prefix| name.to_string_lossy().starts_with(prefix))
    });
    for name in names {
        command.env_remove(name);
    }
}

/// A string literal of SQL.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A quoted identifier of SQL.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
