use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use rustls::crypto::ring;
use secrecy::{ExposeSecret as _, SecretString};

use crate::BlobError;

/// How long one request to the bucket takes at most. A part of an upload is one request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// The time after the first attempt in which a failed request is tried again. It is shorter than [`REQUEST_TIMEOUT`], so a
/// request that timed out is not repeated. A call takes about the sum of both at most.
const RETRIED_FOR: Duration = Duration::from_secs(10);

/// A bucket that speaks S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// The name.
    pub name: String,
    /// The beginning of the names in the bucket, without slashes around it; empty for none.
    pub prefix: String,
    /// The address of the service; `None` for that of AWS.
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// Whether the bucket is named in the path of addresses, and not in the name of the host.
    pub path_style: bool,
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.name, self.prefix)?;
        match &self.endpoint {
            Some(endpoint) => write!(f, " at {endpoint}"),
            None => write!(f, " in {}", self.region),
        }
    }
}

/// What requests to a bucket are signed with.
#[derive(Clone)]
pub struct BucketCredentials {
    /// The id of the access key.
    pub key_id: String,
    /// The secret of the access key.
    pub secret: SecretString,
}

impl fmt::Debug for BucketCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BucketCredentials")
    }
}

/// A client of a bucket. It makes no request.
pub(crate) fn open(bucket: &Bucket, credentials: &BucketCredentials) -> Result<Arc<dyn ObjectStore>, BlobError> {
    // The client asks for the provider of the process, and panics without one. An error says that there is one already.
    let _ = ring::default_provider().install_default();
    let client = ClientOptions::new()
        .with_timeout(REQUEST_TIMEOUT)
        .with_allow_http(bucket.endpoint.as_ref().is_some_and(|url| url.starts_with("http://")));
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_virtual_hosted_style_request(!bucket.path_style)
        .with_access_key_id(&credentials.key_id)
        .with_secret_access_key(credentials.secret.expose_secret())
        .with_client_options(client)
        .with_retry(RetryConfig {
            max_retries: 3,
            retry_timeout: RETRIED_FOR,
            ..RetryConfig::default()
        });
    if let Some(endpoint) = &bucket.endpoint {
        let address = match endpoint.split_once("://") {
            // With the name of the bucket in the host, the client expects an endpoint that contains the name.
            Some((scheme, host)) if !bucket.path_style => format!("{scheme}://{}.{host}", bucket.name),
            _ => endpoint.clone(),
        };
        builder = builder.with_endpoint(address);
    }
    let store: AmazonS3 = builder.build()?;
    if bucket.prefix.is_empty() {
        return Ok(Arc::new(store));
    }
    let prefix = Path::parse(&bucket.prefix).map_err(|error| BlobError::Configuration(error.to_string()))?;
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_not_printed() {
        let credentials = BucketCredentials {
            key_id: "AKIDENTIFIER".to_owned(),
            secret: SecretString::from("geheim"),
        };
        let printed = format!("{credentials:?}");
        assert!(!printed.contains("geheim") && !printed.contains("AKID"), "{printed}");
    }
}
