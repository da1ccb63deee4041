use actix_web::patch;
use actix_web::web::Data;
use prongsai_application::{App, document};
use prongsai_domain::id::DocumentId;
use prongsai_domain::report::{Report, ReportInput};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ReportView;
use crate::Answer;
use crate::document::edited;
use crate::extract::{Body, Change, IfMatch, PathValue, Replace};
use crate::kind::person::PatchPerson;

/// The changes of a report. An absent field does not change.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchReport {
    /// The title on the cover.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 500)]
    title: Replace<String>,
    /// The reporting round: 6 or 12 months.
    #[serde(default)]
    #[schema(value_type = u8, required = false)]
    reporting_round_months: Replace<u8>,
    /// Whether the report is made before its round has ended.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    preliminary: Replace<bool>,
    /// คำนำ: the preface.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    preface: Change<String>,
    /// ผู้จัดทำ: the person who prepared the report.
    #[serde(default)]
    #[schema(value_type = PatchPerson, required = false)]
    preparer: Replace<PatchPerson>,
}

impl PatchReport {
    fn apply(self, report: &mut ReportInput) {
        self.title.apply(&mut report.title);
        self.reporting_round_months.apply(&mut report.reporting_round_months);
        self.preliminary.apply(&mut report.preliminary);
        self.preface.apply(&mut report.preface);
        if let Replace::With(preparer) = self.preparer {
            preparer.apply(&mut report.preparer);
        }
    }
}

/// Changes a report that is a draft or was returned.
#[utoipa::path(tag = "reports", params(IfMatch),
    request_body(content = PatchReport, content_type = "application/merge-patch+json",
        example = json!({ "preface": "รายงานฉบับนี้แสดงผลการดำเนินการในรอบ 12 เดือน" })),
    responses((status = 200, body = ReportView, description = "The changed report")))]
#[patch("/{id}")]
pub(crate) async fn edit_report(
    app: Data<App>,
    Body { context, input }: Body<PatchReport>,
    PathValue(id): PathValue<DocumentId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let view =
        document::edit::<Report>(&app, &context, id, &precondition, |report| input.clone().apply(report)).await?;
    Ok(edited::<Report>(&view))
}
