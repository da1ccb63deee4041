use std::fs::{self, Metadata, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, fchown};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use secrecy::{ExposeSecret as _, SecretSlice};

/// The shortest token secret, in bytes: HMAC-SHA-256 needs a key as long as its hash.
const SECRET_MIN: usize = 32;
/// The number of characters of a generated password.
const PASSWORD_LENGTH: usize = 20;
/// Letters and digits without those that look alike: l, I and 1; o, O and 0.
const PASSWORD_ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A random secret that is not stored, for commands that sign no token. The use cases require a secret.
pub(crate) fn for_this_run() -> Result<SecretSlice<u8>> {
    let mut bytes = vec![0_u8; SECRET_MIN];
    fill(&mut bytes)?;
    Ok(SecretSlice::from(bytes))
}

/// A password that is hard to guess and easy to type: 20 of 56 letters and digits, which is 116 bits of randomness.
pub(crate) fn password() -> Result<String> {
    let mut password = String::with_capacity(PASSWORD_LENGTH);
    while password.len() < PASSWORD_LENGTH {
        let mut byte = [0_u8];
        fill(&mut byte)?;
        // The lowest six bits are a number below 64. A number without a letter is discarded, so that every letter is
        // equally likely.
        if let Some(letter) = PASSWORD_ALPHABET.get(usize::from(byte[0] & 63)) {
            password.push(char::from(*letter));
        }
    }
    Ok(password)
}

/// Reads a token secret.
///
/// # Errors
/// The file cannot be read, or the secret is too short.
pub(crate) fn read(file: &Path) -> Result<SecretSlice<u8>> {
    let bytes = fs::read(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let file = file.display();
            anyhow!("the token secret {file} does not exist; make it: openssl rand -hex 32 > {file}; chmod 600 {file}")
        }
        _ => anyhow!("the token secret {} cannot be read: {error}", file.display()),
    })?;
    // Whitespace at both ends is not part of the secret, such as the line end that an editor or openssl adds. A file of
    // random bytes may therefore count as shorter than it is. The messages recommend hexadecimal digits.
    let secret = bytes.trim_ascii();
    if secret.len() < SECRET_MIN {
        bail!(
            "the token secret {} has {} bytes, but {SECRET_MIN} are needed; make one: openssl rand -hex 32",
            file.display(),
            secret.len()
        );
    }
    Ok(SecretSlice::from(secret.to_vec()))
}

/// Writes a new token secret to the file, which only its owner can read. `None` when the file exists.
///
/// # Errors
/// The folder cannot be made or written to.
pub(crate) fn create(file: &Path) -> Result<Option<SecretSlice<u8>>> {
    if file.exists() {
        return Ok(None);
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let secret = new_line()?;
    write_private(file, secret.expose_secret())?;
    Ok(Some(SecretSlice::from(secret.expose_secret().trim_ascii().to_vec())))
}

/// The contents of a file with a new token secret: hexadecimal digits and a line feed.
///
/// # Errors
/// The system gives no randomness.
pub(crate) fn new_line() -> Result<SecretSlice<u8>> {
    let mut bytes = [0_u8; SECRET_MIN];
    fill(&mut bytes)?;
    Ok(SecretSlice::from((hex::encode(bytes) + "\n").into_bytes()))
}

/// Writes a file that only its owner can read. The file is replaced as a whole or not at all.
///
/// # Errors
/// The folder cannot be written to.
pub(crate) fn write_private(file: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    write(file, contents.as_ref(), None)
}

/// As [`write_private`], for the owner of another file: root may run a command for a server that is not root.
///
/// # Errors
/// The folder cannot be written to, or this user may not give a file to that owner.
pub(crate) fn write_private_for_owner_of(other: &Path, file: &Path, contents: &[u8]) -> Result<()> {
    let owner = fs::metadata(other).with_context(|| format!("{} cannot be read", other.display()))?;
    write(file, contents, Some(&owner))
}

fn write(file: &Path, contents: &[u8], owner: Option<&Metadata>) -> Result<()> {
    let failed = || format!("{} cannot be written", file.display());
    let new = file.with_extension("new");
    // An interrupted run may have left the file. Opening an existing file would keep its mode, which others may read.
    if let Err(error) = fs::remove_file(&new)
        && error.kind() != ErrorKind::NotFound
    {
        return Err(error).with_context(failed);
    }
    let mut opened = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .with_context(failed)?;
    let ours = opened.metadata().with_context(failed)?;
    if let Some(owner) = owner.filter(|owner| (owner.uid(), owner.gid()) != (ours.uid(), ours.gid())) {
        fchown(&opened, Some(owner.uid()), Some(owner.gid())).with_context(failed)?;
    }
    opened.write_all(contents).with_context(failed)?;
    opened.sync_all().with_context(failed)?;
    fs::rename(&new, file).with_context(failed)
}

/// Deletes a file that may be missing.
///
/// # Errors
/// The file is there and cannot be deleted.
pub(crate) fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be deleted", file.display()))
        }
        _ => Ok(()),
    }
}

/// Fills the bytes with randomness of the operating system.
fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| anyhow!("the system gives no randomness: {error}"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_secret_is_made_once_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deeper/jwt-secret");
        let made = create(&file).unwrap().unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(create(&file).unwrap().is_none());
        assert_eq!(read(&file).unwrap().expose_secret(), made.expose_secret());
    }

    #[test]
    fn a_short_or_missing_secret_is_refused_in_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        assert!(read(&file).unwrap_err().to_string().contains("openssl rand -hex 32"));
        fs::write(&file, format!("{}\n\n", "x".repeat(31))).unwrap();
        let error = read(&file).unwrap_err().to_string();
        assert!(error.contains("has 31 bytes") && !error.contains('\n'), "{error}");
        fs::write(&file, "x".repeat(32)).unwrap();
        assert!(read(&file).is_ok());
    }

    #[test]
    fn passwords_are_long_legible_and_different() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 20);
        assert!(one.bytes().all(|byte| PASSWORD_ALPHABET.contains(&byte)));
    }
}
