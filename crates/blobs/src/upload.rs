use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _};
use tokio::runtime::Handle;

use crate::BlobError;

/// The size of a part, in bytes. S3 accepts parts from 5 MiB on, and 10,000 of them.
pub(crate) const PART: usize = 8 * 1024 * 1024;

/// Writes one object: at once if it is small, otherwise in parts, one after another. An upload that is dropped before
/// [`Upload::finish`] is aborted, because a bucket keeps, and bills, parts of uploads that nobody ended.
pub(crate) struct Upload {
    store: Arc<dyn ObjectStore>,
    path: Path,
    buffer: BytesMut,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Upload {
    pub(crate) fn new(store: Arc<dyn ObjectStore>, path: Path) -> Self {
        Self {
            store,
            path,
            buffer: BytesMut::new(),
            parts: None,
        }
    }

    /// Adds bytes.
    pub(crate) async fn write(&mut self, mut bytes: Bytes) -> Result<(), BlobError> {
        while !bytes.is_empty() {
            let some = bytes.split_to(bytes.len().min(PART - self.buffer.len()));
            self.buffer.extend_from_slice(&some);
            if self.buffer.len() == PART {
                self.send_part().await?;
            }
        }
        Ok(())
    }

    async fn send_part(&mut self) -> Result<(), BlobError> {
        let part = self.buffer.split().freeze();
        if self.parts.is_none() {
            self.parts = Some(self.store.put_multipart(&self.path).await?);
        }
        if let Some(parts) = &mut self.parts {
            parts.put_part(part.into()).await?;
        }
        Ok(())
    }

    /// Ends the upload. The object is there as a whole from now on, and was not before.
    pub(crate) async fn finish(mut self) -> Result<(), BlobError> {
        if self.parts.is_none() {
            let all = self.buffer.split().freeze();
            self.store.put(&self.path, all.into()).await?;
            return Ok(());
        }
        if !self.buffer.is_empty() {
            self.send_part().await?;
        }
        if let Some(parts) = &mut self.parts {
            parts.complete().await?;
        }
        self.parts = None;
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let Some(mut parts) = self.parts.take() else { return };
        let path = self.path.clone();
        let abort = async move {
            if let Err(error) = parts.abort().await {
                tracing::warn!(%path, %error, "an unfinished upload to the blob store could not be aborted");
            }
        };
        // Without a runtime, the process ends. A rule of the bucket then removes the parts; docs/operations.md
        // ("Files") asks operators for it.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(abort);
        }
    }
}
