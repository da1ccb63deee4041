//! The blob store: files by the SHA-256 of their bytes, in a folder or in a bucket that speaks S3.
//!
//! A file arrives at `incoming/<uuid>`, is hashed while it streams, and moves to `sha256/ab/<hash>` when all of it is
//! there ([`BlobStore::receive`], [`Incoming::place`]). No reader ever finds a part of a file. A file that is read is
//! hashed again before the first byte is returned ([`BlobStore::read`]). Memory is bounded in both directions: it does not
//! depend on the size of the file.
//!
//! The crate knows nothing of who may see a file, and of which files are still needed: rows of the database say that.

mod error;
mod folder;
mod id;
mod incoming;
mod place;
mod s3;
mod store;
mod upload;

pub use error::BlobError;
pub use id::BlobId;
pub use incoming::Incoming;
pub use place::{BlobPlace, PlaceError};
pub use s3::{Bucket, BucketCredentials};
pub use store::{BlobStore, MARKER, OpenBlob};
