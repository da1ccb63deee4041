use prongsai_application::paper::{Replacement, Verified, VerifiedAs};
use prongsai_domain::id::DocumentId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is said about a paper to whoever has its code.
#[derive(Serialize, ToSchema)]
pub(super) struct VerificationView {
    /// The code, as it is printed.
    #[schema(example = "7Q4KX-M2B9T")]
    code: String,
    /// What it is: a `measure`, `report` or `announcement`, or the `plan` or `yearbook` of a year.
    #[schema(example = "report")]
    kind: String,
    /// Its title or subject; `null` for an invitation that is for the office's own people.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    heading: Option<String>,
    /// Whose it is.
    organization: VerifiedOfficeView,
    /// Fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// Which document; `null` for a plan or year book, which is made of many.
    document_id: Option<Uuid>,
    /// Number of the edition; `null` for a plan or year book.
    #[schema(example = 1)]
    edition: Option<u32>,
    /// When it was published, in UTC; of a plan or year book, when the last of its parts was.
    #[schema(format = DateTime)]
    published_at: String,
    /// `live`, `superseded` or `withdrawn`.
    #[schema(example = "live", pattern = "^(live|superseded|withdrawn)$")]
    state: &'static str,
    /// Since when it is superseded, in UTC, where that is known.
    #[schema(format = DateTime)]
    superseded_at: Option<String>,
    /// What took its place, where something did.
    superseded_by: Option<ReplacementView>,
    /// When it was withdrawn, and why.
    withdrawn: Option<WithdrawalView>,
    /// SHA-256 of the content's canonical JSON (RFC 8785).
    content_sha256: String,
    /// The PDF files that were made of it, oldest first: normally one for each paper, and for ever the same.
    files: Vec<PrintedFileView>,
    /// Where it can be read now.
    links: Vec<String>,
}

/// The office on a paper.
#[derive(Serialize, ToSchema)]
pub(super) struct VerifiedOfficeView {
    /// Which office.
    id: Uuid,
    /// Its name, as it stands on the paper.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
}

/// What took a paper's place.
#[derive(Serialize, ToSchema)]
pub(super) struct ReplacementView {
    /// Number of its edition; `null` for a plan or year book.
    #[schema(example = 2)]
    edition: Option<u32>,
    /// Its code; `null` when no paper of it was made yet.
    #[schema(example = "1H8WZ-0C5RD")]
    code: Option<String>,
}

/// That a paper was taken back.
#[derive(Serialize, ToSchema)]
pub(super) struct WithdrawalView {
    /// Since when, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The public reason.
    #[schema(example = "เผยแพร่ผิดฉบับ")]
    reason: String,
}

/// A file that was made of a paper's content.
#[derive(Serialize, ToSchema)]
pub(super) struct PrintedFileView {
    /// `plan`, `report`, `announcement`, `poster` or `yearbook`.
    #[schema(example = "report")]
    paper: String,
    /// In which format.
    #[schema(example = "pdf")]
    format: String,
    /// SHA-256 of the file.
    sha256: String,
    /// Its size in bytes.
    #[schema(example = 48213)]
    size: u64,
    /// With which fonts it was made.
    fonts: String,
    /// When it was made first, in UTC.
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
            organization: VerifiedOfficeView {
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
            paper: file.paper,
            format: file.format,
            sha256: file.sha256,
            size: file.size,
            fonts: file.fonts,
            made_at: file.made_at.to_string(),
        }
    }
}
