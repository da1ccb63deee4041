use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;

use crate::ClusterError;
use crate::account::Account;

/// Makes `folder` and every missing folder above it. If the cluster belongs to another user, root makes these folders:
/// others can then enter each of them, whatever root's umask is.
pub(crate) fn make_with_folders_above(folder: &Path, account: &Account) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
    fs::create_dir_all(folder)?;
    if account.other.is_some() {
        for made in missing {
            let mode = fs::metadata(made)?.permissions().mode();
            fs::set_permissions(made, Permissions::from_mode(mode | 0o011))?;
        }
    }
    Ok(())
}

/// Makes `folder` if it is missing, and makes it private to PostgreSQL's user. Anything else with this name is refused
/// and stays as it is: in a folder of another user it may be a link to any folder of root, or a second name of any file.
pub(crate) fn make_private(folder: &Path, account: &Account) -> Result<(), ClusterError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(ClusterError::system(format!("making {}", folder.display()))(error));
        }
        _ => {}
    }
    let set_owner_and_mode = || -> io::Result<()> {
        let without_links = (OFlag::O_NOFOLLOW | OFlag::O_DIRECTORY).bits();
        let folder = OpenOptions::new().read(true).custom_flags(without_links).open(folder)?;
        account.own(&folder)?;
        folder.set_permissions(Permissions::from_mode(0o700))
    };
    set_owner_and_mode().map_err(ClusterError::system(format!(
        "making {} private to the user {}",
        folder.display(),
        account.name
    )))
}

/// The first of `path.word-1`, `path.word-2`, … that does not exist. After 10,000 the caller's
/// rename fails instead.
pub(crate) fn free_name(path: &Path, word: &str) -> PathBuf {
    let numbered = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{word}-{number}"));
        PathBuf::from(name)
    };
    (1..10_000)
        .map(numbered)
        .find(|name| !name.exists())
        .unwrap_or_else(|| numbered(10_000))
}

/// A short name for a path that is the same at every start: its FNV-1a hash of 64 bits, in hexadecimal. The hash of the
/// standard library may change with the compiler.
pub(crate) fn fingerprint(path: &Path) -> String {
    let hash = path
        .as_os_str()
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;
    use crate::account::Ids;

    #[test]
    fn a_link_is_not_followed_to_another_folder() {
        let home = tempfile::tempdir().unwrap();
        let (victim, link) = (home.path().join("victim"), home.path().join("socket"));
        DirBuilder::new().mode(0o755).create(&victim).unwrap();
        std::os::unix::fs::symlink(&victim, &link).unwrap();
        let account = Account::choose(&home.path().join("cluster")).unwrap();
        assert!(make_private(&link, &account).is_err());
        assert_eq!(fs::metadata(&victim).unwrap().permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn a_file_with_the_name_of_the_folder_keeps_its_owner() {
        let home = tempfile::tempdir().unwrap();
        let (victim, name) = (home.path().join("victim"), home.path().join("socket"));
        fs::write(&victim, "precious").unwrap();
        fs::hard_link(&victim, &name).unwrap();
        let owner = fs::metadata(&victim).unwrap().uid();
        let account = Account {
            name: "somebody".to_owned(),
            other: Some(Ids { uid: 1, gid: 1 }),
        };
        assert!(make_private(&name, &account).is_err());
        assert_eq!(fs::metadata(&victim).unwrap().uid(), owner);
    }

    #[test]
    fn a_fingerprint_never_changes() {
        assert_eq!(fingerprint(Path::new("")), "cbf29ce484222325");
        assert_eq!(fingerprint(Path::new("a")), "af63dc4c8601ec8c");
    }
}
