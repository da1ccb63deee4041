use std::io;
use std::path::PathBuf;

/// The reason why a private cluster cannot be used. Each message is one line; it names a remedy where one is known.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No usable `postgres`, `initdb` and `psql` were found.
    #[error(
        "no PostgreSQL programs found ({looked_for}); install them (Debian, Ubuntu: apt-get install postgresql) or set DATABASE_URL to a running server"
    )]
    NoBinaries {
        /// The places that were searched.
        looked_for: String,
    },
    /// The only PostgreSQL found is too old.
    #[error("PostgreSQL {found} is too old; install version {oldest} or newer, or set DATABASE_URL to such a server")]
    TooOld {
        /// The newest major version found.
        found: u32,
        /// The oldest supported major version.
        oldest: u32,
    },
    /// The cluster was made by a major version of PostgreSQL that is not installed.
    #[error(
        "{} holds a PostgreSQL {cluster} cluster, but the installed version is {installed}; install it (apt-get install postgresql-{cluster}), or move the data over as docs/operations.md describes under \"Upgrading\"",
        folder.display()
    )]
    OtherMajor {
        /// The cluster's folder.
        folder: PathBuf,
        /// Major version of the cluster.
        cluster: u32,
        /// Major versions installed, newest first.
        installed: String,
    },
    /// The folder has contents that are not a cluster of this program.
    #[error(
        "{} is not empty and was not made by prongsai; move its contents away, or choose another folder with PRONGSAI_DATA_DIR",
        folder.display()
    )]
    ForeignFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder is a cluster of this program, but something in it is missing or wrong.
    #[error(
        "the cluster in {} is damaged ({detail}); restore a backup, or move the folder away to start with an empty one",
        folder.display()
    )]
    Damaged {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// Another process has the cluster open.
    #[error(
        "the cluster in {} is in use by another prongsai; stop that one, or choose another folder with PRONGSAI_DATA_DIR",
        folder.display()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder cannot be locked, so another process may have the cluster open.
    #[error(
        "{} cannot be locked ({detail}), as on some network file systems; choose a folder on a disk of this machine with PRONGSAI_DATA_DIR",
        folder.display()
    )]
    NoLock {
        /// The folder.
        folder: PathBuf,
        /// The error of the system.
        detail: String,
    },
    /// The user that PostgreSQL runs as cannot make, read or write the folder.
    #[error(
        "{} cannot be used by the user \"{user}\" ({detail}); allow that user to enter the folders above and to own this one, or choose another folder with PRONGSAI_DATA_DIR",
        folder.display()
    )]
    Unreachable {
        /// The folder.
        folder: PathBuf,
        /// The user that PostgreSQL runs as.
        user: String,
        /// The error of the system, or what the user may not do.
        detail: String,
    },
    /// The process is root and there is no other user to run PostgreSQL as.
    #[error("PostgreSQL refuses to run as root and there is no user \"postgres\" or \"nobody\"; run as another user")]
    NoAccount,
    /// `initdb` failed.
    #[error("initdb could not make a cluster in {}: {detail}", folder.display())]
    Initialisation {
        /// The folder.
        folder: PathBuf,
        /// The message of `initdb` that names the error.
        detail: String,
    },
    /// This PostgreSQL cannot sort Thai.
    #[error(
        "PostgreSQL in {} was built without ICU, which Thai sorting needs; install your distribution's PostgreSQL (Debian, Ubuntu: apt-get install postgresql)",
        bindir.display()
    )]
    NoThaiCollation {
        /// The folder of the programs.
        bindir: PathBuf,
    },
    /// PostgreSQL ended before it was ready.
    #[error("PostgreSQL did not start: {detail} (the whole log is in {})", log.display())]
    StartFailed {
        /// The line of its log that explains the failure best.
        detail: String,
        /// The log file.
        log: PathBuf,
    },
    /// PostgreSQL was not ready in time.
    #[error("PostgreSQL was not ready within {seconds} s; see {}", log.display())]
    StartTimeout {
        /// The time limit, in seconds.
        seconds: u64,
        /// The log file.
        log: PathBuf,
    },
    /// PostgreSQL did not stop after the shutdown signals.
    #[error("PostgreSQL (process {pid}) did not stop; end it with: kill -QUIT {pid}")]
    StopTimeout {
        /// Process id of the postmaster.
        pid: i32,
    },
    /// The pid file names a living PostgreSQL of the cluster's user, and the system does not show its cluster.
    #[error(
        "process {pid} may be the PostgreSQL of {0}, but its folder cannot be seen; end it with: kill -INT {pid}, or delete {0}/postmaster.pid if it belongs to another cluster",
        folder.display()
    )]
    Undecided {
        /// Process id in the pid file.
        pid: i32,
        /// The data directory of PostgreSQL.
        folder: PathBuf,
    },
    /// A statement run through `psql` failed.
    #[error("{task}: {detail}")]
    Statement {
        /// The task that failed.
        task: String,
        /// PostgreSQL's message.
        detail: String,
    },
    /// No private folder for the Unix socket could be made.
    #[error(
        "no private folder for the socket can be made in {} ({detail}); choose a folder with a shorter path, without commas, with PRONGSAI_DATA_DIR, or (not as root) set TMPDIR to a folder that is yours",
        folder.display()
    )]
    NoSocketFolder {
        /// The folder in which this was tried.
        folder: PathBuf,
        /// Why the last attempt failed.
        detail: String,
    },
    /// An operation of the system failed.
    #[error("{action} failed: {error}")]
    System {
        /// The task that failed.
        action: String,
        /// The error of the system. It is in the message, so it is not the `source`, which is printed behind it.
        error: io::Error,
    },
}

impl ClusterError {
    /// Wraps an error of the system for `map_err`; `action` names the task that failed.
    pub(crate) fn system(action: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let action = action.into();
        move |error| Self::System { action, error }
    }
}

/// The line of a program's messages that states the error, or else the first line. PostgreSQL's programs print warnings
/// before it.
pub(crate) fn error_line(messages: &str) -> Option<&str> {
    let mut lines = messages.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next();
    let levels = ["error:", "ERROR:", "FATAL:"];
    lines
        .find(|line| levels.iter().any(|level| line.contains(level)))
        .or(first)
}

#[cfg(test)]
mod tests {
    use super::error_line;

    #[test]
    fn a_warning_does_not_hide_the_error() {
        let messages = "WARNING:  database \"postgres\" has a collation version mismatch\nHINT:  Rebuild it\n\
                        ERROR:  permission denied to create database\n";
        assert_eq!(
            error_line(messages),
            Some("ERROR:  permission denied to create database")
        );
        assert_eq!(error_line("\n no such file \nsecond\n"), Some("no such file"));
        assert_eq!(error_line(""), None);
    }
}
