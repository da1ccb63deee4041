use std::fs::File;
use std::io;
use std::os::unix::fs::{MetadataExt, fchown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{Uid, User, geteuid};

use crate::ClusterError;

/// The user that PostgreSQL runs as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) name: String,
    /// Set when this process is root and has to switch to another user.
    pub(crate) other: Option<Ids>,
}

/// User and group id of another user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ids {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// The users that a root process may start PostgreSQL as, in order of preference.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

impl Account {
    /// Returns the current user. For root, returns the owner of an existing cluster, otherwise the first candidate.
    ///
    /// `cluster` is the data directory of PostgreSQL; it need not exist. Its owner has priority so that root can also
    /// open a cluster that an ordinary user made.
    pub(crate) fn choose(cluster: &Path) -> Result<Self, ClusterError> {
        let me = geteuid();
        if !me.is_root() {
            return Ok(Self {
                name: name_of(me),
                other: None,
            });
        }
        if let Ok(found) = cluster.metadata()
            && found.uid() != 0
        {
            let ids = Ids {
                uid: found.uid(),
                gid: found.gid(),
            };
            return Ok(Self {
                name: name_of(Uid::from_raw(ids.uid)),
                other: Some(ids),
            });
        }
        CANDIDATES
            .iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .map(|user| Self {
                other: Some(Ids {
                    uid: user.uid.as_raw(),
                    gid: user.gid.as_raw(),
                }),
                name: user.name,
            })
            .ok_or(ClusterError::NoAccount)
    }

    /// Makes `command` run as this user.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Some(Ids { uid, gid }) = self.other {
            command.uid(uid).gid(gid);
        }
    }

    /// Gives an open file or folder to this user.
    pub(crate) fn own(&self, file: &File) -> io::Result<()> {
        match self.other {
            Some(Ids { uid, gid }) => fchown(file, Some(uid), Some(gid)),
            None => Ok(()),
        }
    }

    /// The numeric id that files of this user have.
    pub(crate) fn uid(&self) -> u32 {
        self.other.map_or_else(|| geteuid().as_raw(), |ids| ids.uid)
    }
}

fn name_of(uid: Uid) -> String {
    User::from_uid(uid)
        .ok()
        .flatten()
        .map_or_else(|| uid.to_string(), |user| user.name)
}
