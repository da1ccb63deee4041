use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::left_behind::{FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN, postmaster_pid};
use crate::location::Location;
use crate::log::Log;
use crate::psql::clean_environment;
use crate::{Binaries, ClusterError, Durability, Options};

/// Time between two checks of the process.
const POLL: Duration = Duration::from_millis(10);
/// Time until PostgreSQL accepts connections. Recovery after a power failure can take minutes; an ordinary start takes
/// a fraction of a second.
const READY_WITHIN: Duration = Duration::from_mins(5);

/// A running PostgreSQL, a child process.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Child,
}

impl Postmaster {
    /// Starts PostgreSQL on the cluster of `location` and waits until it accepts connections.
    pub(crate) fn start(
        location: &Location,
        binaries: &Binaries,
        socket_dir: &Path,
        options: &Options,
    ) -> Result<Self, ClusterError> {
        let log = Log::open(location)?;
        let mut command = Command::new(binaries.program("postgres"));
        clean_environment(&mut command);
        location.account.apply(&mut command);
        command.arg("-D").arg(location.cluster());
        for (name, value) in settings(&location.cluster(), socket_dir, options) {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        let action = || format!("starting {}", binaries.program("postgres").display());
        let child = command
            .current_dir(&location.data_dir)
            // A process group of its own: Ctrl-C at the terminal reaches only the server, which closes its connections
            // first.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(log.handle().map_err(ClusterError::system(action()))?)
            .stderr(log.handle().map_err(ClusterError::system(action()))?)
            .spawn()
            .map_err(ClusterError::system(action()))?;
        let mut postmaster = Self { child };
        match postmaster.wait_until_ready(&location.cluster(), &log) {
            Ok(()) => Ok(postmaster),
            Err(error) => {
                if let Err(also) = postmaster.stop() {
                    tracing::error!("{also}");
                }
                Err(error)
            }
        }
    }

    /// Stops PostgreSQL: a fast shutdown; after a time limit, an immediate shutdown.
    pub(crate) fn stop(&mut self) -> Result<(), ClusterError> {
        for (signal, limit) in [(Signal::SIGINT, FAST_SHUTDOWN), (Signal::SIGQUIT, IMMEDIATE_SHUTDOWN)] {
            if self.has_ended()? {
                return Ok(());
            }
            // The child has not been waited for, so no other process can have its id.
            kill(self.pid(), signal)
                .map_err(|error| ClusterError::system("stopping PostgreSQL")(io::Error::from(error)))?;
            let deadline = Instant::now() + limit;
            while Instant::now() < deadline {
                if self.has_ended()? {
                    return Ok(());
                }
                thread::sleep(POLL);
            }
        }
        Err(ClusterError::StopTimeout {
            pid: self.pid().as_raw(),
        })
    }

    /// Whether the process has ended.
    pub(crate) fn has_ended(&mut self) -> Result<bool, ClusterError> {
        let status = self
            .child
            .try_wait()
            .map_err(ClusterError::system("waiting for PostgreSQL"))?;
        Ok(status.is_some())
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.id().cast_signed())
    }

    fn wait_until_ready(&mut self, cluster: &Path, log: &Log) -> Result<(), ClusterError> {
        let begun = Instant::now();
        let mut reported = begun;
        while begun.elapsed() < READY_WITHIN {
            if self.has_ended()? {
                return Err(ClusterError::StartFailed {
                    detail: log.reason(),
                    log: log.path.clone(),
                });
            }
            if postmaster_pid(cluster) == Some(self.pid().as_raw()) && is_ready(cluster) {
                return Ok(());
            }
            if reported.elapsed() > Duration::from_secs(5) {
                reported = Instant::now();
                tracing::info!(log = %log.path.display(), "PostgreSQL is still starting");
            }
            thread::sleep(POLL);
        }
        Err(ClusterError::StartTimeout {
            seconds: READY_WITHIN.as_secs(),
            log: log.path.clone(),
        })
    }
}

/// PostgreSQL writes its state into the eighth line of the pid file: "ready" when it accepts connections. `pg_ctl`
/// reads it too.
fn is_ready(cluster: &Path) -> bool {
    fs::read_to_string(cluster.join("postmaster.pid"))
        .is_ok_and(|text| text.lines().nth(7).is_some_and(|status| status.trim() == "ready"))
}

fn settings(cluster: &Path, socket_dir: &Path, options: &Options) -> Vec<(String, String)> {
    // `socket::prepare` returns a path that is text and needs no quotes.
    let (socket_dir, port) = (socket_dir.display().to_string(), options.port().to_string());
    let mut settings = vec![
        ("listen_addresses", ""),
        ("port", &port),
        ("unix_socket_directories", &socket_dir),
        ("cluster_name", "prongsai"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("logging_collector", "off"),
        ("log_destination", "stderr"),
    ];
    settings.extend(match options.durability {
        // Statements and the details of errors contain texts of users; the log must not.
        Durability::Durable => [
            ("log_min_error_statement", "panic"),
            ("log_error_verbosity", "terse"),
            ("fsync", "on"),
        ],
        Durability::Throwaway => [
            ("fsync", "off"),
            ("synchronous_commit", "off"),
            ("full_page_writes", "off"),
        ],
    });
    let chosen = settings
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let loopback = options.loopback.iter().flat_map(|loopback| loopback.settings(cluster));
    // Of two values for one setting PostgreSQL uses the later.
    chosen.chain(loopback).chain(options.settings.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_the_caller_override_the_defaults() {
        let options = Options::new("/x", Durability::Throwaway).setting("fsync", "on");
        let all = settings(Path::new("/c"), Path::new("/s"), &options);
        let last = all.iter().rev().find(|(name, _)| name == "fsync").unwrap();
        assert_eq!(last.1, "on");
    }
}
