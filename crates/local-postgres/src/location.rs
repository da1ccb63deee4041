use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::unistd::geteuid;

use crate::account::Account;
use crate::folder::{fingerprint, free_name, make_private, make_with_folders_above};
use crate::marker::{self, CLUSTER, Contents, MARKER};
use crate::{ClusterError, left_behind};

/// Where a root process keeps a cluster whose wanted folder PostgreSQL's user cannot reach.
const FALLBACK: &str = "/var/lib/prongsai";

/// The folder of a cluster. Only this process uses it while the value exists, and PostgreSQL's user can reach it.
#[derive(Debug)]
pub(crate) struct Location {
    /// The absolute path, without links.
    pub(crate) data_dir: PathBuf,
    /// What the folder contained when it was claimed.
    pub(crate) contents: Contents,
    pub(crate) account: Account,
    /// Notices for the user about the choice, one line each.
    pub(crate) notices: Vec<String>,
    /// The open folder, which is locked until this file is closed.
    pub(crate) lock: File,
}

impl Location {
    /// Claims `wanted`, or as root the fallback when PostgreSQL's user cannot reach it.
    pub(crate) fn claim(wanted: &Path) -> Result<Self, ClusterError> {
        Self::claim_or(wanted, Path::new(FALLBACK))
    }

    /// [`claim`](Self::claim) with another fallback, for the tests.
    fn claim_or(wanted: &Path, fallback: &Path) -> Result<Self, ClusterError> {
        let wanted = std::path::absolute(wanted)
            .map_err(ClusterError::system(format!("finding the folder {}", wanted.display())))?;
        // Several wanted folders can need the fallback; each has its own name there.
        let elsewhere = fallback.join(fingerprint(&wanted));
        // A folder with a cluster is never left: the data would seem lost. A link to a place that is missing now, such
        // as a disk that is not mounted, may lead to a cluster. Only the link that this function makes is followed.
        let leads_elsewhere = fs::read_link(&wanted).is_ok_and(|target| target != elsewhere);
        let may_use_fallback =
            marker::inspect(&wanted)? == Contents::Nothing && !leads_elsewhere && geteuid().is_root();
        let unreachable = match Self::claim_at(&wanted) {
            Err(error @ ClusterError::Unreachable { .. }) if may_use_fallback => error,
            claimed => return claimed,
        };
        // The link leads later starts and people to the cluster. If it is deleted, the next start makes a new cluster.
        // It is made first: without it, every start would make another one.
        let is_linked = fs::read_link(&wanted).is_ok();
        if !is_linked && let Err(error) = symlink(&elsewhere, &wanted) {
            tracing::debug!(%error, wanted = %wanted.display(), "could not make a link to the fallback");
            return Err(unreachable);
        }
        Self::claim_fallback(&wanted, &elsewhere).inspect_err(|_| {
            if !is_linked {
                // If this fails too, the next start finds the link and makes the cluster behind it.
                let _ = fs::remove_file(&wanted);
            }
        })
    }

    /// Claims the folder in the fallback, to which `wanted` is a link.
    fn claim_fallback(wanted: &Path, elsewhere: &Path) -> Result<Self, ClusterError> {
        let mut notices = Vec::new();
        if let Some(aside) = set_aside(elsewhere)? {
            notices.push(format!(
                "an earlier database of this folder was moved aside to {}",
                aside.display()
            ));
        }
        let mut location = Self::claim_at(elsewhere)?;
        notices.push(format!(
            "the user \"{}\" cannot reach {}; the database is in {} instead",
            location.account.name,
            wanted.display(),
            location.data_dir.display()
        ));
        for notice in &notices {
            tracing::warn!("{notice}");
        }
        location.notices = notices;
        Ok(location)
    }

    /// Makes and locks the folder. Removes a folder without a cluster that PostgreSQL's user cannot reach.
    fn claim_at(wanted: &Path) -> Result<Self, ClusterError> {
        let account = Account::choose(&wanted.join(CLUSTER))?;
        make_with_folders_above(wanted, &account).map_err(|error| {
            if !is_refusal(error.kind()) {
                return ClusterError::system(format!("making the folder {}", wanted.display()))(error);
            }
            let detail = match fs::read_link(wanted) {
                Ok(target) => format!("it is a link to {}: {error}", target.display()),
                Err(_) => error.to_string(),
            };
            unreachable_error(wanted, &account, &detail)
        })?;
        let data_dir = fs::canonicalize(wanted)
            .map_err(ClusterError::system(format!("finding the folder {}", wanted.display())))?;
        let lock = lock(&data_dir)?;
        let contents = marker::inspect(&data_dir)?;
        let location = Self {
            data_dir,
            contents,
            account,
            notices: Vec::new(),
            lock,
        };
        let reached = location.begin().and_then(|()| location.check_access());
        if reached.is_err() && location.contents == Contents::Nothing {
            location.remove_empty();
        }
        reached.map(|()| location)
    }

