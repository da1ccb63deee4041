use actix_web::HttpResponse;
use prongsai_application::StoredAnalysis;
use prongsai_domain::analysis::{Finding, FindingKind, Heading, ScoreCard};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::present;

/// The analysis behind an office's measures of a year.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnalysisView {
    /// Whose.
    organization_id: Uuid,
    /// The B.E. year of the measures.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// Counts the changes; also the `ETag`.
    revision: i64,
    /// The B.E. year whose result is analysed.
    #[schema(example = 2565)]
    assessed_fiscal_year: u16,
    /// The headings that it covers.
    #[schema(value_type = Vec<String>, example = json!(["needs_development", "recommendations"]))]
    covers: Vec<Heading>,
    /// The scores, where they are known.
    #[schema(value_type = Option<ScoreCardView>)]
    scores: Option<ScoreCard>,
    /// What the result shows.
    findings: Vec<FindingView>,
    /// การนำผลการวิเคราะห์ไปสู่การปฏิบัติ.
    putting_into_practice: Option<String>,
    /// ข้อเสนอแนะ.
    #[schema(example = "ควรเพิ่มช่องทางการสื่อสารกับประชาชน")]
    recommendations: Option<String>,
    /// Who changed it last.
    updated_by: Uuid,
    /// When, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// The scores of an assessment.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the domain writes")]
pub(crate) struct ScoreCardView {
    /// The weighted total.
    #[schema(example = 87.25)]
    total: Option<f64>,
    /// The internal instrument.
    iit: Option<f64>,
    /// The external instrument.
    eit: Option<f64>,
    /// The open-data instrument.
    oit: Option<f64>,
    /// By code of the indicator.
    #[schema(example = json!({ "i7": 81.5 }))]
    indicators: std::collections::BTreeMap<String, f64>,
    /// The level as it was published.
    published_level: Option<String>,
}

/// One point that the result shows.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingView {
    /// Names it within the analysis.
    #[schema(example = "finding-1")]
    key: String,
    /// What kind of point.
    #[schema(value_type = String, example = "needs_development")]
    kind: FindingKind,
    /// Code of the indicator.
    #[schema(example = "i7")]
    indicator: String,
    /// In words.
    #[schema(example = "ประชาชนยังไม่ทราบช่องทางการติดต่อ")]
    description: Option<String>,
}

impl AnalysisView {
    pub(super) fn new(organization: OrganizationId, fiscal_year: FiscalYear, stored: StoredAnalysis) -> Self {
        let content = stored.content;
        Self {
            organization_id: organization.get(),
            fiscal_year: fiscal_year.get(),
            revision: stored.revision,
            assessed_fiscal_year: content.assessed_fiscal_year.get(),
            covers: content.covers,
            scores: content.scores,
            findings: content.findings.into_iter().map(FindingView::from).collect(),
            putting_into_practice: content.putting_into_practice,
            recommendations: content.recommendations,
            updated_by: stored.updated_by.get(),
            updated_at: stored.updated_at.to_string(),
        }
    }
}

impl AnalysisView {
    /// 201 when this is its first revision, 200 otherwise.
    pub(super) fn answer(&self, location: &str) -> HttpResponse {
        if self.revision == 1 {
            present::put_anew(location, self.revision, self)
        } else {
            present::ok(self.revision, self)
        }
    }
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        Self {
            key: finding.key,
            kind: finding.kind,
            indicator: finding.indicator.to_string(),
            description: finding.description,
        }
    }
}
