use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::rendition::{Format, TableKind, YearRendition, year_rendition, year_table};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::private_rendition;
use crate::Answer;
use crate::extract::{Authenticated, PathValue};

/// Defines the handlers for renditions of whole years, one for each rendition and format.
macro_rules! years {
    ($($(#[$doc:meta])* $name:ident $path:tt $rendition:ident $format:ident $media:tt;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "renditions",
            responses((status = 200, body = Vec<u8>, content_type = $media, description = "The rendition")))]
        #[get($path)]
        async fn $name(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
        ) -> Answer {
            private_rendition(year_rendition(&app, &context, organization, year, YearRendition::$rendition, Format::$format).await?)
        }
    )+

        fn year_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }
    };
}

years! {
    /// Renders the analysis and the measures of an organization's year, as the caller sees them, as a PDF.
    ///
    /// It is watermarked as a draft.
    get_plan_pdf "/{id}/fiscal-years/{fiscal_year}/plan.pdf" Plan Pdf "application/pdf";
    /// Renders the analysis and the measures of an organization's year, as the caller sees them, as an HTML page.
    ///
    /// It is marked as a draft.
    get_plan_html "/{id}/fiscal-years/{fiscal_year}/plan.html" Plan Html "text/html";
    /// Renders the analysis and the measures of an organization's year, as the caller sees them, as a DOCX.
    ///
    /// It is marked as a draft.
    get_plan_docx "/{id}/fiscal-years/{fiscal_year}/plan.docx" Plan Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Renders all documents of an organization's year, as the caller sees them, as one PDF.
    ///
    /// It is watermarked as a draft.
    get_yearbook_pdf "/{id}/fiscal-years/{fiscal_year}/yearbook.pdf" YearBook Pdf
        "application/pdf";
    /// Renders all documents of an organization's year, as the caller sees them, as one HTML page.
    ///
    /// It is marked as a draft.
    get_yearbook_html "/{id}/fiscal-years/{fiscal_year}/yearbook.html" YearBook Html "text/html";
    /// Renders all documents of an organization's year, as the caller sees them, as one DOCX.
    ///
    /// It is marked as a draft.
    get_yearbook_docx "/{id}/fiscal-years/{fiscal_year}/yearbook.docx" YearBook Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// Renders the plan table of an organization's year, as the caller sees it, as CSV (UTF-8).
#[utoipa::path(tag = "renditions",
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/{id}/fiscal-years/{fiscal_year}/plan.csv")]
async fn get_plan_csv(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    private_rendition(year_table(&app, &context, organization, year, TableKind::Plan).await?)
}

/// Renders the results that are entered now for an organization's year as CSV (UTF-8).
#[utoipa::path(tag = "renditions",
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/{id}/fiscal-years/{fiscal_year}/results.csv")]
async fn get_results_csv(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    private_rendition(year_table(&app, &context, organization, year, TableKind::Results).await?)
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    year_routes(cfg);
    cfg.service(get_plan_csv).service(get_results_csv);
}
