//! What the system says about files and folders, without a change of them.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use nix::sys::statvfs::statvfs;
use nix::unistd::{AccessFlags, access};

/// One MiB, in bytes.
pub(super) const MIB: u64 = 1024 * 1024;

/// Checks that this user may write to the file.
///
/// # Errors
/// That of the system.
pub(super) fn writable(file: &Path) -> io::Result<()> {
    Ok(access(file, AccessFlags::W_OK)?)
}

/// Checks that this is a folder in which this user may make files.
///
/// # Errors
/// That of the system.
pub(super) fn usable_folder(folder: &Path) -> io::Result<()> {
    if !fs::metadata(folder)?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    Ok(access(folder, AccessFlags::W_OK | AccessFlags::X_OK)?)
}

/// The folder itself, or the nearest one above that exists.
pub(super) fn nearest(folder: &Path) -> PathBuf {
    let existing = folder.ancestors().find(|above| above.exists());
    match existing {
        Some(existing) => existing.to_owned(),
        None => PathBuf::from("."),
    }
}

/// The bytes that this user may still write where the folder is.
///
/// # Errors
/// That of the system.
pub(super) fn free_space(folder: &Path) -> io::Result<u64> {
    let found = statvfs(folder)?;
    Ok(found.blocks_available().saturating_mul(found.fragment_size()))
}

/// Why others than its owner have too many rights on a file with a secret, with the mode; `None` if they have not.
///
/// # Errors
/// That of the system.
pub(super) fn too_open(file: &Path) -> io::Result<Option<String>> {
    let mode = fs::metadata(file)?.mode() & 0o777;
    let (who, what) = if mode & 0o002 != 0 {
        ("every user of this machine", "change")
    } else if mode & 0o020 != 0 {
        ("its group", "change")
    } else if mode & 0o007 != 0 {
        ("every user of this machine", "read")
    } else {
        return Ok(None);
    };
    Ok(Some(format!(
        "{who} may {what} it (mode {mode:o}), unless a folder above is closed; chmod 600 {}",
        file.display()
    )))
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_secret_is_too_open_if_others_may_read_or_its_group_may_change_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        fs::write(&file, "").unwrap();
        for (mode, said) in [
            (0o600, None),
            (0o400, None),
            (0o640, None),
            (0o644, Some("every user of this machine may read it (mode 644)")),
            (0o660, Some("its group may change it (mode 660)")),
            (0o664, Some("its group may change it (mode 664)")),
            (0o666, Some("every user of this machine may change it (mode 666)")),
        ] {
            fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
            let found = too_open(&file).unwrap();
            match said {
                None => assert_eq!(found, None, "{mode:o}"),
                Some(said) => assert!(found.unwrap().starts_with(said), "{mode:o}"),
            }
        }
    }

    #[test]
    fn the_space_of_a_folder_that_is_missing_is_that_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(nearest(&folder.path().join("a/b")), folder.path());
        assert_eq!(nearest(Path::new("no-such-folder-here")), Path::new("."));
        assert!(free_space(folder.path()).unwrap() > 0);
        assert!(usable_folder(folder.path()).is_ok());
        assert!(usable_folder(&folder.path().join("a")).is_err());
    }
}
