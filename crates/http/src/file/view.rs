use prongsai_application::file::{FileVersion, StoredFile};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An evidence file of an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct FileView {
    /// The id of the file.
    id: Uuid,
    /// The organization that keeps it.
    organization_id: Uuid,
    /// Counts the changes; the `ETag` has the same number.
    revision: i64,
    /// What it shows.
    #[schema(example = "ภาพการประชุมหมู่บ้าน")]
    title: String,
    /// Its versions, the oldest first.
    versions: Vec<FileVersionView>,
    /// Its removal, if it had to go: its bytes are no more.
    removed: Option<RemovalView>,
    /// The person who uploaded the first version.
    created_by: Uuid,
    /// When that was, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct FileBytes(#[expect(dead_code, reason = "it stands for the body in the document")] Vec<u8>);

/// A version of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct FileVersionView {
    /// Its number, from 1.
    #[schema(example = 1)]
    version: u32,
    /// The name under which it is served.
    #[schema(example = "ภาพการประชุม.jpg")]
    name: String,
    /// Its media type, which was found in its bytes.
    #[schema(example = "image/jpeg")]
    media_type: String,
    /// Its size, in bytes.
    size: u64,
    /// SHA-256 of the bytes that are served.
    #[schema(example = "8c6976e5b5410415bde908bd4dee15dfb167a9c873fc4bb8a81f6f2ab448a918")]
    sha256: String,
    /// SHA-256 of the bytes that were sent, before they were cleaned.
    received_sha256: String,
    /// The number of pages of a PDF.
    pages: Option<u32>,
    /// The width of a picture, in pixels.
    width: Option<u32>,
    /// The height of a picture, in pixels.
    height: Option<u32>,
    /// The number of sheets of a workbook.
    sheets: Option<u32>,
    /// Whether it has a digital signature. Such a file is stored as it was sent.
    signed: bool,
    /// What was removed or converted, as codes; docs/evidence-files.md lists them.
    #[schema(example = json!(["picture-metadata", "turned"]))]
    removed: Vec<String>,
    /// What is still in it, and should be looked at before it is public, as codes.
    #[schema(example = json!(["contains-comments"]))]
    noted: Vec<String>,
    /// Whether there is a small picture of it.
    has_thumbnail: bool,
    /// The person who uploaded it.
    uploaded_by: Uuid,
    /// When, in UTC.
    #[schema(format = DateTime)]
    uploaded_at: String,
}

/// The removal of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct RemovalView {
    /// The person who removed it.
    by: Uuid,
    /// When, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// Why.
    #[schema(example = "ภาพมีข้อมูลส่วนบุคคลของประชาชน")]
    reason: String,
}

impl From<StoredFile> for FileView {
    fn from(file: StoredFile) -> Self {
        Self {
            id: file.id.get(),
            organization_id: file.organization_id.get(),
            revision: file.revision,
            title: file.title,
            versions: file.versions.into_iter().map(FileVersionView::from).collect(),
            removed: file.removal.map(|removal| RemovalView {
                by: removal.by.get(),
                at: removal.at.to_string(),
                reason: removal.reason,
            }),
            created_by: file.created_by.get(),
            created_at: file.created_at.to_string(),
            updated_at: file.updated_at.to_string(),
        }
    }
}

impl From<FileVersion> for FileVersionView {
    fn from(version: FileVersion) -> Self {
        let findings = version.findings;
        Self {
            version: version.number,
            name: version.name,
            media_type: version.media_type,
            size: version.size,
            sha256: version.sha256,
            received_sha256: version.received_sha256,
            pages: findings.pages,
            width: findings.width,
            height: findings.height,
            sheets: findings.sheets,
            signed: findings.signed,
            removed: findings.removed,
            noted: findings.noted,
            has_thumbnail: version.thumbnail.is_some(),
            uploaded_by: version.uploaded_by.get(),
            uploaded_at: version.uploaded_at.to_string(),
        }
    }
}
