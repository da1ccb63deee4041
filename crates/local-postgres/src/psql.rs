use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::error::error_line;
use crate::{Binaries, ClusterError, url};

/// Runs statements through the program `psql`. This crate needs only a few statements, so it has no database driver.
#[derive(Debug, Clone)]
pub struct Psql {
    program: PathBuf,
    url: String,
}

/// The first `psql` in `folders`. Relative folders are skipped: what they contain depends on the current folder.
fn psql_in(mut folders: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    folders.find_map(|dir| {
        let program = dir.join("psql");
        let is_executable = fs::metadata(&program).is_ok_and(|found| found.is_file() && found.mode() & 0o111 != 0);
        (dir.is_absolute() && is_executable).then_some(program)
    })
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
    ///
    /// # Errors
    /// [`ClusterError::NoBinaries`] or [`ClusterError::TooOld`] if no PostgreSQL that can be used is installed.
    pub fn find(url: impl Into<String>) -> Result<Self, ClusterError> {
        let in_path = env::var_os("PATH").and_then(|path| psql_in(env::split_paths(&path)));
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
    ///
    /// # Errors
    /// [`ClusterError::Statement`] if PostgreSQL refuses, [`ClusterError::System`] if `psql` cannot run.
    pub fn run(&self, task: &str, statement: &str) -> Result<Vec<String>, ClusterError> {
        let mut command = Command::new(&self.program);
        clean_environment(&mut command);
        // Other users of the machine see the arguments of a process, and not its environment.
        let (url, password) = url::without_password(&self.url);
        if let Some(password) = password {
            command.env("PGPASSWORD", OsString::from_vec(password));
        }
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
                &url,
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
        Err(ClusterError::Statement {
            task: task.to_owned(),
            detail: error_line(&said).unwrap_or("psql gave no reason").to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    #[test]
    fn psql_is_an_executable_file_in_an_absolute_folder() {
        let home = tempfile::tempdir().unwrap();
        let folders = ["text", "program"].map(|name| home.path().join(name));
        for (folder, mode) in folders.iter().zip([0o644, 0o755]) {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("psql"), "").unwrap();
            fs::set_permissions(folder.join("psql"), Permissions::from_mode(mode)).unwrap();
        }
        // The same folder, seen from the current one.
        let up = "../".repeat(env::current_dir().unwrap().components().count());
        let relative = Path::new(&up).join(folders[1].strip_prefix("/").unwrap());
        assert!(relative.join("psql").is_file());

        let searched = [relative, folders[0].clone(), folders[1].clone()];

        assert_eq!(psql_in(searched.into_iter()), Some(folders[1].join("psql")));
    }
}
