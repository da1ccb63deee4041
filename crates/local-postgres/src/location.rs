use std::fs::{self, File, TryLockError};
use std::io;
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
        let name = fingerprint(&wanted);
        // A folder with a cluster is never left: the data would seem lost. A link to a place that is missing now, such
        // as a disk that is not mounted, may lead to a cluster. Only the link that this function makes is followed.
        let leads_elsewhere = fs::read_link(&wanted).is_ok_and(|target| !target.ends_with(&name));
        let may_use_fallback =
            marker::inspect(&wanted)? == Contents::Nothing && !leads_elsewhere && geteuid().is_root();
        match Self::claim_at(&wanted) {
            Err(ClusterError::Unreachable { .. }) if may_use_fallback => {}
            claimed => return claimed,
        }
        let elsewhere = fallback.join(name);
        let mut notices = Vec::new();
        if let Some(aside) = set_aside(&elsewhere)? {
            notices.push(format!(
                "an earlier database of this folder was moved aside to {}",
                aside.display()
            ));
        }
        let mut location = Self::claim_at(&elsewhere)?;
        // The link leads later starts and people to the cluster. If it is deleted, the next start makes a new cluster.
        if fs::read_link(&wanted).is_err() {
            symlink(&location.data_dir, &wanted)
                .map_err(ClusterError::system(format!("linking {}", wanted.display())))?;
        }
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
        if contents == Contents::Nothing {
            marker::begin(&data_dir)
                .and_then(|()| make_private(&data_dir.join(CLUSTER), &account))
                .map_err(|error| unreachable_error(&data_dir, &account, &error.to_string()))?;
        }
        let location = Self {
            data_dir,
            contents,
            account,
            notices: Vec::new(),
            lock,
        };
        let reached = location.check_access();
        if reached.is_err() && location.contents == Contents::Nothing {
            location.remove_empty();
        }
        reached.map(|()| location)
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

    /// Removes the empty folders, also one that existed before: `claim_or` puts a link in its place.
    fn remove_empty(&self) {
        let undo = || -> io::Result<()> {
            fs::remove_dir(self.cluster())?;
            fs::remove_file(self.data_dir.join(MARKER))?;
            fs::remove_dir(&self.data_dir)
        };
        if let Err(error) = undo() {
            tracing::debug!(%error, folder = %self.data_dir.display(), "could not remove the empty folders");
        }
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
    match folder.try_lock() {
        Ok(()) => Ok(folder),
        Err(TryLockError::WouldBlock) => Err(ClusterError::InUse {
            folder: data_dir.to_owned(),
        }),
        Err(TryLockError::Error(error)) => {
            // Some network file systems have no locks; PostgreSQL's own postmaster.pid still guards the data.
            tracing::debug!(%error, folder = %data_dir.display(), "no lock on this file system");
            Ok(folder)
        }
    }
}

fn unreachable_error(folder: &Path, account: &Account, detail: &str) -> ClusterError {
    ClusterError::Unreachable {
        folder: folder.to_owned(),
        user: account.name.clone(),
        detail: detail.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{DirBuilder, Permissions};
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

    #[test]
    fn root_uses_the_fallback_from_then_on_when_the_folder_above_is_closed() {
        let home = tempfile::tempdir().unwrap();
        let closed = home.path().join("closed");
        DirBuilder::new().mode(0o700).create(&closed).unwrap();
        let wanted = closed.join("data");
        let fallback = tempfile::tempdir().unwrap();
        for folder in [home.path(), fallback.path()] {
            fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
        }

        let first = Location::claim_or(&wanted, fallback.path()).unwrap();

        if nix::unistd::geteuid().is_root() {
            let in_fallback = first.data_dir.clone();
            assert!(in_fallback.starts_with(fallback.path()), "{}", in_fallback.display());
            assert_eq!(first.notices.len(), 1, "{:?}", first.notices);
            assert_eq!(fs::read_link(&wanted).unwrap(), in_fallback, "a link leads there");
            drop(first);

            fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
            let second = Location::claim_or(&wanted, fallback.path()).unwrap();
            assert_eq!(second.data_dir, in_fallback, "a cluster is not moved back");
            assert!(second.notices.is_empty(), "{:?}", second.notices);
            drop(second);

            fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
            fs::remove_file(&wanted).unwrap();
            let third = Location::claim_or(&wanted, fallback.path()).unwrap();
            assert_eq!(
                third.contents,
                Contents::Nothing,
                "a person who removes the link starts with an empty folder"
            );
            assert_eq!(third.notices.len(), 2, "{:?}", third.notices);
            assert!(free_name(&in_fallback, "aside").ends_with(format!("{}.aside-2", fingerprint(&wanted))));
        } else {
            assert_eq!(
                first.data_dir,
                fs::canonicalize(&wanted).unwrap(),
                "a closed folder of one's own is reachable"
            );
        }
    }

    #[test]
    fn a_link_to_a_missing_disk_is_not_replaced_by_an_empty_cluster() {
        let home = tempfile::tempdir().unwrap();
        let fallback = tempfile::tempdir().unwrap();
        let wanted = home.path().join("data");
        symlink(home.path().join("not-mounted/pg"), &wanted).unwrap();

        let refused = Location::claim_or(&wanted, fallback.path()).unwrap_err();

        assert!(matches!(refused, ClusterError::Unreachable { .. }), "{refused}");
        assert!(refused.to_string().contains("not-mounted/pg"), "{refused}");
        assert_eq!(fs::read_dir(fallback.path()).unwrap().count(), 0, "no cluster was made");
    }

    #[test]
    fn a_folder_is_claimed_once() {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        let wanted = home.path().join("data");
        let first = Location::claim(&wanted).unwrap();
        assert!(matches!(Location::claim(&wanted), Err(ClusterError::InUse { .. })));
        drop(first);
        assert_eq!(Location::claim(&wanted).unwrap().contents, Contents::Unfinished);
    }
}
