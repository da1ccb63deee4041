use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, PublicationSummary};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use serde::Serialize;
use utoipa::ToSchema;

use super::list::{PublicFilters, PublicRow, list};
use super::{answer, view::PublicReportView};
use crate::Answer;
use crate::extract::{IfNoneMatch, ListQuery, Page, Paging, PathValue};
use crate::paper::Wanted;

/// A published report in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct PublicReportRowView {
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
    answer::document(&app, DocumentKind::Report, id, wanted, &known).await
}
