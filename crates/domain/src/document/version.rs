use crate::id::{ContentId, UserId};

/// One stored version of what a document, a result or an analysis says. It is inserted once and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentVersion {
    /// Which.
    pub id: ContentId,
    /// Counts the versions of its subject: 1, 2, 3 …
    pub number: u32,
    /// SHA-256 of the stored bytes, in lower-case hexadecimal. It is loaded with them, never computed from a value.
    pub sha256: String,
    /// Everybody who wrote in this version or in one that it is based on, as far as that is known.
    pub contributors: Vec<UserId>,
    /// The version that was changed into this one.
    pub base: Option<ContentId>,
}
