//! What anybody may read: published editions, as the bytes that were kept when they were published.

mod body;
mod cache;
mod read;

pub(crate) use body::{PublicHead, content_of, etag};
pub use cache::{PublicAnswer, PublicCache, PublicDocument};
pub use read::{document, documents, survey_link};
