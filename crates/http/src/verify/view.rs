use prongsai_application::rendition::{Replacement, Verified, VerifiedAs};
use prongsai_domain::id::DocumentId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::public::WithdrawnMeasureView;

/// The verification record of a rendition.
#[derive(Serialize, ToSchema)]
pub(super) struct VerificationView {
    /// The code, as printed.
    #[schema(example = "7Q4KX-M2B9T")]
    code: String,
    /// The kind of the document, or `plan` or `yearbook` for a rendition of a whole year.
    #[schema(example = "report")]
    kind: String,
    /// Title or subject; `null` for an invitation to the organization's own staff.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    heading: Option<String>,
    /// The reason for which a person who wrote in the document approved it; `null` when another person approved, for a plan
    /// or year book, and where `heading` is `null`.
    #[schema(example = "หน่วยงานมีเจ้าหน้าที่คนเดียว")]
    override_reason: Option<String>,
    /// The organization.
    organization: VerifiedOrganizationView,
    /// Fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The document; `null` for a plan or year book, which consists of many.
    document_id: Option<Uuid>,
    /// Number of the edition; `null` for a plan or year book.
    #[schema(example = 1)]
    edition: Option<u32>,
    /// Time of publication, in UTC; for a plan or year book, that of its latest part.
    #[schema(format = DateTime)]
    published_at: String,
    /// `live`, `superseded` or `withdrawn`.
    #[schema(example = "live", pattern = "^(live|superseded|withdrawn)$")]
    state: &'static str,
    /// When it was superseded, in UTC, if known.
    #[schema(format = DateTime)]
    superseded_at: Option<String>,
    /// Its replacement, if there is one.
    superseded_by: Option<ReplacementView>,
    /// When it was withdrawn, and the reason.
    withdrawn: Option<WithdrawalView>,
    /// The measures that a report shows and that were withdrawn since its publication.
    withdrawn_measures: Vec<WithdrawnMeasureView>,
    /// SHA-256 of the content's canonical JSON (RFC 8785).
    content_sha256: String,
    /// The PDF files with this content, oldest first: normally one for each kind of rendition, which never changes.
    files: Vec<PrintedFileView>,
    /// Current addresses of the content.
    links: Vec<String>,
}

/// The organization on a rendition.
#[derive(Serialize, ToSchema)]
#[schema(as = VerifiedOfficeView)]
pub(super) struct VerifiedOrganizationView {
    /// The organization.
    id: Uuid,
    /// Its name, as on the rendition.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
}

/// The replacement of a rendition.
#[derive(Serialize, ToSchema)]
pub(super) struct ReplacementView {
    /// Number of its edition; `null` for a plan or year book.
    #[schema(example = 2)]
    edition: Option<u32>,
    /// Its code; `null` when it has no verification record yet.
    #[schema(example = "1H8WZ-0C5RD")]
    code: Option<String>,
}

/// The withdrawal of a rendition.
#[derive(Serialize, ToSchema)]
pub(super) struct WithdrawalView {
    /// When it was withdrawn, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The public reason.
    #[schema(example = "เผยแพร่ผิดฉบับ")]
    reason: String,
}

/// A file of a rendition.
#[derive(Serialize, ToSchema)]
pub(super) struct PrintedFileView {
    // The API keeps the name that 0.1 had.
    /// The kind of rendition, e.g. `plan`, `report` or `poster`.
    #[schema(example = "report")]
    #[serde(rename = "paper")]
    rendition: String,
    /// The format.
    #[schema(example = "pdf")]
    format: String,
    /// SHA-256 of the file.
    sha256: String,
    /// Its size in bytes.
    #[schema(example = 48213)]
    size: u64,
    /// The fonts that were used.
    fonts: String,
    /// When it was first made, in UTC.
    #[schema(format = DateTime)]
    made_at: String,
}

impl From<&Verified> for VerificationView {
    fn from(verified: &Verified) -> Self {
        let (state, superseded_at, withdrawn) = match &verified.state {
            VerifiedAs::Live => ("live", None, None),
            VerifiedAs::Superseded(at) => ("superseded", at.map(|at| at.to_string()), None),
            VerifiedAs::Withdrawn { at, reason } => {
                let withdrawal = WithdrawalView {
                    at: at.to_string(),
                    reason: reason.clone(),
                };
                ("withdrawn", None, Some(withdrawal))
            }
        };
        Self {
            code: verified.code.clone(),
            kind: verified.kind.clone(),
            heading: verified.heading.clone(),
            override_reason: verified.override_reason.clone(),
            organization: VerifiedOrganizationView {
                id: verified.organization_id.get(),
                name_th: verified.organization_name().to_owned(),
            },
            fiscal_year: verified.fiscal_year.get(),
            document_id: verified.edition.map(|(document, _)| DocumentId::get(document)),
            edition: verified.edition.map(|(_, number)| number),
            published_at: verified.published_at.to_string(),
            state,
            superseded_at,
            superseded_by: verified.replacement.as_ref().map(ReplacementView::from),
            withdrawn,
            withdrawn_measures: verified
                .withdrawn_measures
                .iter()
                .map(WithdrawnMeasureView::from)
                .collect(),
            content_sha256: verified.content_sha256.clone(),
            files: verified.files.iter().cloned().map(PrintedFileView::from).collect(),
            links: verified.downloads.iter().map(|(address, _)| address.clone()).collect(),
        }
    }
}

impl From<&Replacement> for ReplacementView {
    fn from(replacement: &Replacement) -> Self {
        Self {
            edition: replacement.edition,
            code: replacement.code.clone(),
        }
    }
}

impl From<prongsai_application::Rendering> for PrintedFileView {
    fn from(file: prongsai_application::Rendering) -> Self {
        Self {
            rendition: file.rendition,
            format: file.format,
            sha256: file.sha256,
            size: file.size,
            fonts: file.fonts,
            made_at: file.made_at.to_string(),
        }
    }
}
