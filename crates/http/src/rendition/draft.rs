use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::rendition::{Format, TableKind, YearRendition, year_rendition, year_table};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::own_rendition;
use crate::Answer;
use crate::extract::{Authenticated, PathValue};

/// The handlers of whole years: one for each rendition and format.
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
            own_rendition(year_rendition(&app, &context, organization, year, YearRendition::$rendition, Format::$format).await?)
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
#[utoipa::path(tag = "renditions",
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/plan.csv")]
async fn get_plan_csv(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    own_rendition(year_table(&app, &context, organization, year, TableKind::Plan).await?)
}

/// Gives the results of an office's year as they are entered now as CSV (UTF-8).
#[utoipa::path(tag = "renditions",
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/results.csv")]
async fn get_results_csv(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
) -> Answer {
    own_rendition(year_table(&app, &context, organization, year, TableKind::Results).await?)
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    year_routes(cfg);
    cfg.service(get_plan_csv).service(get_results_csv);
}
