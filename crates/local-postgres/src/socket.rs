use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::ClusterError;
use crate::account::Account;
use crate::folder::{fingerprint, make_private};

/// The longest path of a folder for a socket, in bytes. Linux allows 107 bytes for the path of a socket, and PostgreSQL
/// appends `/.s.PGSQL.5432`.
const FOLDER_MAX: usize = 107 - "/.s.PGSQL.5432".len();
/// A port of five digits makes the path one byte longer.
const FIVE_DIGITS: u16 = 10_000;

/// Bytes kept for the name of the folder in the temporary folder: `/prongsai-`, 16 hexadecimal digits and an attempt.
const NAME_RESERVE: usize = 30;

/// Makes the private folder of the socket and returns its path: in the data folder, or in the temporary folder when
/// that path is too long or not plain. Removes files that a killed PostgreSQL left in it.
pub(crate) fn prepare(data_dir: &Path, account: &Account, port: u16) -> Result<PathBuf, ClusterError> {
    let in_data_dir = data_dir.join("socket");
    let longest = FOLDER_MAX - usize::from(port >= FIVE_DIGITS);
    let folder = if in_data_dir.as_os_str().len() <= longest && is_plain(&in_data_dir) {
        make_private(&in_data_dir, account)?;
        in_data_dir
    } else {
        in_temporary_folder(data_dir, account)?
    };
    for name in [format!(".s.PGSQL.{port}"), format!(".s.PGSQL.{port}.lock")] {
        let stale = folder.join(name);
        match fs::remove_file(&stale) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(ClusterError::system(format!("removing {}", stale.display()))(error));
            }
            _ => {}
        }
    }
    Ok(folder)
}

/// Whether the path can be in a setting of PostgreSQL, which is text, and is that of one folder: for PostgreSQL and for
/// libpq a comma separates folders, also in a URL that encodes it.
fn is_plain(folder: &Path) -> bool {
    folder.to_str().is_some_and(|path| !path.contains(','))
}

/// Removes the folder again if it was made outside the data folder.
pub(crate) fn tidy(folder: &Path, data_dir: &Path) {
    if !folder.starts_with(data_dir) {
        // Fails when the folder is not empty or does not exist. Neither does harm: the next start checks again.
        let _ = fs::remove_dir(folder);
    }
}

fn in_temporary_folder(data_dir: &Path, account: &Account) -> Result<PathBuf, ClusterError> {
    let parent = parent_for(std::env::temp_dir(), account);
    let name = format!("prongsai-{}", fingerprint(data_dir));
    let mut detail = "all names are taken".to_owned();
    // Another user may have taken a name; ten of them are tried.
    for attempt in 0..10 {
        let folder = parent.join(if attempt == 0 {
            name.clone()
        } else {
            format!("{name}-{attempt}")
        });
        if !is_free_or_ours(&folder, account) {
            continue;
        }
        match make_private(&folder, account) {
            Ok(()) => return Ok(folder),
            Err(error) => detail = error.to_string(),
        }
    }
    Err(ClusterError::NoSocketFolder { folder: parent, detail })
}

/// The folder for the private folder: the temporary folder, or `/tmp` if PostgreSQL cannot use that one.
fn parent_for(temporary: PathBuf, account: &Account) -> PathBuf {
    let is_short = temporary.as_os_str().len() <= FOLDER_MAX - NAME_RESERVE;
    // Root's own temporary folder may be closed to PostgreSQL's user. PostgreSQL changes its current folder, so it would
    // look for a relative one elsewhere.
    if account.other.is_none() && is_short && is_plain(&temporary) && temporary.is_absolute() {
        temporary
    } else {
        PathBuf::from("/tmp")
    }
}

/// Whether the name is free, or is that of a private folder of PostgreSQL's user. Other folders are not used: anybody
/// can guess the name and make a folder with it, and the owner of a folder can replace the socket in it.
fn is_free_or_ours(folder: &Path, account: &Account) -> bool {
    match fs::symlink_metadata(folder) {
        Ok(found) => found.is_dir() && found.uid() == account.uid() && found.permissions().mode() & 0o777 == 0o700,
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;
    use crate::account::Ids;
    use crate::options::DEFAULT_PORT;

    #[test]
    fn a_long_path_gets_its_socket_in_the_temporary_folder() {
        let home = tempfile::tempdir().unwrap();
        let long: PathBuf = home.path().join("a-rather-long-name-".repeat(6));
        fs::create_dir(&long).unwrap();
        let account = Account::choose(&long.join("cluster")).unwrap();

        let folder = prepare(&long, &account, DEFAULT_PORT).unwrap();

        assert!(!folder.starts_with(&long));
        assert!(folder.as_os_str().len() <= FOLDER_MAX);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(
            prepare(&long, &account, DEFAULT_PORT).unwrap(),
            folder,
            "the same folder is used again"
        );
        tidy(&folder, &long);
        assert!(!folder.exists());
    }

    #[test]
    fn a_path_that_is_not_plain_gets_its_socket_in_the_temporary_folder() {
        let home = tempfile::tempdir().unwrap();
        for name in [b"a,b".as_slice(), b"a\xffb"] {
            let data = home.path().join(OsStr::from_bytes(name));
            fs::create_dir(&data).unwrap();
            let account = Account::choose(&data.join("cluster")).unwrap();

            let folder = prepare(&data, &account, DEFAULT_PORT).unwrap();

            assert!(!folder.starts_with(&data), "{}", folder.display());
            assert!(is_plain(&folder), "{}", folder.display());
            tidy(&folder, &data);
        }
    }

    #[test]
    fn a_temporary_folder_that_postgresql_cannot_use_is_replaced() {
        let account = |other| Account {
            name: "somebody".to_owned(),
            other,
        };
        let long = format!("/{}", "long".repeat(30));
        for (temporary, expected) in [
            ("/var/tmp", "/var/tmp"),
            ("tmp", "/tmp"),
            ("./tmp", "/tmp"),
            ("/var/t,mp", "/tmp"),
            (&long, "/tmp"),
        ] {
            let parent = parent_for(PathBuf::from(temporary), &account(None));
            assert_eq!(parent, Path::new(expected), "{temporary}");
        }
        let switching = account(Some(Ids { uid: 1, gid: 1 }));
        assert_eq!(parent_for(PathBuf::from("/var/tmp"), &switching), Path::new("/tmp"));
    }

    #[test]
    fn a_name_that_is_taken_is_not_used() {
        let home = tempfile::tempdir().unwrap();
        let long: PathBuf = home.path().join("another-long-name--".repeat(6));
        fs::create_dir(&long).unwrap();
        let account = Account::choose(&long.join("cluster")).unwrap();
        let first = prepare(&long, &account, DEFAULT_PORT).unwrap();
        fs::set_permissions(&first, fs::Permissions::from_mode(0o755)).unwrap();

        let second = prepare(&long, &account, DEFAULT_PORT).unwrap();

        assert_ne!(first, second);
        tidy(&first, &long);
        tidy(&second, &long);
    }
}
