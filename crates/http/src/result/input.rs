use prongsai_domain::file::NamedFile;
use prongsai_domain::id::FileId;
use prongsai_domain::result::{EvidenceInput, ResultInput, ResultStatus};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::{Change, Replace};

/// The input for a new result of a measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateResult {
    /// The key that identifies it in bundles, unique within the measure; generated if absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    pub(super) key: Option<String>,
    /// รายละเอียดการดำเนินงาน: what was done.
    #[schema(min_length = 1, max_length = 10_000)]
    details: String,
    /// A period in any written form: `2566-03`, `2565-10/2566-03`, `ต.ค. 2565 - มี.ค. 2566`, `ไตรมาส 2`, `1-15 มี.ค. 66`. One
    /// that states no year belongs to the fiscal year of the measure.
    period: String,
    /// ผลผลิต: the output.
    #[schema(max_length = 10_000)]
    output: Option<String>,
    /// ผลลัพธ์: the outcome.
    #[schema(max_length = 10_000)]
    outcome: Option<String>,
    /// หมายเหตุ: remarks.
    #[schema(max_length = 10_000)]
    remarks: Option<String>,
    /// The status of the work.
    #[schema(value_type = Option<String>, pattern = "^(not_started|in_progress|completed|cancelled)$")]
    status: Option<ResultStatus>,
    /// The progress in percent.
    #[schema(minimum = 0, maximum = 100)]
    progress_percent: Option<u16>,
    /// The key of the planned step that the result belongs to, or `unplanned`.
    step: Option<String>,
    /// Links to evidence of the result.
    #[serde(default)]
    #[schema(max_items = 50)]
    evidence: Vec<EvidenceBody>,
}

/// Evidence of a result, as input: a link or a file.
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

/// The changes of a result. An absent field does not change. `evidence` replaces all links.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchResult {
    /// รายละเอียดการดำเนินงาน: what was done.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 10_000)]
    details: Replace<String>,
    /// A period in any written form.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    period: Replace<String>,
    /// ผลผลิต: the output.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    output: Change<String>,
    /// ผลลัพธ์: the outcome.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    outcome: Change<String>,
    /// หมายเหตุ: remarks.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    remarks: Change<String>,
    /// The status of the work.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(not_started|in_progress|completed|cancelled)$")]
    status: Change<ResultStatus>,
    /// The progress in percent.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 100)]
    progress_percent: Change<u16>,
    /// The key of the planned step that the result belongs to, or `unplanned`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    step: Change<String>,
    /// All links to evidence of the result.
    #[serde(default)]
    #[schema(value_type = Vec<EvidenceBody>, required = false, max_items = 50)]
    evidence: Replace<Vec<EvidenceBody>>,
}

impl From<CreateResult> for ResultInput {
    fn from(body: CreateResult) -> Self {
        Self {
            details: body.details,
            period: body.period,
            output: body.output,
            outcome: body.outcome,
            remarks: body.remarks,
            status: body.status,
            progress_percent: body.progress_percent,
            step: body.step,
            evidence: evidence(body.evidence),
        }
    }
}

impl PatchResult {
    /// Applies the patch to a result.
    pub(super) fn apply(self, result: &mut ResultInput) {
        self.details.apply(&mut result.details);
        self.period.apply(&mut result.period);
        self.output.apply(&mut result.output);
        self.outcome.apply(&mut result.outcome);
        self.remarks.apply(&mut result.remarks);
        self.status.apply(&mut result.status);
        self.progress_percent.apply(&mut result.progress_percent);
        self.step.apply(&mut result.step);
        self.evidence.map(evidence).apply(&mut result.evidence);
    }
}

fn evidence(bodies: Vec<EvidenceBody>) -> Vec<EvidenceInput> {
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
