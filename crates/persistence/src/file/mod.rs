//! Evidence files of organizations: their rows. The bytes are in the blob store.

mod public;
mod read;
mod write;

use jiff::Timestamp;
use prongsai_domain::file::{FileFindings, FileReference};
use prongsai_domain::id::{FileId, OrganizationId, UserId};

pub use public::PublicFile;
pub use write::NewFileVersion;

/// A file with its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// The organization that keeps it.
    pub organization_id: OrganizationId,
    /// 1 for a new file, and one more after each change. It is the entity tag.
    pub revision: i64,
    /// What it shows.
    pub title: String,
    /// The person who uploaded its first version.
    pub created_by: UserId,
    /// When that was, in UTC.
    pub created_at: Timestamp,
    /// When it was last changed, in UTC.
    pub updated_at: Timestamp,
    /// Its removal, if it had to go.
    pub removal: Option<Removal>,
    /// Its versions, by number. There is at least one.
    pub versions: Vec<FileVersion>,
}

/// Who removed a file, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The person.
    pub by: UserId,
    /// When, in UTC.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A version of a file. It does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// Its number, from 1.
    pub number: u32,
    /// The name under which it is served.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of the bytes that are served.
    pub sha256: String,
    /// SHA-256 of the bytes that were sent.
    pub received_sha256: String,
    /// What is known of it.
    pub findings: FileFindings,
    /// SHA-256 of its small picture, if it is one.
    pub thumbnail: Option<String>,
    /// The person who uploaded it.
    pub uploaded_by: UserId,
    /// When, in UTC.
    pub uploaded_at: Timestamp,
}

impl StoredFile {
    /// A version by its number; the newest without one.
    pub fn version(&self, number: Option<u32>) -> Option<&FileVersion> {
        match number {
            Some(number) => self.versions.iter().find(|version| version.number == number),
            None => self.versions.last(),
        }
    }

    /// The name of a version in a content that shows it.
    pub fn reference(&self, version: &FileVersion) -> FileReference {
        FileReference {
            id: self.id,
            version: version.number,
            sha256: version.sha256.clone(),
            name: version.name.clone(),
        }
    }
}
