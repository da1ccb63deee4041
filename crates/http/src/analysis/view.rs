use actix_web::HttpResponse;
use prongsai_application::StoredAnalysis;
use prongsai_domain::analysis::{Finding, FindingKind, Heading, ScoreCard};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::present;

/// The analysis that an organization's measures of a year are based on.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnalysisView {
    /// The organization that owns it.
    organization_id: Uuid,
    /// The fiscal year of the measures, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// Counts the changes; the `ETag` has the same number.
    revision: i64,
    /// The year whose assessment is analysed, a B.E. year.
    #[schema(example = 2565)]
    assessed_fiscal_year: u16,
    /// The headings that it covers.
    #[schema(value_type = Vec<String>, example = json!(["needs_development", "recommendations"]))]
    covers: Vec<Heading>,
    /// The scores, if they are known.
    #[schema(value_type = Option<ScoreCardView>)]
    scores: Option<ScoreCard>,
    /// The findings.
    findings: Vec<FindingView>,
    /// การนำผลการวิเคราะห์ไปสู่การปฏิบัติ: how the analysis is put into practice.
    putting_into_practice: Option<String>,
    /// ข้อเสนอแนะ: recommendations.
    #[schema(example = "ควรเพิ่มช่องทางการสื่อสารกับประชาชน")]
    recommendations: Option<String>,
    /// The id of the person who last changed it.
    updated_by: Uuid,
    /// When it was last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// The scores of an assessment, from 0.00 to 100.00, and its level.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the domain writes")]
pub(crate) struct ScoreCardView {
    /// The weighted total score.
    #[schema(example = 87.25)]
    total: Option<f64>,
    /// The score of the internal instrument (IIT).
    iit: Option<f64>,
    /// The score of the external instrument (EIT).
    eit: Option<f64>,
    /// The score of the open-data instrument (OIT).
    oit: Option<f64>,
    /// The score of the first part of EIT; absent if unknown.
    #[schema(required = false)]
    eit_part_1: Option<f64>,
    /// The score of the second part of EIT; absent if unknown.
    #[schema(required = false)]
    eit_part_2: Option<f64>,
    /// The scores of indicators, each by the code of the indicator.
    #[schema(example = json!({ "i7": 81.5 }))]
    indicators: std::collections::BTreeMap<String, f64>,
    /// The scores of the parts of the OIT indicators, each by its code; absent if none is known.
    #[schema(required = false, example = json!({ "9.1": 100 }))]
    sub_indicators: std::collections::BTreeMap<String, f64>,
    /// The scores of the OIT items, each by its code; absent if none is known.
    #[schema(required = false, example = json!({ "o31": 100 }))]
    items: std::collections::BTreeMap<String, f64>,
    /// The level as it was published.
    published_level: Option<String>,
}

/// One finding of an analysis.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingView {
    /// The key of the finding, unique within the analysis.
    #[schema(example = "finding-1")]
    key: String,
    /// The kind of finding.
    #[schema(value_type = String, example = "needs_development")]
    kind: FindingKind,
    /// The code of the indicator.
    #[schema(example = "i7")]
    indicator: String,
    /// The description of the finding.
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

    /// Answers 201 if this is the first revision, otherwise 200.
    pub(super) fn answer(&self, location: &str) -> HttpResponse {
        if self.revision == 1 {
            present::put_created(location, self.revision, self)
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
