use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::PathBuf;

use nix::fcntl::OFlag;

use crate::ClusterError;
use crate::location::Location;

/// A log larger than this, in bytes, is moved to `postgres.log.1` at the next start; docs/operations.md states it.
const LOG_LIMIT: u64 = 10 * 1024 * 1024;

/// The log file, and the position at which this start begins.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) path: PathBuf,
    file: File,
    begins_at: u64,
}

impl Log {
    pub(crate) fn open(location: &Location) -> Result<Self, ClusterError> {
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
            let found = file.metadata()?;
            // A file with a second name may be one of root, which must not be given away.
            if location.account.other.is_some() && !(found.is_file() && found.nlink() == 1) {
                return Err(io::Error::other("it is not a file with one name only"));
            }
            location.account.own(&file)?;
            Ok((file, found.len()))
        };
        let (file, begins_at) = open().map_err(ClusterError::system(format!("opening {}", path.display())))?;
        Ok(Self { path, file, begins_at })
    }

    pub(crate) fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// The line that explains best why this start failed.
    pub(crate) fn reason(&self) -> String {
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
    use std::path::Path;

    use nix::unistd::{getegid, geteuid};

    use super::*;
    use crate::account::{Account, Ids};
    use crate::marker::Contents;

    /// A location whose files are given to a user, who is the present one.
    fn location(folder: &Path) -> Location {
        Location {
            data_dir: folder.to_owned(),
            contents: Contents::Nothing,
            account: Account {
                name: "somebody".to_owned(),
                other: Some(Ids {
                    uid: geteuid().as_raw(),
                    gid: getegid().as_raw(),
                }),
            },
            notices: Vec::new(),
            lock: File::open(folder).unwrap(),
        }
    }

    #[test]
    fn a_large_log_is_moved_aside() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("postgres.log");
        for (length, begins_at) in [(LOG_LIMIT, LOG_LIMIT), (LOG_LIMIT + 1, 0)] {
            File::create(&path).unwrap().set_len(length).unwrap();
            assert_eq!(Log::open(&location(home.path())).unwrap().begins_at, begins_at);
        }
        let moved = fs::metadata(home.path().join("postgres.log.1")).unwrap();
        assert_eq!(moved.len(), LOG_LIMIT + 1);
    }

    #[test]
    fn a_log_that_has_another_name_too_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let victim = home.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        fs::hard_link(&victim, home.path().join("postgres.log")).unwrap();
        assert!(Log::open(&location(home.path())).is_err());
    }

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
}
