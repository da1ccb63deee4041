use std::fmt;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, pin_mut};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{GetResult, ObjectStore, ObjectStoreExt as _};
use prongsai_spool::{Spool, SpoolWriter};
use sha2::{Digest as _, Sha256};

use crate::incoming::{FOLDER, Incoming, new_path};
use crate::upload::Upload;
use crate::{BlobError, BlobId, BlobPlace, BucketCredentials, folder, s3};

/// A blob that is read stays in memory if it has at most this many bytes. A larger one waits in a temporary file.
const IN_MEMORY_MAX: usize = 1024 * 1024;

/// The name of the file that tells which store this is.
pub const MARKER: &str = "store-id";

/// A store of blobs. Clones share it, and so do all servers that have the same place.
#[derive(Clone)]
pub struct BlobStore {
    place: BlobPlace,
    credentials: Option<BucketCredentials>,
    opened: Arc<OnceLock<Arc<dyn ObjectStore>>>,
}

/// A blob whose hash was compared, and its bytes.
pub struct OpenBlob {
    /// The number of bytes.
    pub size: u64,
    /// The bytes.
    pub bytes: BoxStream<'static, Result<Bytes, BlobError>>,
}

impl fmt::Debug for BlobStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlobStore")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl BlobStore {
    /// The store at a place. Nothing is read, written or asked for before the first use.
    ///
    /// # Errors
    /// [`BlobError::Configuration`] if the place is a bucket and there are no credentials.
    pub fn new(place: BlobPlace, credentials: Option<BucketCredentials>) -> Result<Self, BlobError> {
        if matches!(place, BlobPlace::Bucket(_)) && credentials.is_none() {
            return Err(BlobError::Configuration(
                "a bucket needs the id and the secret of an access key".to_owned(),
            ));
        }
        Ok(Self::unchecked(place, credentials))
    }

    /// A store in the memory of this process.
    pub fn in_memory() -> Self {
        Self::unchecked(BlobPlace::Memory, None)
    }

    fn unchecked(place: BlobPlace, credentials: Option<BucketCredentials>) -> Self {
        Self {
            place,
            credentials,
            opened: Arc::default(),
        }
    }

    /// Where the store is.
    pub const fn place(&self) -> &BlobPlace {
        &self.place
    }

    fn store(&self) -> Result<Arc<dyn ObjectStore>, BlobError> {
        if let Some(opened) = self.opened.get() {
            return Ok(Arc::clone(opened));
        }
        let opened: Arc<dyn ObjectStore> = match (&self.place, &self.credentials) {
            (BlobPlace::Memory, _) => Arc::new(InMemory::new()),
            (BlobPlace::Folder(path), _) => folder::open(path)?,
            (BlobPlace::Bucket(bucket), Some(credentials)) => s3::open(bucket, credentials)?,
            (BlobPlace::Bucket(_), None) => return Err(BlobError::Configuration("no access key".to_owned())),
        };
        Ok(Arc::clone(self.opened.get_or_init(|| opened)))
    }

    /// Receives a file of at most `most` bytes and computes its name while it streams. It has no address before
    /// [`Incoming::place`].
    ///
    /// # Errors
    /// [`BlobError::TooLarge`], [`BlobError::Interrupted`] if the stream fails, [`BlobError::Store`], [`BlobError::Io`] or
    /// [`BlobError::Configuration`] if the store cannot be opened. What arrived of the file is removed soon, at the latest by
    /// a sweep.
    pub async fn receive<E>(
        &self,
        bytes: impl Stream<Item = Result<Bytes, E>>,
        most: u64,
    ) -> Result<Incoming, BlobError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let store = self.store()?;
        let path = new_path();
        let mut upload = Upload::new(Arc::clone(&store), path.clone());
        let (mut hash, mut size) = (Sha256::new(), 0_u64);
        pin_mut!(bytes);
        while let Some(some) = bytes.next().await {
            let some = some.map_err(|error| BlobError::Interrupted(Box::new(error)))?;
            size += some.len() as u64;
            if size > most {
                return Err(BlobError::TooLarge(most));
            }
            hash.update(&some);
            upload.write(some).await?;
        }
        upload.finish().await?;
        Ok(Incoming::new(store, path, BlobId::new(hash.finalize().into()), size))
    }

    /// Receives bytes that are in memory. See [`receive`](Self::receive).
    ///
    /// # Errors
    /// [`BlobError::Store`], [`BlobError::Io`] or [`BlobError::Configuration`] if the store cannot be opened.
    pub async fn receive_all(&self, bytes: Bytes) -> Result<Incoming, BlobError> {
        let once = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
        self.receive(once, u64::MAX).await
    }

    /// Reads a blob of at most `most` bytes. The bytes are complete and have the hash that is the name of the blob. The
    /// writer kept that limit, so a longer blob counts as damaged.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], [`BlobError::Store`], [`BlobError::Io`] if a temporary file fails.
    pub async fn read(&self, id: BlobId, most: u64) -> Result<Spool, BlobError> {
        let mut stream = self.found(id).await?.into_stream();
        let mut spool = SpoolWriter::new(IN_MEMORY_MAX);
        let (mut hash, mut size) = (Sha256::new(), 0_u64);
        while let Some(some) = stream.try_next().await? {
            size += some.len() as u64;
            if size > most {
                return Err(BlobError::Damaged(id));
            }
            hash.update(&some);
            // A write to the temporary file ends in the memory of the system, so it does not wait for a disk.
            spool.write_all(&some)?;
        }
        if BlobId::new(hash.finalize().into()) != id {
            return Err(BlobError::Damaged(id));
        }
        Ok(spool.finish()?)
    }

    /// Opens a blob: reads all of it and compares its hash, and then returns its bytes while they are read again. No copy of it is made,
    /// so that a slow reader holds nothing.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub async fn open(&self, id: BlobId) -> Result<OpenBlob, BlobError> {
        let mut stream = self.found(id).await?.into_stream();
        let (mut hash, mut size) = (Sha256::new(), 0_u64);
        while let Some(some) = stream.try_next().await? {
            size += some.len() as u64;
            hash.update(&some);
        }
        if BlobId::new(hash.finalize().into()) != id {
            return Err(BlobError::Damaged(id));
        }
        let bytes = self.found(id).await?.into_stream().map_err(BlobError::from);
        Ok(OpenBlob {
            size,
            bytes: bytes.boxed(),
        })
    }

    async fn found(&self, id: BlobId) -> Result<GetResult, BlobError> {
        let found = self.store()?.get(&id.address()).await;
        found.map_err(|error| match error {
            object_store::Error::NotFound { .. } => BlobError::Missing(id),
            other => other.into(),
        })
    }

    /// The file that tells which store this is; `None` if there is none.
    ///
    /// # Errors
    /// [`BlobError::Store`], [`BlobError::Io`] or [`BlobError::Configuration`] if the store cannot be opened.
    pub async fn marker(&self) -> Result<Option<Bytes>, BlobError> {
        match self.store()?.get(&Path::from(MARKER)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// Writes the file that tells which store this is.
    ///
    /// # Errors
    /// As [`marker`](Self::marker).
    pub async fn write_marker(&self, bytes: Bytes) -> Result<(), BlobError> {
        self.store()?.put(&Path::from(MARKER), bytes.into()).await?;
        Ok(())
    }

    /// Removes a blob. A blob that is missing is removed already.
    ///
    /// # Errors
    /// [`BlobError::Store`], [`BlobError::Io`] or [`BlobError::Configuration`] if the store cannot be opened.
    pub async fn remove(&self, id: BlobId) -> Result<(), BlobError> {
        gone(self.store()?.delete(&id.address()).await)
    }

    /// Removes files that did not get an address within `age`: their writers were killed. Returns the number.
    ///
    /// # Errors
    /// [`BlobError::Store`], [`BlobError::Io`].
    pub async fn sweep_incoming(&self, now: SystemTime, age: Duration) -> Result<usize, BlobError> {
        if let BlobPlace::Folder(path) = &self.place {
            let path = path.clone();
            let swept = tokio::task::spawn_blocking(move || folder::sweep_incoming(&path, now, age)).await;
            return Ok(swept.map_err(std::io::Error::other)??);
        }
        let store = self.store()?;
        let prefix = Path::from(FOLDER);
        let mut listed = store.list(Some(&prefix));
        let mut removed = 0;
        while let Some(found) = listed.try_next().await? {
            let written: SystemTime = found.last_modified.into();
            if now.duration_since(written).is_ok_and(|since| since > age) {
                gone(store.delete(&found.location).await)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Writes, reads and removes a file, and changes nothing else.
    ///
    /// # Errors
    /// That of the step that fails.
    pub async fn probe(&self) -> Result<(), BlobError> {
        let path = new_path();
        let store = self.store()?;
        let written = Bytes::from(path.to_string());
        store.put(&path, written.clone().into()).await?;
        let read = async { store.get(&path).await?.bytes().await }.await;
        gone(store.delete(&path).await)?;
        if read? == written {
            Ok(())
        } else {
            Err(BlobError::Configuration(
                "it does not return what was written".to_owned(),
            ))
        }
    }
}

fn gone(deleted: object_store::Result<()>) -> Result<(), BlobError> {
    match deleted {
        Err(object_store::Error::NotFound { .. }) => Ok(()),
        deleted => Ok(deleted?),
    }
}
