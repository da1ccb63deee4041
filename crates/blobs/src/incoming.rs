use std::sync::Arc;

use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::{BlobError, BlobId};

/// The folder of files that have no address yet.
pub(crate) const FOLDER: &str = "incoming";

/// A file that arrived completely and has no address yet. It is removed when the value is dropped before
/// [`Incoming::place`].
#[derive(Debug)]
pub struct Incoming {
    store: Arc<dyn ObjectStore>,
    path: Path,
    id: BlobId,
    size: u64,
    is_placed: bool,
}

impl Incoming {
    pub(crate) const fn new(store: Arc<dyn ObjectStore>, path: Path, id: BlobId, size: u64) -> Self {
        Self {
            store,
            path,
            id,
            size,
            is_placed: false,
        }
    }

    /// The name of the blob that it will be.
    pub const fn id(&self) -> BlobId {
        self.id
    }

    /// The number of bytes.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Moves the file to its address. It replaces a blob of the same name, which has the same bytes unless it is damaged.
    ///
    /// # Errors
    /// [`BlobError::Store`]. The file is removed then.
    pub async fn place(mut self) -> Result<BlobId, BlobError> {
        self.store.rename(&self.path, &self.id.address()).await?;
        self.is_placed = true;
        Ok(self.id)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if self.is_placed {
            return;
        }
        let (store, path) = (Arc::clone(&self.store), self.path.clone());
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                // What cannot be removed now is removed by a later sweep.
                let _ = store.delete(&path).await;
            });
        }
    }
}

/// A name that no other file has.
pub(crate) fn new_path() -> Path {
    Path::from_iter([FOLDER, Uuid::new_v4().to_string().as_str()])
}
