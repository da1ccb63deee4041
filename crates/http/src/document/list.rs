use actix_web::HttpResponse;
use prongsai_application::{App, Context, DocumentFilter, DocumentSummary, document};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DivisionId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::Paging;
use crate::problem::Problem;

/// What every row of a list of documents shows.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentRow {
    /// Which document.
    id: Uuid,
    /// Whose.
    organization_id: Uuid,
    /// Province of the office.
    #[schema(example = "47")]
    province_code: String,
    /// Fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The name that a bundle knows it by.
    #[schema(example = "measure-1")]
    key: String,
    /// Counts the changes; the `ETag` of the document.
    revision: i64,
    /// Number of the edition that is shown.
    edition: u32,
    /// Where that edition stands.
    #[schema(example = "draft")]
    state: &'static str,
    /// When it last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// A measure in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasureRowView {
    #[serde(flatten)]
    row: DocumentRow,
    /// Its title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// Codes of the indicators that it is to improve.
    #[schema(example = json!(["i7"]))]
    indicators: Vec<String>,
    /// The responsible division.
    division_id: Option<Uuid>,
}

/// A report in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportRowView {
    #[serde(flatten)]
    row: DocumentRow,
    /// Its title.
    #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
    title: String,
}

/// An announcement in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnnouncementRowView {
    #[serde(flatten)]
    row: DocumentRow,
    /// What it is about.
    #[schema(example = "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566")]
    subject: String,
    /// What kind of announcement.
    #[schema(example = "survey_invitation")]
    kind: Option<String>,
}

impl From<&DocumentSummary> for DocumentRow {
    fn from(summary: &DocumentSummary) -> Self {
        Self {
            id: summary.id.get(),
            organization_id: summary.place.organization_id.get(),
            province_code: summary.place.province_code.to_string(),
            fiscal_year: summary.fiscal_year.get(),
            key: summary.key.clone(),
            revision: summary.revision,
            edition: summary.edition,
            state: summary.state.as_str(),
            updated_at: summary.updated_at.to_string(),
        }
    }
}

impl From<DocumentSummary> for MeasureRowView {
    fn from(summary: DocumentSummary) -> Self {
        Self {
            row: DocumentRow::from(&summary),
            title: summary.title,
            indicators: summary.indicators,
            division_id: summary.division_id.map(DivisionId::get),
        }
    }
}

impl From<DocumentSummary> for ReportRowView {
    fn from(summary: DocumentSummary) -> Self {
        Self {
            row: DocumentRow::from(&summary),
            title: summary.title,
        }
    }
}

impl From<DocumentSummary> for AnnouncementRowView {
    fn from(summary: DocumentSummary) -> Self {
        Self {
            row: DocumentRow::from(&summary),
            subject: summary.title,
            kind: summary.category,
        }
    }
}

/// A page of the documents of a kind.
pub(crate) async fn list<T: Serialize + From<DocumentSummary>>(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    filter: &DocumentFilter,
    paging: &Paging,
) -> Result<HttpResponse, Problem> {
    let rows = document::list(app, context, kind, filter, paging.after()?, paging.wanted()).await?;
    paging.answer(rows, |row| row.id, T::from)
}
