use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use crate::marker::{self, CLUSTER, Contents};
use crate::options::DEFAULT_PORT;
use crate::{Binaries, ClusterError};

/// The line of PostgreSQL's pid file with the folder of the socket, counted from 0.
const SOCKET_LINE: usize = 4;

/// The state of the folder of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There is no cluster yet; the next start makes one.
    Nothing,
    /// A cluster whose creation was begun and not finished; the next start makes it again.
    Unfinished,
    /// A complete cluster that nobody runs.
    Stopped,
    /// PostgreSQL runs and accepts connections on the socket in this folder.
    Running(PathBuf),
    /// It may run or not: its socket is that of another user.
    Hidden,
}

/// Looks at the folder of a cluster. Changes nothing and starts nothing.
///
/// # Errors
/// The next start would fail: the folder has other contents or is damaged, or no installed PostgreSQL can run it.
pub fn state_of(data_dir: &Path) -> Result<State, ClusterError> {
    let state = match marker::inspect(data_dir)? {
        Contents::Nothing => State::Nothing,
        Contents::Unfinished => State::Unfinished,
        Contents::Complete(major) => {
            let state = state_of_complete(data_dir);
            if !matches!(state, State::Running(_)) {
                Binaries::for_cluster(major, data_dir)?;
            }
            return Ok(state);
        }
    };
    Binaries::newest()?;
    Ok(state)
}

fn state_of_complete(data_dir: &Path) -> State {
    let pid_file = fs::read_to_string(data_dir.join(CLUSTER).join("postmaster.pid"));
    let named = pid_file
        .ok()
        .and_then(|text| text.lines().nth(SOCKET_LINE).map(PathBuf::from));
    // The pid file of another user's cluster cannot be read. Its socket is then looked for where it usually is.
    let in_data_dir = fs::canonicalize(data_dir)
        .unwrap_or_else(|_| data_dir.to_owned())
        .join("socket");
    let mut state = State::Stopped;
    for folder in named.into_iter().chain([in_data_dir]) {
        match UnixStream::connect(folder.join(format!(".s.PGSQL.{DEFAULT_PORT}"))) {
            Ok(_) => return State::Running(folder),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => state = State::Hidden,
            Err(_) => {}
        }
    }
    state
}

/// Checks that folders can be locked where the cluster is or will be. It does not touch the lock of the cluster itself: a
/// server that starts at this moment would find it taken.
///
/// # Errors
/// [`ClusterError::NoLock`], as on NFS.
pub fn check_locks(data_dir: &Path) -> Result<(), ClusterError> {
    let beside = data_dir.join(CLUSTER);
    let candidates = std::iter::once(beside.as_path()).chain(data_dir.ancestors().skip(1));
    let here = Path::new(".");
    let opened = candidates
        .map(|folder| if folder.as_os_str().is_empty() { here } else { folder })
        .find_map(|folder| File::open(folder).ok());
    match opened.as_ref().map(File::try_lock_shared) {
        Some(Err(TryLockError::Error(error))) => Err(ClusterError::NoLock {
            folder: data_dir.to_owned(),
            detail: error.to_string(),
        }),
        // Closing the folder releases the lock. A folder that is locked by others can be locked.
        Some(Ok(()) | Err(TryLockError::WouldBlock)) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marker::MARKER;

    #[test]
    fn a_folder_is_looked_at_without_a_change() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("deeper/postgres");
        assert!(check_locks(&folder).is_ok());
        assert!(!home.path().join("deeper").exists());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("notes.txt"), "").unwrap();
        assert!(matches!(state_of(&folder), Err(ClusterError::ForeignFolder { .. })));
        fs::write(folder.join(MARKER), "15\n").unwrap();
        assert!(matches!(state_of(&folder), Err(ClusterError::Damaged { .. })));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    }

    #[test]
    fn a_cluster_runs_if_something_listens_on_its_socket() {
        let home = tempfile::tempdir().unwrap();
        let sockets = home.path().join("elsewhere");
        fs::create_dir_all(home.path().join(CLUSTER)).unwrap();
        fs::create_dir(&sockets).unwrap();
        let pid_file = format!("1\n/data\n0\n{DEFAULT_PORT}\n{}\n", sockets.display());
        fs::write(home.path().join(CLUSTER).join("postmaster.pid"), pid_file).unwrap();
        assert_eq!(state_of_complete(home.path()), State::Stopped);
        let socket = sockets.join(format!(".s.PGSQL.{DEFAULT_PORT}"));
        let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(state_of_complete(home.path()), State::Running(sockets));
        // The file of a server that was killed stays.
        drop(listener);
        assert_eq!(state_of_complete(home.path()), State::Stopped);
    }
}
