//! Evidence of results and activities: links, and files of the organization.

use prongsai_domain::evidence::{Evidence, EvidenceInput};
use prongsai_domain::file::NamedFile;
use prongsai_domain::id::FileId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Evidence of a result or an activity, as input: a link or a file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceBody {
    /// The address of a link: `https` or `http`.
    #[schema(example = "https://www.example.go.th/news/12", max_length = 2000)]
    url: Option<String>,
    /// The title of the evidence.
    #[schema(example = "ภาพการประชุมหมู่บ้าน", max_length = 500)]
    title: Option<String>,
    /// A file of the organization.
    file: Option<FileBody>,
}

/// A version of a file of the organization, as input.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileBody {
    /// The id of the file.
    id: Uuid,
    /// The number of the version; the newest if absent.
    #[schema(minimum = 1)]
    version: Option<u32>,
    /// SHA-256 of its bytes. If it is stated and differs, the evidence is refused.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: Option<String>,
    /// Its name. It is not compared.
    #[schema(max_length = 255)]
    name: Option<String>,
}

/// Evidence of a result or an activity: a link, or a file of the organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// The address. That of a file is within this site, and answers while a published report shows the file.
    #[schema(example = "https://www.example.go.th/news/12")]
    url: String,
    /// The title of the evidence.
    #[schema(example = "ภาพการประชุมหมู่บ้าน")]
    title: Option<String>,
    /// The file, if it is one.
    file: Option<FileReferenceView>,
}

/// A version of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct FileReferenceView {
    /// The id of the file.
    id: Uuid,
    /// The number of the version.
    #[schema(example = 1)]
    version: u32,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: String,
    /// Its name.
    #[schema(example = "ภาพการประชุม.jpg")]
    name: String,
}

/// Evidence as the domain checks it.
pub(crate) fn evidence(bodies: Vec<EvidenceBody>) -> Vec<EvidenceInput> {
    bodies
        .into_iter()
        .map(|body| EvidenceInput {
            url: body.url,
            title: body.title,
            file: body.file.map(|file| NamedFile {
                id: FileId::new(file.id),
                version: file.version,
                sha256: file.sha256,
                name: file.name,
            }),
        })
        .collect()
}

impl From<Evidence> for EvidenceView {
    fn from(evidence: Evidence) -> Self {
        Self {
            url: evidence.url,
            title: evidence.title,
            file: evidence.file.map(|file| FileReferenceView {
                id: file.id.get(),
                version: file.version,
                sha256: file.sha256,
                name: file.name,
            }),
        }
    }
}
