use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use prongsai_blobs::{BlobError, BlobStore};

use crate::Error;

/// Bytes of small blobs, such as logos, that stay in memory.
const SMALL_BYTES: u64 = 8 * 1024 * 1024;
/// The maximum number of blobs in `lost`, and in `told`.
const LOST_MAX: u64 = 10_000;
/// For this long, one event about a damaged blob is enough.
const TOLD_FOR: Duration = Duration::from_hours(1);

/// The blob store, with the small blobs that were read lately.
pub struct Blobs {
    /// The store.
    pub store: BlobStore,
    pub(super) small: Cache<String, Arc<Vec<u8>>>,
    /// The blobs that this server found lost, with the errors. They are not yet reported.
    pub(super) lost: Cache<String, String>,
    /// The damaged blobs that an event of this server has named.
    pub(super) told: Cache<String, ()>,
}

impl Blobs {
    pub(crate) fn new(store: BlobStore) -> Self {
        let weigh = |_: &String, bytes: &Arc<Vec<u8>>| u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        Self {
            store,
            small: Cache::builder().weigher(weigh).max_capacity(SMALL_BYTES).build(),
            lost: Cache::new(LOST_MAX),
            told: Cache::builder().time_to_live(TOLD_FOR).max_capacity(LOST_MAX).build(),
        }
    }
}

impl From<BlobError> for Error {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Store(_) | BlobError::Io(_) => Self::Unavailable(error.to_string()),
            other => Self::Internal(other.to_string()),
        }
    }
}
