use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::paper::{Format, TableKind, YearPaper, document, poster, year_paper, year_table};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::own_paper;
use crate::Answer;
use crate::extract::{Authenticated, PathValue};

/// The handlers of documents: one for each kind and format.
macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident $path:tt $kind:ident $format:ident $media:tt;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "papers",
            responses((status = 200, body = Vec<u8>, content_type = $media, description = "The paper")))]
        #[get($path)]
        async fn $name(app: Data<App>, Authenticated(context): Authenticated, PathValue(id): PathValue<DocumentId>) -> Answer {
            own_paper(document(&app, &context, DocumentKind::$kind, id, Format::$format).await?)
        }
    )+

        fn document_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }
    };
}

documents! {
    /// Makes the edition of a measure that the caller is shown into a PDF; a draft is watermarked.
    get_measure_pdf "/measures/{id}.pdf" Measure Pdf "application/pdf";
    /// Shows the edition of a measure that the caller is shown as a page; a draft says that it is one.
    get_measure_html "/measures/{id}.html" Measure Html "text/html";
    /// Makes the edition of a measure that the caller is shown into a DOCX; a draft is watermarked.
    get_measure_docx "/measures/{id}.docx" Measure Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Makes the edition of a report that the caller is shown into a PDF. A draft is watermarked, and shows what it would
    /// freeze if it were submitted now.
    get_report_pdf "/reports/{id}.pdf" Report Pdf "application/pdf";
    /// Shows the edition of a report that the caller is shown as a page; a draft says that it is one.
    get_report_html "/reports/{id}.html" Report Html "text/html";
    /// Makes the edition of a report that the caller is shown into a DOCX; a draft is watermarked.
    get_report_docx "/reports/{id}.docx" Report Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Makes the edition of an announcement that the caller is shown into a PDF; a draft is watermarked.
    get_announcement_pdf "/announcements/{id}.pdf" Announcement Pdf "application/pdf";
    /// Shows the edition of an announcement that the caller is shown as a page; a draft says that it is one.
    get_announcement_html "/announcements/{id}.html" Announcement Html "text/html";
    /// Makes the edition of an announcement that the caller is shown into a DOCX; a draft is watermarked.
    get_announcement_docx "/announcements/{id}.docx" Announcement Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// Makes the edition of an invitation that the caller is shown into an A4 poster; a draft is watermarked.
#[utoipa::path(tag = "papers",
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf", description = "The poster")))]
#[get("/announcements/{id}/poster.pdf")]
async fn get_announcement_poster(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<DocumentId>,
) -> Answer {
    own_paper(poster(&app, &context, id).await?)
}

/// The handlers of whole years: one for each paper and format.
macro_rules! years {
    ($($(#[$doc:meta])* $name:ident $path:tt $paper:ident $format:ident $media:tt;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "papers",
            responses((status = 200, body = Vec<u8>, content_type = $media, description = "The paper")))]
        #[get($path)]
        async fn $name(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
        ) -> Answer {
            own_paper(year_paper(&app, &context, organization, year, YearPaper::$paper, Format::$format).await?)
        }
    )+

        fn year_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }
    };
}

years! {
    /// Makes the analysis and measures of an office's year, as the caller sees them, into a PDF, watermarked as a draft.
    get_plan_pdf "/organizations/{id}/fiscal-years/{fiscal_year}/plan.pdf" Plan Pdf "application/pdf";
    /// Shows the analysis and measures of an office's year, as the caller sees them, as a draft page.
    get_plan_html "/organizations/{id}/fiscal-years/{fiscal_year}/plan.html" Plan Html "text/html";
    /// Makes the analysis and measures of an office's year, as the caller sees them, into a DOCX, marked as a draft.
    get_plan_docx "/organizations/{id}/fiscal-years/{fiscal_year}/plan.docx" Plan Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Makes all of an office's year, as the caller sees it, into one PDF, watermarked as a draft.
    get_yearbook_pdf "/organizations/{id}/fiscal-years/{fiscal_year}/yearbook.pdf" YearBook Pdf
        "application/pdf";
    /// Shows all of an office's year, as the caller sees it, as one draft page.
    get_yearbook_html "/organizations/{id}/fiscal-years/{fiscal_year}/yearbook.html" YearBook Html "text/html";
    /// Makes all of an office's year, as the caller sees it, into one DOCX, marked as a draft.
    get_yearbook_docx "/organizations/{id}/fiscal-years/{fiscal_year}/yearbook.docx" YearBook Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// Gives the plan table of an office's year, as the caller sees it, as CSV (UTF-8).
#[utoipa::path(tag = "papers",
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/plan.csv")]
async fn get_plan_csv(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    own_paper(year_table(&app, &context, organization, year, TableKind::Plan).await?)
}

/// Gives the results of an office's year as they are entered now as CSV (UTF-8).
#[utoipa::path(tag = "papers",
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/results.csv")]
async fn get_results_csv(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    own_paper(year_table(&app, &context, organization, year, TableKind::Results).await?)
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    document_routes(cfg);
    cfg.service(get_announcement_poster);
    year_routes(cfg);
    cfg.service(get_plan_csv).service(get_results_csv);
}
