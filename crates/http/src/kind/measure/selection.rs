use prongsai_application::Error;
use prongsai_application::document::Selection;
use prongsai_domain::id::DocumentId;
use prongsai_domain::violation::Checker;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::document::{AcknowledgementBody, ApproveInput};
use crate::problem::Problem;

/// Most measures of one step; a bundle has at most as many.
const MEASURES_MAX: usize = 300;

/// Hexadecimal digits of a SHA-256.
const DIGEST_LENGTH: usize = 64;

/// A measure as the caller has read it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureRevision {
    /// The id of the measure.
    #[schema(value_type = Uuid)]
    id: DocumentId,
    /// The revision that was read.
    #[schema(example = 3)]
    revision: i64,
}

/// The measures that take a step: either `measures` or `all`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearStepInput {
    /// The measures that take the step, with the revisions that were read.
    #[schema(max_items = 300)]
    measures: Option<Vec<MeasureRevision>>,
    /// The `digest` of the list of the year's measures: all measures from whose state the step starts take it.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    all: Option<String>,
}

/// The measures that are approved: either `measures` or `all`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearApprovalInput {
    /// The measures that are approved, with the revisions that were read.
    #[schema(max_items = 300)]
    measures: Option<Vec<MeasureRevision>>,
    /// The `digest` of the list of the year's measures: all submitted measures are approved.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    all: Option<String>,
    /// The reason why an author of one of them approves it, in an organization that allows this. It is stored permanently
    /// with each edition that the person wrote in.
    #[schema(example = "หน่วยงานมีผู้ปฏิบัติงานเพียงคนเดียว", min_length = 1, max_length = 2000)]
    override_reason: Option<String>,
    /// The serious warnings about the measures, each with the reason why the measure is approved all the same.
    #[serde(default)]
    #[schema(required = false, max_items = 1000)]
    acknowledged: Vec<MeasureAcknowledgementBody>,
}

/// The acknowledgement of a serious warning about one of the measures.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureAcknowledgementBody {
    /// The id of the measure.
    #[schema(value_type = Uuid)]
    id: DocumentId,
    /// The rule that gives the warning.
    #[schema(example = "internal-survey-link-public")]
    rule: String,
    /// The place of the warning in the JSON of the measure.
    #[schema(example = "/guideline")]
    pointer: String,
    /// SHA-256 of the content, as the list of warnings states it.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    content_sha256: String,
    /// The reason why the measure is approved all the same. Each acknowledgement has its own.
    #[schema(example = "หน่วยงานประสงค์ให้เผยแพร่ลิงก์นี้", min_length = 1, max_length = 2000)]
    reason: String,
}

impl YearApprovalInput {
    /// The measures, the rest of the approval, and the measures of its acknowledgements.
    pub(crate) fn into_parts(self) -> (YearStepInput, ApproveInput, Vec<DocumentId>) {
        let Self {
            measures,
            all,
            override_reason,
            acknowledged,
        } = self;
        let ids = acknowledged.iter().map(|one| one.id).collect();
        let acknowledged = acknowledged.into_iter().map(|one| AcknowledgementBody {
            rule: one.rule,
            pointer: one.pointer,
            content_sha256: one.content_sha256,
            reason: one.reason,
        });
        let approval = ApproveInput {
            override_reason,
            acknowledged: acknowledged.collect(),
        };
        (YearStepInput { measures, all }, approval, ids)
    }
}

impl YearStepInput {
    /// What the caller has read; `None` if the body does not say.
    ///
    /// # Errors
    /// 422 when it says both, names no measure or too many, or `all` is not a digest.
    pub(crate) fn selection(self) -> Result<Option<Selection>, Problem> {
        let mut checker = Checker::new();
        let selection = match (self.measures, self.all) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => {
                checker.at("all", |at| {
                    at.refuse(
                        "either-or",
                        "ระบุ measures หรือ all เพียงอย่างใดอย่างหนึ่ง",
                        "give either measures or all, not both",
                    );
                });
                None
            }
            (Some(measures), None) if measures.is_empty() => {
                checker.at("measures", |at| {
                    at.refuse("required", "ต้องระบุมาตรการอย่างน้อย 1 รายการ", "name at least one measure");
                });
                None
            }
            (Some(measures), None) => {
                checker.limit_length("measures", measures.len(), MEASURES_MAX);
                let named = measures.iter().map(|one| (one.id, one.revision));
                Some(Selection::Measures(named.collect()))
            }
            (None, Some(digest)) => {
                if digest.len() != DIGEST_LENGTH || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    checker.at("all", |at| {
                        at.refuse(
                            "not-a-digest",
                            "ไม่ใช่ค่า digest ของรายการมาตรการ",
                            "this is not the digest of a list of measures: 64 hexadecimal digits",
                        );
                    });
                }
                Some(Selection::All(digest))
            }
        };
        Ok(Some(checker.finish(selection).map_err(Error::Invalid)?))
    }
}
