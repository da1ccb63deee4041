use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, PublicationSummary};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Answer;
use crate::extract::{IfNoneMatch, ListQuery, Page, Paging, PathValue};
use crate::paper::Wanted;
use crate::public::{PublicFilters, PublicPersonView, PublicRow, list};

/// A published report in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicReportRowView {
    #[serde(flatten)]
    row: PublicRow,
    /// Its title.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    title: String,
}

impl From<PublicationSummary> for PublicReportRowView {
    fn from(summary: PublicationSummary) -> Self {
        Self {
            row: PublicRow::from(&summary),
            title: summary.title,
        }
    }
}

crate::public::published! {
    /// A published report.
    PublicReportView {
        /// The title on the cover.
        #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
        title: String,
        /// The round that is reported: 6 or 12 months.
        reporting_round_months: u8,
        /// คำนำ.
        preface: Option<String>,
        /// ผู้จัดทำ.
        preparer: PublicPersonView,
        /// Analysis, measures and results as they were when the report was submitted.
        frozen: Option<serde_json::Map<String, serde_json::Value>>,
        /// Which analysis, measures and results those are: identity, edition or version, and SHA-256 of each. With it in
        /// place of `frozen`, the canonical form of the content has the hash `content_sha256`. Reports that were
        /// submitted before version 0.2 have none.
        #[serde(default)]
        frozen_references: Option<serde_json::Map<String, serde_json::Value>>,
    }
}

/// Lists published reports, oldest first.
#[utoipa::path(tag = "public", params(PublicFilters, Paging, IfNoneMatch),
    responses((status = 200, body = Page<PublicReportRowView>, description = "A page of reports")))]
#[get("/reports")]
pub(super) async fn list_public_reports(
    app: Data<App>,
    ListQuery { filters, paging }: ListQuery<PublicFilters>,
    known: IfNoneMatch,
) -> Answer {
    list(
        &app,
        DocumentKind::Report,
        &filters.into(),
        &paging,
        &known,
        PublicReportRowView::from,
    )
    .await
}

/// Shows a published report, as the bytes that were kept when it was published; or, where `Accept` asks for one, as a
/// paper.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, description = "The report", content((PublicReportView = "application/json"),
        (String = "text/html"), (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")))))]
#[get("/reports/{id}")]
pub(super) async fn get_public_report(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    wanted: Wanted,
    known: IfNoneMatch,
) -> Answer {
    crate::public::document(&app, DocumentKind::Report, id, wanted, &known).await
}
