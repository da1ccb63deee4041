use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, DocumentSummary};
use prongsai_domain::document::DocumentKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Answer;
use crate::document::{self, DocumentFilters, DocumentRow};
use crate::extract::{Authenticated, ListQuery, Page, Paging};

/// A report in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportRowView {
    #[serde(flatten)]
    row: DocumentRow,
    /// Its title.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    title: String,
}

impl From<DocumentSummary> for ReportRowView {
    fn from(summary: DocumentSummary) -> Self {
        Self {
            row: DocumentRow::from(&summary),
            title: summary.title,
        }
    }
}

/// Lists the reports that the caller may see, oldest first.
#[utoipa::path(tag = "reports", params(DocumentFilters, Paging),
    responses((status = 200, body = Page<ReportRowView>, description = "A page of reports")))]
#[get("/reports")]
pub(crate) async fn list_reports(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<DocumentFilters>,
) -> Answer {
    document::list::<ReportRowView>(&app, &context, DocumentKind::Report, &filters.into(), &paging).await
}
