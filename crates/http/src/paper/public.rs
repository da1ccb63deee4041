use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::paper::{
    Format, TableKind, YearPaper, public_document, public_poster, public_year_paper, public_year_table,
};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::public_paper;
use crate::Answer;
use crate::extract::{IfNoneMatch, PathValue};

/// The handlers of published documents: one for each kind and format.
macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident $path:tt $kind:ident $format:ident $media:tt;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "papers", params(IfNoneMatch),
            responses((status = 200, body = Vec<u8>, content_type = $media, description = "The paper")))]
        #[get($path)]
        async fn $name(app: Data<App>, PathValue(id): PathValue<DocumentId>, known: IfNoneMatch) -> Answer {
            public_paper(&known, public_document(&app, DocumentKind::$kind, id, Format::$format).await?)
        }
    )+

        fn document_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }
    };
}

documents! {
    /// Makes a published measure into a PDF (PDF/A), with its verification code.
    get_public_measure_pdf "/measures/{id}.pdf" Measure Pdf "application/pdf";
    /// Shows a published measure as an accessible page.
    get_public_measure_html "/measures/{id}.html" Measure Html "text/html";
    /// Makes a published measure into a DOCX, for offices that must edit.
    get_public_measure_docx "/measures/{id}.docx" Measure Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Makes a published report into a PDF (PDF/A), with its verification code.
    get_public_report_pdf "/reports/{id}.pdf" Report Pdf "application/pdf";
    /// Shows a published report as an accessible page.
    get_public_report_html "/reports/{id}.html" Report Html "text/html";
    /// Makes a published report into a DOCX, for offices that must edit.
    get_public_report_docx "/reports/{id}.docx" Report Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Makes a published announcement into a PDF (PDF/A) in the official form, with its verification code.
    get_public_announcement_pdf "/announcements/{id}.pdf" Announcement Pdf "application/pdf";
    /// Shows a published announcement as an accessible page.
    get_public_announcement_html "/announcements/{id}.html" Announcement Html "text/html";
    /// Makes a published announcement into a DOCX, for offices that must edit.
    get_public_announcement_docx "/announcements/{id}.docx" Announcement Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// Makes a published invitation into an A4 poster with the QR code of its survey.
#[utoipa::path(tag = "papers", params(IfNoneMatch),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf", description = "The poster")))]
#[get("/announcements/{id}/poster.pdf")]
async fn get_public_poster(app: Data<App>, PathValue(id): PathValue<DocumentId>, known: IfNoneMatch) -> Answer {
    public_paper(&known, public_poster(&app, id).await?)
}

/// The handlers of whole years: one for each paper and format.
macro_rules! years {
    ($($(#[$doc:meta])* $name:ident $path:tt $paper:ident $format:ident $media:tt;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "papers", params(IfNoneMatch),
            responses((status = 200, body = Vec<u8>, content_type = $media, description = "The paper")))]
        #[get($path)]
        async fn $name(
            app: Data<App>,
            PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
            known: IfNoneMatch,
        ) -> Answer {
            let paper = public_year_paper(&app, organization, year, YearPaper::$paper, Format::$format).await?;
            public_paper(&known, paper)
        }
    )+

        fn year_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }
    };
}

years! {
    /// Makes the published measures of an office's year, with the analysis that a published report has, into a PDF.
    get_public_plan_pdf "/organizations/{id}/fiscal-years/{fiscal_year}/plan.pdf" Plan Pdf "application/pdf";
    /// Shows the published measures of an office's year as an accessible page.
    get_public_plan_html "/organizations/{id}/fiscal-years/{fiscal_year}/plan.html" Plan Html "text/html";
    /// Makes the published measures of an office's year into a DOCX.
    get_public_plan_docx "/organizations/{id}/fiscal-years/{fiscal_year}/plan.docx" Plan Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Makes everything published of an office's year into one PDF with contents.
    get_public_yearbook_pdf "/organizations/{id}/fiscal-years/{fiscal_year}/yearbook.pdf" YearBook Pdf
        "application/pdf";
    /// Shows everything published of an office's year as one accessible page.
    get_public_yearbook_html "/organizations/{id}/fiscal-years/{fiscal_year}/yearbook.html" YearBook Html "text/html";
    /// Makes everything published of an office's year into one DOCX.
    get_public_yearbook_docx "/organizations/{id}/fiscal-years/{fiscal_year}/yearbook.docx" YearBook Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// Gives the plan table of an office's published year as CSV (UTF-8).
#[utoipa::path(tag = "papers", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/plan.csv")]
async fn get_public_plan_csv(
    app: Data<App>,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
    known: IfNoneMatch,
) -> Answer {
    public_paper(
        &known,
        public_year_table(&app, organization, year, TableKind::Plan).await?,
    )
}

/// Gives the results that the newest published report of an office's year shows as CSV (UTF-8).
#[utoipa::path(tag = "papers", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/results.csv")]
async fn get_public_results_csv(
    app: Data<App>,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
    known: IfNoneMatch,
) -> Answer {
    public_paper(
        &known,
        public_year_table(&app, organization, year, TableKind::Results).await?,
    )
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    document_routes(cfg);
    cfg.service(get_public_poster);
    year_routes(cfg);
    cfg.service(get_public_plan_csv).service(get_public_results_csv);
}
