use prongsai_domain::report::{FrozenYear, Report};
use serde::Serialize;
use utoipa::ToSchema;

use crate::kind::person::PersonView;

/// The content of a report.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportContent {
    /// The title on the cover.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    title: String,
    /// The reporting round: 6 or 12 months.
    #[schema(example = 12)]
    reporting_round_months: u8,
    /// Whether the report is made before its round has ended.
    preliminary: bool,
    /// คำนำ: the preface.
    preface: Option<String>,
    /// ผู้จัดทำ: the person who prepared the report.
    preparer: PersonView,
    /// The analysis, the measures and the results as they were when the report was submitted; `null` before that.
    #[schema(value_type = Option<FrozenView>)]
    frozen: Option<FrozenYear>,
}

/// The analysis, the measures and the results that a report shows, as they were when it was submitted.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the domain writes")]
pub(crate) struct FrozenView {
    /// The name of the organization.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    organization_name: String,
    /// The year's analysis; `null` if there is none.
    analysis: Option<serde_json::Map<String, serde_json::Value>>,
    /// The year's measures in the order in which they were drafted, each with `id`, `edition`, `content_sha256`,
    /// `content` and `results`.
    measures: Vec<serde_json::Map<String, serde_json::Value>>,
}

impl ReportContent {
    pub(super) fn new(report: &Report, frozen: Option<FrozenYear>) -> Self {
        Self {
            title: report.title.clone(),
            reporting_round_months: report.reporting_round_months.months(),
            preliminary: report.preliminary,
            preface: report.preface.clone(),
            preparer: PersonView::from(&report.preparer),
            frozen,
        }
    }
}
