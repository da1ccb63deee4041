use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::left_behind::{FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN, postmaster_pid};
use crate::location::Location;
use crate::psql::clean_environment;
use crate::socket::PORT;
use crate::{Binaries, ClusterError, Durability, Options};

/// Time between two checks of the process.
const POLL: Duration = Duration::from_millis(10);
/// Time until PostgreSQL accepts connections. Recovery after a power failure can take minutes; an ordinary start takes
/// a fraction of a second.
const READY_WITHIN: Duration = Duration::from_mins(5);
/// A log larger than this, in bytes, is moved to `postgres.log.1` at the next start.
const LOG_LIMIT: u64 = 10 * 1024 * 1024;

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
        for (name, value) in settings(socket_dir, options) {
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

fn settings(socket_dir: &Path, options: &Options) -> Vec<(String, String)> {
    let socket_dir = socket_dir.display().to_string();
    let mut settings = vec![
        ("listen_addresses", ""),
        ("port", PORT),
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
    // Of two values for one setting PostgreSQL uses the later.
    chosen.chain(options.settings.iter().cloned()).collect()
}

/// The log file, and the position at which this start begins.
#[derive(Debug)]
struct Log {
    path: PathBuf,
    file: File,
    begins_at: u64,
}

impl Log {
    fn open(location: &Location) -> Result<Self, ClusterError> {
        let path = location.data_dir.join("postgres.log");
        let open = || -> io::Result<(File, u64)> {
            if fs::symlink_metadata(&path).is_ok_and(|found| found.len() > LOG_LIMIT) {
                fs::rename(&path, location.data_dir.join("postgres.log.1"))?;
            }
            let file = OpenOptions::new()
                .create(true)
                .append(true)
                .mode(0o600)
                // In a folder of another user it may be a link to any file of root.
                .custom_flags(OFlag::O_NOFOLLOW.bits())
                .open(&path)?;
            let length = file.metadata()?.len();
            Ok((file, length))
        };
        let (file, begins_at) = open().map_err(ClusterError::system(format!("opening {}", path.display())))?;
        location.account.own(&path)?;
        Ok(Self { path, file, begins_at })
    }

    fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// The line that explains best why this start failed.
    fn reason(&self) -> String {
        let read = || -> io::Result<String> {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(self.begins_at))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        failure_reason(&read().unwrap_or_default())
    }
}

fn failure_reason(log: &str) -> String {
    let fatal = log.lines().find_map(|line| {
        ["PANIC:", "FATAL:"]
            .iter()
            .find_map(|level| line.split_once(level))
            .map(|(_, message)| message)
    });
    let last = || log.lines().rev().find(|line| !line.trim().is_empty());
    fatal.or_else(last).unwrap_or("it gave no reason").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fatal_line_explains_a_failed_start() {
        let log =
            "2023-01-03 [7] LOG:  starting\n2023-01-03 [7] FATAL:  could not open file\n2023-01-03 [7] LOG:  done\n";
        assert_eq!(failure_reason(log), "could not open file");
        assert_eq!(
            failure_reason("postgres: error while loading\n\n"),
            "postgres: error while loading"
        );
        assert_eq!(failure_reason(""), "it gave no reason");
    }

    #[test]
    fn settings_of_the_caller_override_the_defaults() {
        let options = Options::new("/x", Durability::Throwaway).setting("fsync", "on");
        let all = settings(Path::new("/s"), &options);
        let last = all.iter().rev().find(|(name, _)| name == "fsync").unwrap();
        assert_eq!(last.1, "on");
    }
}
