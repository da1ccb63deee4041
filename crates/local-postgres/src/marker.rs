use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use crate::ClusterError;

/// Name of the file that makes a folder a cluster of this program.
pub(crate) const MARKER: &str = "PRONGSAI_CLUSTER";
/// Name of the sub-folder that is PostgreSQL's data directory.
pub(crate) const CLUSTER: &str = "cluster";

/// The marker is written under this name first.
const NEXT: &str = "PRONGSAI_CLUSTER.new";

const INITIALISING: &str = "initialising";

/// The contents of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Contents {
    /// Nothing, or the folder does not exist.
    Nothing,
    /// A cluster whose creation was begun and not finished.
    Unfinished,
    /// A complete cluster of this major version.
    Complete(u32),
}

/// Inspects `data_dir` without changing it.
pub(crate) fn inspect(data_dir: &Path) -> Result<Contents, ClusterError> {
    let action = || format!("reading {}", data_dir.join(MARKER).display());
    match fs::read_to_string(data_dir.join(MARKER)) {
        Ok(text) if text.trim_start().starts_with(INITIALISING) => Ok(Contents::Unfinished),
        Ok(text) => complete(data_dir, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if is_empty(data_dir)? {
                Ok(Contents::Nothing)
            } else {
                Err(ClusterError::ForeignFolder {
                    folder: data_dir.to_owned(),
                })
            }
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory => Err(ClusterError::ForeignFolder {
            folder: data_dir.to_owned(),
        }),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(damaged(data_dir, format!("{MARKER} is not readable text")))
        }
        Err(error) => Err(ClusterError::system(action())(error)),
    }
}

/// Records in `data_dir` that a cluster is being made.
pub(crate) fn begin(data_dir: &Path) -> Result<(), ClusterError> {
    write(data_dir, &format!("{INITIALISING}\n"))
}

/// Records in `data_dir` that the cluster is complete.
pub(crate) fn finish(data_dir: &Path, major: u32) -> Result<(), ClusterError> {
    write(data_dir, &format!("{major}\n"))
}

fn write(data_dir: &Path, text: &str) -> Result<(), ClusterError> {
    let next = data_dir.join(NEXT);
    let put = || -> io::Result<()> {
        // Removes a file that an earlier process left behind. In a folder of another user the name may also be a link to any
        // file of root, which is not followed.
        if fs::symlink_metadata(&next).is_ok_and(|found| found.is_file()) {
            fs::remove_file(&next)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&next)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&next, data_dir.join(MARKER))?;
        sync_folder(data_dir)
    };
    let done = put().inspect_err(|_| {
        // The unfinished file would only take up space: `is_empty` ignores it.
        let _ = fs::remove_file(&next);
    });
    done.map_err(ClusterError::system(format!(
        "writing {}",
        data_dir.join(MARKER).display()
    )))
}

/// Writes the names in the folder to the disk. Otherwise a power failure may undo the renaming, and a complete cluster
/// would seem unfinished.
fn sync_folder(folder: &Path) -> io::Result<()> {
    match fs::File::open(folder)?.sync_all() {
        // Some file systems refuse this for folders. PostgreSQL ignores it too.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

fn complete(data_dir: &Path, text: &str) -> Result<Contents, ClusterError> {
    let Ok(major) = text.trim().parse::<u32>() else {
        return Err(damaged(data_dir, format!("{MARKER} holds no version number")));
    };
    let cluster = data_dir.join(CLUSTER);
    let stated = match fs::read_to_string(cluster.join("PG_VERSION")) {
        Ok(stated) => stated,
        // A folder of another user: another check decides who may open it, and reports it.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return Ok(Contents::Complete(major)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(damaged(data_dir, format!("{CLUSTER}/PG_VERSION is missing")));
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(damaged(data_dir, format!("{CLUSTER}/PG_VERSION is not readable text")));
        }
        Err(error) => {
            let action = format!("reading {}", cluster.join("PG_VERSION").display());
            return Err(ClusterError::system(action)(error));
        }
    };
    if stated.trim() != major.to_string() {
        let detail = format!("{MARKER} says {major}, {CLUSTER}/PG_VERSION says {}", stated.trim());
        return Err(damaged(data_dir, detail));
    }
    if !cluster.join("global/pg_control").is_file() {
        return Err(damaged(data_dir, format!("{CLUSTER}/global/pg_control is missing")));
    }
    Ok(Contents::Complete(major))
}

/// Whether the folder is missing or has nothing in it. A marker that was not finished, because the disk was full or the
/// process was killed, does not count.
fn is_empty(data_dir: &Path) -> Result<bool, ClusterError> {
    let holds_only_next = || -> io::Result<bool> {
        for entry in fs::read_dir(data_dir)? {
            if entry?.file_name() != NEXT {
                return Ok(false);
            }
        }
        Ok(true)
    };
    match holds_only_next() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        found => found.map_err(ClusterError::system(format!("reading {}", data_dir.display()))),
    }
}

fn damaged(data_dir: &Path, detail: String) -> ClusterError {
    ClusterError::Damaged {
        folder: data_dir.to_owned(),
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_not_followed_to_another_file() {
        let home = tempfile::tempdir().unwrap();
        let victim = home.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        std::os::unix::fs::symlink(&victim, home.path().join(NEXT)).unwrap();
        assert!(write(home.path(), "15\n").is_err());
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    }

    #[test]
    fn a_version_that_cannot_be_read_is_not_called_missing() {
        let home = tempfile::tempdir().unwrap();
        let version = home.path().join(CLUSTER).join("PG_VERSION");
        fs::write(home.path().join(MARKER), "15\n").unwrap();
        let said = || inspect(home.path()).unwrap_err().to_string();
        assert!(said().contains("PG_VERSION is missing"), "{}", said());
        fs::create_dir_all(&version).unwrap();
        assert!(!said().contains("missing"), "{}", said());
    }
}