    /// Begins a cluster if the folder is empty.
    fn begin(&self) -> Result<(), ClusterError> {
        if self.contents != Contents::Nothing {
            return Ok(());
        }
        marker::begin(&self.data_dir)
            .and_then(|()| make_private(&self.cluster(), &self.account))
            .map_err(|error| match &error {
                ClusterError::System { error: cause, .. } if is_refusal(cause.kind()) => {
                    unreachable_error(&self.data_dir, &self.account, &error.to_string())
                }
                _ => error,
            })
    }

    /// The data directory of PostgreSQL.
    pub(crate) fn cluster(&self) -> PathBuf {
        self.data_dir.join(CLUSTER)
    }

    /// Checks with a process of PostgreSQL's user whether it can enter the data directory and write there.
    fn check_access(&self) -> Result<(), ClusterError> {
        let cluster = self.cluster();
        if !cluster.exists() && self.contents == Contents::Unfinished {
            make_private(&cluster, &self.account)?;
        }
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "test -w . && test -x ."])
            .current_dir(&cluster)
            .stdin(Stdio::null());
        self.account.apply(&mut command);
        let detail = match command.output() {
            Ok(answer) if answer.status.success() => return Ok(()),
            Ok(_) => "it may not write there".to_owned(),
            Err(error) => error.to_string(),
        };
        Err(unreachable_error(&cluster, &self.account, &detail))
    }

    /// Removes the empty folders, as far as they were made, and the folder that existed before: `claim_or` puts a link in
    /// its place.
    fn remove_empty(&self) {
        let undo = || -> io::Result<()> {
            unless_missing(fs::remove_dir(self.cluster()))?;
            unless_missing(fs::remove_file(self.data_dir.join(MARKER)))?;
            fs::remove_dir(&self.data_dir)
        };
        if let Err(error) = undo() {
            tracing::debug!(%error, folder = %self.data_dir.display(), "could not remove the empty folders");
        }
    }
}

/// The result of a removal; what is missing counts as removed.
fn unless_missing(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Moves an earlier cluster in the fallback aside and returns its new path. Called when no link leads to it any more.
fn set_aside(elsewhere: &Path) -> Result<Option<PathBuf>, ClusterError> {
    if !elsewhere.join(MARKER).exists() {
        return Ok(None);
    }
    let _held = lock(elsewhere)?;
    left_behind::clear(&elsewhere.join(CLUSTER))?;
    let aside = free_name(elsewhere, "aside");
    fs::rename(elsewhere, &aside).map_err(ClusterError::system(format!("moving {} aside", elsewhere.display())))?;
    Ok(Some(aside))
}

/// Takes the lock that marks the cluster as open. The system releases it whenever the process ends.
pub(crate) fn lock(data_dir: &Path) -> Result<File, ClusterError> {
    let folder = File::open(data_dir).map_err(ClusterError::system(format!(
        "opening the folder {}",
        data_dir.display()
    )))?;
    lock_opened(&folder, data_dir)?;
    Ok(folder)
}

/// [`lock`] for a folder that is open. A folder that cannot be locked, as on NFS, is refused: `left_behind::clear`
/// would stop the PostgreSQL of another process, and does not see that of another machine.
fn lock_opened(folder: &File, data_dir: &Path) -> Result<(), ClusterError> {
    folder.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => ClusterError::InUse {
            folder: data_dir.to_owned(),
        },
        TryLockError::Error(error) => ClusterError::NoLock {
            folder: data_dir.to_owned(),
            detail: error.to_string(),
        },
    })
}

/// Whether an error means that this process may not make something in a folder, or give it to PostgreSQL's user. Root
/// then uses the fallback. After another error, such as a full disk, it does not: the folder can be used later.
fn is_refusal(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            // A link has the name: one that leads nowhere in place of the folder, or any in place of the new marker.
            | ErrorKind::AlreadyExists
            // A file system that does not know the other user, or has no owners of files.
            | ErrorKind::InvalidInput
            | ErrorKind::Unsupported
    )
}

fn unreachable_error(folder: &Path, account: &Account, detail: &str) -> ClusterError {
    ClusterError::Unreachable {
        folder: folder.to_owned(),
        user: account.name.clone(),
        detail: detail.to_owned(),
    }
}

#[cfg(test)]
mod tests;
