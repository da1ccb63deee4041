use crate::id::{ContentId, UserId};

/// A stored version of the content of a document, a result or an analysis. It is inserted once and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentVersion {
    /// The id.
    pub id: ContentId,
    /// The number of the version within its subject: 1, 2, 3 …
    pub number: u32,
    /// SHA-256 of the stored bytes, in lower-case hexadecimal. It is loaded with them, never computed from a value.
    pub sha256: String,
    /// The people who wrote in this version or in one that it is based on. For versions from release 0.1 these are only
    /// the people whom the audit trail names.
    pub contributors: Vec<UserId>,
    /// The version that this one was made from.
    pub base: Option<ContentId>,
}
