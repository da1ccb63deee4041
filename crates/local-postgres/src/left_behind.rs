use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::ClusterError;

/// Time between two checks whether the processes have ended.
const POLL: Duration = Duration::from_millis(20);

/// Time for a fast shutdown, which ends the sessions and writes a checkpoint.
pub(crate) const FAST_SHUTDOWN: Duration = Duration::from_mins(1);
/// Time for an immediate shutdown, which writes nothing.
pub(crate) const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(10);

/// Stops a PostgreSQL whose owner was killed, and removes its pid file. Returns whether one was running.
///
/// The caller holds the lock of the folder, so no other process uses this cluster.
pub(crate) fn clear(cluster: &Path) -> Result<bool, ClusterError> {
    let found = processes_in(cluster);
    if let Some(first) = found.first() {
        // The postmaster may have been killed too. Then only its child processes are left.
        let leader = postmaster_pid(cluster)
            .filter(|pid| found.contains(pid))
            .unwrap_or(*first);
        tracing::info!(pid = leader, "stopping the PostgreSQL that an earlier run left behind");
        signal(leader, Signal::SIGINT);
        if !ended(cluster, FAST_SHUTDOWN) {
            for pid in processes_in(cluster) {
                signal(pid, Signal::SIGQUIT);
            }
            if !ended(cluster, IMMEDIATE_SHUTDOWN) {
                return Err(ClusterError::StopTimeout { pid: leader });
            }
        }
    }
    // PostgreSQL refuses to start when another process now has the id in a stale pid file.
    let pid_file = cluster.join("postmaster.pid");
    match fs::remove_file(&pid_file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(ClusterError::system(format!("removing {}", pid_file.display()))(error))
        }
        _ => Ok(!found.is_empty()),
    }
}

/// The process id in PostgreSQL's pid file; single-user backends write it as a negative number.
pub(crate) fn postmaster_pid(cluster: &Path) -> Option<i32> {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse::<i32>().ok().map(i32::abs)
}

/// All processes of PostgreSQL on this cluster: the cluster is the working directory of each.
fn processes_in(cluster: &Path) -> Vec<i32> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
        .filter(|pid| is_postgres_in(*pid, cluster))
        .collect()
}

fn is_postgres_in(pid: i32, cluster: &Path) -> bool {
    let process = PathBuf::from(format!("/proc/{pid}"));
    let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
    matches!(name.trim(), "postgres" | "postmaster")
        && fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == cluster)
}

fn ended(cluster: &Path, limit: Duration) -> bool {
    let deadline = Instant::now() + limit;
    loop {
        if processes_in(cluster).is_empty() {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        thread::sleep(POLL);
    }
}

fn signal(pid: i32, signal: Signal) {
    if let Err(error) = kill(Pid::from_raw(pid), signal) {
        // The process ended before the signal; `ended` makes the final check.
        tracing::debug!(pid, %error, "signal not delivered");
    }
}
