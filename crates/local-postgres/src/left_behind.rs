use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::ClusterError;
use crate::account::Account;

/// Time between two checks whether the processes have ended.
const POLL: Duration = Duration::from_millis(20);

/// Time for a fast shutdown, which ends the sessions and writes a checkpoint.
pub(crate) const FAST_SHUTDOWN: Duration = Duration::from_mins(1);
/// Time for an immediate shutdown, which writes nothing.
pub(crate) const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(10);

/// Lists the living processes of PostgreSQL: those in the current folder as "here", and those of this user whose
/// folder cannot be seen as "hidden".
const LIST: &str = r#"
for process in /proc/[0-9]*; do
    read -r pid name state rest < "$process/stat" || continue
    case "$name $state" in
        "(postgres) Z" | "(postmaster) Z") ;;
        "(postgres) "* | "(postmaster) "*)
            if [ "$process/cwd" -ef . ]; then
                echo "here $pid"
            elif [ -O "$process" ] && ! [ -e "$process/cwd" ]; then
                echo "hidden $pid"
            fi ;;
    esac
done
"#;

/// Stops a PostgreSQL whose owner was killed, and removes its pid file. Returns whether one was running.
///
/// The caller holds the lock of the folder, so no other process uses this cluster.
pub(crate) fn clear(cluster: &Path) -> Result<bool, ClusterError> {
    if !cluster.exists() {
        return Ok(false);
    }
    let found = processes_in(cluster)?;
    if let Some(first) = found.here.first() {
        // The postmaster may have been killed too. Then only its child processes are left.
        let leader = postmaster_pid(cluster)
            .filter(|pid| found.here.contains(pid))
            .unwrap_or(*first);
        tracing::info!(pid = leader, "stopping the PostgreSQL that an earlier run left behind");
        signal(leader, Signal::SIGINT);
        if !ended(cluster, FAST_SHUTDOWN)? {
            for pid in processes_in(cluster)?.here {
                signal(pid, Signal::SIGQUIT);
            }
            if !ended(cluster, IMMEDIATE_SHUTDOWN)? {
                return Err(ClusterError::StopTimeout { pid: leader });
            }
        }
    }
    if let Some(pid) = postmaster_pid(cluster).filter(|pid| found.hidden.contains(pid)) {
        return Err(ClusterError::Undecided {
            pid,
            folder: cluster.to_owned(),
        });
    }
    // PostgreSQL refuses to start when another process now has the id in a stale pid file.
    let pid_file = cluster.join("postmaster.pid");
    match fs::remove_file(&pid_file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(ClusterError::system(format!("removing {}", pid_file.display()))(error))
        }
        _ => Ok(!found.here.is_empty()),
    }
}

/// The process id in PostgreSQL's pid file; single-user backends write it as a negative number.
pub(crate) fn postmaster_pid(cluster: &Path) -> Option<i32> {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse::<i32>().ok().map(i32::abs)
}

/// Living processes of PostgreSQL.
#[derive(Default)]
struct Processes {
    /// Those of a cluster.
    here: Vec<i32>,
    /// Those of the cluster's user whose cluster is not known.
    hidden: Vec<i32>,
}

/// The processes of PostgreSQL on this cluster: the cluster is the working directory of each.
///
/// The cluster's user looks for them. Root itself may see the working directories of another user's processes only with
/// the capability `CAP_SYS_PTRACE`, which it does not have in most containers.
fn processes_in(cluster: &Path) -> Result<Processes, ClusterError> {
    let action = || format!("looking for PostgreSQL in {}", cluster.display());
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", LIST])
        .current_dir(cluster)
        .stdin(Stdio::null())
        // A process that ends during the search is reported there.
        .stderr(Stdio::null());
    Account::choose(cluster)?.apply(&mut command);
    let answer = command.output().map_err(ClusterError::system(action()))?;
    if !answer.status.success() {
        let error = std::io::Error::other(format!("/bin/sh ended with {}", answer.status));
        return Err(ClusterError::system(action())(error));
    }
    let mut found = Processes::default();
    for line in String::from_utf8_lossy(&answer.stdout).lines() {
        match line.split_once(' ').map(|(word, pid)| (word, pid.parse())) {
            Some(("here", Ok(pid))) => found.here.push(pid),
            Some(("hidden", Ok(pid))) => found.hidden.push(pid),
            _ => {}
        }
    }
    Ok(found)
}

fn ended(cluster: &Path, limit: Duration) -> Result<bool, ClusterError> {
    let deadline = Instant::now() + limit;
    loop {
        if processes_in(cluster)?.here.is_empty() {
            return Ok(true);
        }
        if Instant::now() >= deadline {
            return Ok(false);
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
