//! Published editions, which anybody may read, as the bytes that were stored when they were published; the parts of a
//! report are inserted from the stored contents.

mod body;
mod cache;
mod editions;
mod read;
mod together;

pub(crate) use body::{PublicHead, content_of, etag, override_reason};
pub use cache::{PublicAnswer, PublicCache, PublicDocument, PublicList};
pub(crate) use editions::withdrawn_measures;
pub use editions::{EditionEntry, edition, edition_etag, editions};
pub use prongsai_persistence::{Overrides, WithdrawnMeasure};
pub use read::{document, documents, survey_link};
pub use together::ReadTogether;
