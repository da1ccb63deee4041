//! What anybody may read: published editions, as the bytes that were kept when they were published.

mod body;
mod cache;
mod read;

pub use body::PublicDocument;
pub use cache::{PublicAnswer, PublicCache};
pub use read::{document, documents, survey_link};
