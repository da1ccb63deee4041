use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use prongsai_application::credentials::{AccessTokens, TokenSecrets};
use secrecy::{ExposeSecret as _, SecretSlice};

use crate::config::Config;
use crate::secret;

/// The files with the token secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecretFiles {
    /// The file of the secret that signs.
    pub(crate) signing: PathBuf,
    /// The files of further secrets whose tokens are accepted.
    pub(crate) accepted: Vec<PathBuf>,
    /// The file of the secret before, which `prongsai key rotate` makes and the server deletes. `None`: the configuration
    /// names the file of the secret that signs, so that all files are the operator's.
    pub(crate) earlier: Option<PathBuf>,
}

impl SecretFiles {
    /// The files of this configuration. They may be missing.
    ///
    /// # Errors
    /// The file is required but not configured.
    pub(crate) fn of(config: &Config) -> Result<Self> {
        let named = |path: &&PathBuf| !path.as_os_str().is_empty();
        let of_config = &config.token_secrets;
        let accepted = of_config.jwt_accepted_secret_files.iter().filter(named);
        let accepted = accepted.cloned().collect();
        if let Some(signing) = of_config.jwt_secret_file.as_ref().filter(named) {
            return Ok(Self {
                signing: signing.clone(),
                accepted,
                earlier: None,
            });
        }
        if config.database_url().is_some() {
            bail!(
                "PRONGSAI_JWT_SECRET_FILE is required with DATABASE_URL; make one: \
                 openssl rand -hex 32 > jwt-secret; chmod 600 jwt-secret"
            );
        }
        Ok(Self {
            signing: config.data_dir.join("jwt-secret"),
            accepted,
            earlier: Some(config.data_dir.join("jwt-secret.earlier")),
        })
    }

    /// Reads the secrets. For a private cluster, the one that signs is made if it is missing.
    ///
    /// # Errors
    /// A file cannot be read or made, or its secret is too short.
    pub(crate) fn read(&self) -> Result<TokenSecrets> {
        let signing = if self.earlier.is_some() {
            secret::create(&self.signing)?
        } else {
            None
        };
        let signing = match signing {
            Some(made) => made,
            None => secret::read(&self.signing)?,
        };
        let accepted = self
            .accepted
            .iter()
            .map(|file| secret::read(file))
            .collect::<Result<_>>()?;
        let earlier = self.earlier.as_deref().filter(|file| file.exists());
        Ok(TokenSecrets {
            signing,
            accepted,
            earlier: earlier.map(secret::read).transpose()?,
        })
    }

    /// Deletes the file of the earlier secret when its tokens have ended, so that a later start does not accept it. Never
    /// returns; run it next to the server.
    pub(crate) async fn retire_earlier(&self, secrets: &TokenSecrets) -> Infallible {
        if let (Some(file), Some(earlier)) = (&self.earlier, &secrets.earlier) {
            tokio::time::sleep(Duration::from_secs(AccessTokens::LIFETIME_SECONDS.unsigned_abs())).await;
            match remove_if_same(file, earlier) {
                Ok(true) => tracing::info!("the earlier token secret has ended, and its file is deleted"),
                Ok(false) => {}
                Err(error) => tracing::warn!("the earlier token secret has ended: {error:#}; delete it"),
            }
        }
        std::future::pending().await
    }
}

/// Deletes the file if it still has this secret. In the meantime, another rotation may have put the present one there.
fn remove_if_same(file: &Path, secret: &SecretSlice<u8>) -> Result<bool> {
    match secret::read(file) {
        Ok(found) if found.expose_secret() == secret.expose_secret() => {}
        _ => return Ok(false),
    }
    fs::remove_file(file).with_context(|| format!("{} cannot be deleted", file.display()))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn files(arguments: &[&str]) -> Result<SecretFiles> {
        let line = std::iter::once(&"prongsai").chain(arguments);
        SecretFiles::of(&Line::try_parse_from(line).unwrap().config)
    }

    #[test]
    fn the_files_are_those_of_the_configuration_or_of_the_data_folder() {
        let own = files(&[
            "--data-dir",
            "d",
            "--jwt-secret-file",
            "",
            "--jwt-accepted-secret-files",
            "",
        ])
        .unwrap();
        assert_eq!(own.signing, Path::new("d/jwt-secret"));
        assert_eq!(own.earlier.as_deref(), Some(Path::new("d/jwt-secret.earlier")));
        assert!(own.accepted.is_empty());
        let named = ["--jwt-secret-file", "a", "--jwt-accepted-secret-files", "b,c"];
        let named = files(&named).unwrap();
        assert_eq!(
            (named.signing, named.earlier, named.accepted),
            ("a".into(), None, vec!["b".into(), "c".into()])
        );
        let missing = files(&["--database-url", "postgresql://u@host/db"]).unwrap_err();
        assert!(missing.to_string().contains("PRONGSAI_JWT_SECRET_FILE is required"));
    }

    #[test]
    fn all_secrets_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_str().unwrap();
        let write = |name: &str, letter: &str| fs::write(folder.path().join(name), letter.repeat(32)).unwrap();
        let files = files(&[
            "--data-dir",
            data,
            "--jwt-accepted-secret-files",
            &format!("{data}/next"),
        ])
        .unwrap();
        let missing = files.read().err().unwrap().to_string();
        assert!(missing.contains("/next does not exist"), "{missing}");
        write("next", "n");
        let first = files.read().unwrap();
        assert!(first.earlier.is_none());
        write("jwt-secret.earlier", "e");
        let read = files.read().unwrap();
        assert_eq!(read.signing.expose_secret(), first.signing.expose_secret());
        let bytes = |secret: &SecretSlice<u8>| secret.expose_secret().to_vec();
        assert_eq!(read.accepted.iter().map(bytes).collect::<Vec<_>>(), [vec![b'n'; 32]]);
        assert_eq!(read.earlier.as_ref().map(bytes), Some(vec![b'e'; 32]));
    }

    #[test]
    fn only_the_earlier_secret_that_has_ended_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jwt-secret.earlier");
        let ended = SecretSlice::from(vec![b'x'; 32]);
        assert!(!remove_if_same(&file, &ended).unwrap());
        fs::write(&file, "y".repeat(32)).unwrap();
        assert!(!remove_if_same(&file, &ended).unwrap() && file.exists());
        fs::write(&file, "x".repeat(32) + "\n").unwrap();
        assert!(remove_if_same(&file, &ended).unwrap() && !file.exists());
    }
}
