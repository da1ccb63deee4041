use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use url::Url;

use crate::s3::Bucket;

/// Where the blob store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobPlace {
    /// In the memory of this process, for tests and for commands that store nothing.
    Memory,
    /// In a folder, which is made when it is first needed.
    Folder(PathBuf),
    /// In a bucket that speaks S3.
    Bucket(Bucket),
}

/// Why a text names no place, with the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PlaceError(&'static str);

const FORM: &str = "a blob store is file:///FOLDER or s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION&style=path, \
    without user, password or fragment";
const ENDPOINT: &str = "the endpoint of a bucket is https://HOST, or http:// to a host on this machine";

impl FromStr for BlobPlace {
    type Err = PlaceError;

    /// Reads `file:///folder` or `s3://bucket/prefix?endpoint=…&region=…&style=path|host`. The message of an error does not
    /// repeat the text, which may contain a secret by mistake.
    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let url = Url::parse(text.trim()).map_err(|_| PlaceError(FORM))?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(PlaceError(FORM));
        }
        match url.scheme() {
            "file" if url.query().is_none() => url.to_file_path().map(Self::Folder).map_err(|()| PlaceError(FORM)),
            "s3" => bucket(&url).map(Self::Bucket),
            _ => Err(PlaceError(FORM)),
        }
    }
}

fn bucket(url: &Url) -> Result<Bucket, PlaceError> {
    let name = url.host_str().filter(|name| !name.is_empty());
    let mut bucket = Bucket {
        name: name.ok_or(PlaceError(FORM))?.to_owned(),
        prefix: url.path().trim_matches('/').to_owned(),
        endpoint: None,
        // What stores without regions, such as MinIO, take by default.
        region: "us-east-1".to_owned(),
        path_style: true,
    };
    // The prefix is used as it is written, so it may not be encoded; `..` could leave it. A port belongs to the endpoint.
    if url.port().is_some() || bucket.prefix.contains(['%', '\\']) || bucket.prefix.split('/').any(|part| part == "..")
    {
        return Err(PlaceError(FORM));
    }
    for (key, value) in url.query_pairs() {
        match (&*key, &*value) {
            ("endpoint", value) => bucket.endpoint = Some(endpoint(value)?),
            ("region", value) if !value.is_empty() => value.clone_into(&mut bucket.region),
            ("style", "path") => bucket.path_style = true,
            ("style", "host") => bucket.path_style = false,
            _ => return Err(PlaceError(FORM)),
        }
    }
    Ok(bucket)
}

/// The secret signs requests and does not travel, but files would be readable on their way without TLS.
fn endpoint(text: &str) -> Result<String, PlaceError> {
    let url = Url::parse(text).map_err(|_| PlaceError(ENDPOINT))?;
    let is_local = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err(PlaceError(ENDPOINT)),
    };
    let is_plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_local);
    if is_plain && is_safe && url.fragment().is_none() {
        // `Url` writes the scheme in small letters. `s3::open` reads it to allow a connection without TLS.
        Ok(url.as_str().trim_end_matches('/').to_owned())
    } else {
        Err(PlaceError(ENDPOINT))
    }
}

impl fmt::Display for BlobPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("the memory"),
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Bucket(bucket) => bucket.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<BlobPlace, PlaceError> {
        text.parse()
    }

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        assert_eq!(
            parsed("file:///srv/blobs"),
            Ok(BlobPlace::Folder(PathBuf::from("/srv/blobs")))
        );
        let Ok(BlobPlace::Bucket(bucket)) = parsed("s3://ita/prongsai/?endpoint=https://s3.example.go.th/&style=host")
        else {
            panic!("a bucket")
        };
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_str()), ("ita", "prongsai"));
        assert_eq!(bucket.endpoint.as_deref(), Some("https://s3.example.go.th"));
        assert!(!bucket.path_style);
        let shown = BlobPlace::Bucket(bucket).to_string();
        assert_eq!(shown, "s3://ita/prongsai at https://s3.example.go.th");
        for local in ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"] {
            assert!(parsed(&format!("s3://ita?endpoint={local}")).is_ok(), "{local}");
        }
    }

    #[test]
    fn what_is_no_place_is_refused_without_being_repeated() {
        for wrong in [
            "",
            "/srv/blobs",
            "file://host/blobs",
            "file:///srv?x=geheim",
            "ftp://geheim",
            "s3://",
            "s3://key:geheim@ita",
            "s3://ita?secret=geheim",
            "s3://ita:1",
            "s3://ita/a%2e%2e/geheim",
            "s3://ita?endpoint=http://s3.example.go.th",
            "s3://ita?endpoint=https://u:geheim@s3.example.go.th",
            "s3://ita?region=",
            "s3://ita#geheim",
        ] {
            let error = parsed(wrong).unwrap_err().to_string();
            assert!(!error.contains("geheim"), "{wrong}: {error}");
        }
    }
}
