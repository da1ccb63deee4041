//! Files in the blob store. A file is stored with [`keep`] before the transaction that names it, and read with [`load`]
//! after the caller has checked who may see it. What no row names is removed by [`sweep`].

mod blobs;
mod keep;
mod load;
mod lost;
mod marker;
mod sweep;

pub use prongsai_blobs::{BlobError, BlobPlace, BlobStore, BucketCredentials, PlaceError};

pub use self::blobs::Blobs;
pub(crate) use self::keep::{keep, keep_stream};
pub(crate) use self::load::{load, load_small, open};
pub use self::lost::report_lost;
pub use self::sweep::sweep;
