use prongsai_domain::report::{FrozenYear, Report};
use serde::Serialize;
use utoipa::ToSchema;

use super::PersonView;

/// What a report says.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportContent {
    /// The title on the cover.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    title: String,
    /// The round that is reported: 6 or 12 months.
    #[schema(example = 12)]
    reporting_round_months: u8,
    /// คำนำ.
    preface: Option<String>,
    /// ผู้จัดทำ.
    preparer: PersonView,
    /// Analysis, measures and results as they were when the report was submitted; `null` before.
    #[schema(value_type = Option<FrozenView>)]
    frozen: Option<FrozenYear>,
}

/// What a report shows, as it was when it was submitted.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the domain writes")]
pub(crate) struct FrozenView {
    /// Name of the office.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    organization_name: String,
    /// The year's analysis, where there is one.
    analysis: Option<serde_json::Map<String, serde_json::Value>>,
    /// The year's measures in the order they were made, each with `id`, `edition`, `content_sha256`, `content` and
    /// `results`.
    measures: Vec<serde_json::Map<String, serde_json::Value>>,
}

impl ReportContent {
    pub(super) fn new(report: &Report, frozen: Option<FrozenYear>) -> Self {
        Self {
            title: report.title.clone(),
            reporting_round_months: report.reporting_round_months.months(),
            preface: report.preface.clone(),
            preparer: PersonView::from(&report.preparer),
            frozen,
        }
    }
}
