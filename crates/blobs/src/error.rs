use std::io;

use crate::BlobId;

/// Why a blob cannot be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no blob with this hash.
    #[error("the blob {0} is missing")]
    Missing(BlobId),
    /// The stored bytes have another hash, or are more than the caller expects.
    #[error("the blob {0} is damaged: its bytes are not those that were stored")]
    Damaged(BlobId),
    /// More bytes came than the caller accepts.
    #[error("the file has more than {0} bytes")]
    TooLarge(u64),
    /// The sender of the bytes failed.
    #[error("the file did not arrive completely: {0}")]
    Interrupted(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The configuration of the store cannot be used.
    #[error("the blob store cannot be used: {0}")]
    Configuration(String),
    /// The store cannot be reached, or refuses the request.
    #[error("the blob store failed: {0}")]
    Store(#[from] object_store::Error),
    /// A folder or temporary file of this machine failed.
    #[error("the blob store failed: {0}")]
    Io(#[from] io::Error),
}

impl BlobError {
    /// Whether the blob itself is lost: it is missing or damaged, and another attempt does not help.
    pub const fn is_loss(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Damaged(_))
    }
}
