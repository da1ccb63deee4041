use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use prongsai_application::blob::{BlobPlace, BlobStore, BucketCredentials};
use secrecy::{ExposeSecret as _, SecretString};

/// The configuration of the blob store.
#[derive(Args, Clone, Debug)]
pub(crate) struct BlobConfig {
    /// Where files are stored: file:///FOLDER, or s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION&style=path|host;
    /// all instances on one database share it. Default: the folder blobs in the data folder
    #[arg(long, env = "PRONGSAI_BLOBS", value_parser = parse_place, global = true, value_name = "URL")]
    blobs: Option<Place>,

    /// Id of the access key of the bucket
    #[arg(long, env = "PRONGSAI_BLOBS_KEY_ID", global = true, value_name = "ID")]
    blobs_key_id: Option<String>,

    /// Secret of the access key of the bucket
    #[arg(
        long,
        env = "PRONGSAI_BLOBS_SECRET",
        hide_env_values = true,
        global = true,
        value_name = "SECRET"
    )]
    blobs_secret: Option<SecretString>,

    /// File with the secret of the access key of the bucket
    #[arg(
        long,
        env = "PRONGSAI_BLOBS_SECRET_FILE",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true,
        value_name = "FILE"
    )]
    blobs_secret_file: Option<PathBuf>,
}

/// A place, or the default one if the setting is empty.
#[derive(Clone, Debug)]
enum Place {
    Default,
    Named(BlobPlace),
}

fn parse_place(text: &str) -> Result<Place, String> {
    if text.trim().is_empty() {
        return Ok(Place::Default);
    }
    let place: Result<BlobPlace, _> = text.parse();
    place.map(Place::Named).map_err(|error| error.to_string())
}

impl BlobConfig {
    /// Where the blob store of a server with this data folder is.
    pub(crate) fn place(&self, data_dir: &Path) -> BlobPlace {
        match &self.blobs {
            Some(Place::Named(place)) => place.clone(),
            Some(Place::Default) | None => BlobPlace::Folder(data_dir.join("blobs")),
        }
    }

    /// The blob store of a server with this data folder.
    ///
    /// # Errors
    /// The store is a bucket, and the access key is missing or cannot be read.
    pub(crate) fn store(&self, data_dir: &Path) -> Result<BlobStore> {
        let place = self.place(data_dir);
        let credentials = match &place {
            BlobPlace::Bucket(_) => Some(self.credentials()?),
            _ => None,
        };
        Ok(BlobStore::new(place, credentials)?)
    }

    fn credentials(&self) -> Result<BucketCredentials> {
        let given = self
            .blobs_secret
            .as_ref()
            .filter(|secret| !secret.expose_secret().is_empty());
        let file = self
            .blobs_secret_file
            .as_ref()
            .filter(|file| !file.as_os_str().is_empty());
        let secret = match (given, file) {
            (Some(_), Some(_)) => bail!("set one of PRONGSAI_BLOBS_SECRET and PRONGSAI_BLOBS_SECRET_FILE"),
            (Some(secret), None) => secret.clone(),
            (None, Some(file)) => {
                let text = fs::read_to_string(file)
                    .with_context(|| format!("PRONGSAI_BLOBS_SECRET_FILE: {} cannot be read", file.display()))?;
                SecretString::from(text.trim())
            }
            (None, None) => bail!("a bucket needs PRONGSAI_BLOBS_SECRET or PRONGSAI_BLOBS_SECRET_FILE"),
        };
        let key_id = self.blobs_key_id.clone().filter(|id| !id.is_empty());
        Ok(BucketCredentials {
            key_id: key_id.context("a bucket needs PRONGSAI_BLOBS_KEY_ID")?,
            secret,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        blobs: BlobConfig,
    }

    fn config(arguments: &[&str]) -> Result<BlobConfig, String> {
        let line = Line::try_parse_from(std::iter::once(&"prongsai").chain(arguments));
        line.map(|line| line.blobs).map_err(|error| error.to_string())
    }

    #[test]
    fn files_are_in_the_data_folder_unless_a_place_is_named() {
        let place = |arguments: &[&str]| config(arguments).unwrap().place(Path::new("data"));
        let default = BlobPlace::Folder(PathBuf::from("data/blobs"));
        assert_eq!(place(&[]), default);
        assert_eq!(place(&["--blobs", ""]), default);
        assert_eq!(
            place(&["--blobs", "file:///srv/blobs"]),
            BlobPlace::Folder(PathBuf::from("/srv/blobs"))
        );
        assert!(config(&["--blobs", "/srv/blobs"]).is_err());
    }

    #[test]
    fn a_bucket_needs_an_access_key_and_none_is_printed() {
        let bucket = ["--blobs", "s3://ita?endpoint=https://s3.example.go.th"];
        let said = |more: &[&str]| {
            let config = config(&[&bucket, more].concat()).unwrap();
            assert!(!format!("{config:?}").contains("geheim"));
            config.store(Path::new("data")).map_err(|error| error.to_string())
        };
        assert!(said(&[]).unwrap_err().contains("PRONGSAI_BLOBS_SECRET"));
        assert!(
            said(&["--blobs-secret", "geheim"])
                .unwrap_err()
                .contains("PRONGSAI_BLOBS_KEY_ID")
        );
        let key = ["--blobs-key-id", "id", "--blobs-secret", "geheim"];
        assert!(said(&key).is_ok());
        let both = [&key[..], &["--blobs-secret-file", "x"]].concat();
        assert!(said(&both).unwrap_err().contains("one of"));
    }

    #[test]
    fn the_secret_may_be_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        fs::write(&file, "geheim\n").unwrap();
        let file = file.to_str().unwrap();
        let read = |file: &str| {
            config(&["--blobs-key-id", "id", "--blobs-secret-file", file])
                .unwrap()
                .credentials()
        };
        assert_eq!(read(file).unwrap().secret.expose_secret(), "geheim");
        assert!(read("/no/such/file").unwrap_err().to_string().contains("/no/such/file"));
    }
}
