use std::fs;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret as _, SecretSlice};

use crate::config::Config;
use crate::secret;
use crate::token_secrets::SecretFiles;

/// Commands about the secret that signs access tokens.
#[derive(Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a new token secret in the data folder. The next start signs with it, and accepts the old one until its
    /// tokens have ended
    Rotate(Rotate),
}

/// The replacement of the token secret.
#[derive(Args)]
pub(crate) struct Rotate {
    /// Do not accept the old secret any more, because somebody may know it
    #[arg(long)]
    revoke: bool,
}

/// Runs the command. It needs no database.
///
/// # Errors
/// The secret is not in the data folder, the last replacement is not over, or a file cannot be written.
pub(crate) fn run(config: &Config, command: &KeyCommand) -> Result<()> {
    let KeyCommand::Rotate(rotate) = command;
    println!("{}", replace(&SecretFiles::of(config)?, rotate.revoke)?);
    Ok(())
}

/// Replaces the secret in the data folder; returns what to do next. The 15 minutes of the messages are
/// `AccessTokens::LIFETIME_SECONDS`.
fn replace(files: &SecretFiles, revokes: bool) -> Result<String> {
    let Some(earlier) = &files.earlier else {
        bail!(
            "PRONGSAI_JWT_SECRET_FILE names the token secret, so its file is replaced by hand: docs/operations.md, \
             \"Token secrets\", shows how"
        );
    };
    let signing = &files.signing;
    if !signing.exists() {
        bail!("{} does not exist; the first start makes it", signing.display());
    }
    let present = fs::read(signing).with_context(|| format!("{} cannot be read", signing.display()))?;
    let present = SecretSlice::from(present);
    if !revokes {
        // A rotation that was interrupted has left the present secret there.
        let interrupted = |found: Vec<u8>| SecretSlice::from(found).expose_secret() == present.expose_secret();
        if earlier.exists() && !fs::read(earlier).is_ok_and(interrupted) {
            bail!(
                "the last replacement is not over: the server deletes {} 15 minutes after its restart; with --revoke \
                 both earlier secrets are refused from the next start on",
                earlier.display()
            );
        }
        secret::write_private_for_owner_of(signing, earlier, present.expose_secret())?;
    }
    let new = secret::new_line()?;
    secret::write_private_for_owner_of(signing, signing, new.expose_secret())?;
    if revokes {
        secret::remove(earlier)?;
        return Ok(format!(
            "the token secret {} is replaced; restart the server now: it goes on with the old one until then, and refuses \
             it afterwards",
            signing.display()
        ));
    }
    Ok(format!(
        "the token secret {} is replaced; restart the server: it then signs with the new one, and accepts the old one for \
         15 minutes",
        signing.display()
    ))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;

    struct Folder {
        _folder: TempDir,
        files: SecretFiles,
    }

    fn folder() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        let files = SecretFiles {
            signing: folder.path().join("jwt-secret"),
            accepted: Vec::new(),
            earlier: Some(folder.path().join("jwt-secret.earlier")),
        };
        Folder { _folder: folder, files }
    }

    impl Folder {
        fn earlier(&self) -> &PathBuf {
            self.files.earlier.as_ref().unwrap()
        }

        /// The secrets that the next start reads.
        fn secrets(&self) -> (String, Option<String>) {
            let secrets = self.files.read().unwrap();
            let text = |secret: &SecretSlice<u8>| String::from_utf8(secret.expose_secret().to_vec()).unwrap();
            (text(&secrets.signing), secrets.earlier.as_ref().map(text))
        }
    }

    #[test]
    fn the_old_secret_stays_beside_the_new_one() {
        let folder = folder();
        assert!(
            replace(&folder.files, false)
                .unwrap_err()
                .to_string()
                .contains("first start")
        );
        let (old, none) = folder.secrets();
        assert_eq!(none, None);
        let said = replace(&folder.files, false).unwrap();
        let (new, earlier) = folder.secrets();
        assert_ne!(new, old);
        assert_eq!(earlier, Some(old.clone()));
        assert!(!said.contains(&old) && !said.contains(&new), "{said}");
        for file in [&folder.files.signing, folder.earlier()] {
            assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_second_replacement_waits_for_the_end_of_the_first() {
        let folder = folder();
        let (oldest, _) = folder.secrets();
        replace(&folder.files, false).unwrap();
        let refused = replace(&folder.files, false).unwrap_err().to_string();
        assert!(refused.contains("is not over"), "{refused}");
        assert_eq!(folder.secrets().1, Some(oldest));
        fs::remove_file(folder.earlier()).unwrap();
        let (second, _) = folder.secrets();
        replace(&folder.files, false).unwrap();
        assert_eq!(folder.secrets().1, Some(second));
    }

    #[test]
    fn an_interrupted_replacement_is_continued() {
        let folder = folder();
        let (old, _) = folder.secrets();
        fs::copy(&folder.files.signing, folder.earlier()).unwrap();
        replace(&folder.files, false).unwrap();
        let (new, earlier) = folder.secrets();
        assert_eq!((new == old, earlier), (false, Some(old)));
    }

    #[test]
    fn a_revoked_secret_is_nowhere() {
        let folder = folder();
        folder.secrets();
        replace(&folder.files, false).unwrap();
        let (known, _) = folder.secrets();
        replace(&folder.files, true).unwrap();
        let (new, earlier) = folder.secrets();
        assert_ne!(new, known);
        assert_eq!(earlier, None);
    }

    #[test]
    fn a_file_of_the_operator_is_not_replaced() {
        let folder = folder();
        folder.secrets();
        let named = SecretFiles {
            earlier: None,
            ..folder.files.clone()
        };
        let before = fs::read(&named.signing).unwrap();
        for revokes in [false, true] {
            let refused = replace(&named, revokes).unwrap_err().to_string();
            assert!(refused.contains("Token secrets"), "{refused}");
        }
        assert_eq!(fs::read(&named.signing).unwrap(), before);
    }
}
