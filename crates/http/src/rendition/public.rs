use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::rendition::{Format, TableKind, YearRendition, public_year_rendition, public_year_table};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::public_rendition;
use crate::Answer;
use crate::extract::{IfNoneMatch, PathValue};

/// Defines the handlers for renditions of whole years, one for each rendition and format.
macro_rules! years {
    ($($(#[$doc:meta])* $name:ident $path:tt $rendition:ident $format:ident $media:tt;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(tag = "renditions", params(IfNoneMatch),
            responses((status = 200, body = Vec<u8>, content_type = $media, description = "The rendition")))]
        #[get($path)]
        async fn $name(
            app: Data<App>,
            PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
            known: IfNoneMatch,
        ) -> Answer {
            let rendition = public_year_rendition(&app, organization, year, YearRendition::$rendition, Format::$format).await?;
            public_rendition(&known, rendition)
        }
    )+

        fn year_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }
    };
}

years! {
    /// Renders the published measures of an organization's year, and the analysis of a published report, as a PDF.
    get_public_plan_pdf "/{id}/fiscal-years/{fiscal_year}/plan.pdf" Plan Pdf "application/pdf";
    /// Renders the published measures of an organization's year, and the analysis of a published report, as an
    /// accessible HTML page.
    get_public_plan_html "/{id}/fiscal-years/{fiscal_year}/plan.html" Plan Html "text/html";
    /// Renders the published measures of an organization's year, and the analysis of a published report, as a DOCX.
    get_public_plan_docx "/{id}/fiscal-years/{fiscal_year}/plan.docx" Plan Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// Renders all published documents of an organization's year as one PDF with a table of contents.
    get_public_yearbook_pdf "/{id}/fiscal-years/{fiscal_year}/yearbook.pdf" YearBook Pdf
        "application/pdf";
    /// Renders all published documents of an organization's year as one accessible HTML page.
    get_public_yearbook_html "/{id}/fiscal-years/{fiscal_year}/yearbook.html" YearBook Html "text/html";
    /// Renders all published documents of an organization's year as one DOCX.
    get_public_yearbook_docx "/{id}/fiscal-years/{fiscal_year}/yearbook.docx" YearBook Docx
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// Renders the plan table of an organization's published measures of a year as CSV (UTF-8).
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/{id}/fiscal-years/{fiscal_year}/plan.csv")]
async fn get_public_plan_csv(
    app: Data<App>,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
    known: IfNoneMatch,
) -> Answer {
    public_rendition(
        &known,
        public_year_table(&app, organization, year, TableKind::Plan).await?,
    )
}

/// Renders the results in the newest published report of an organization's year as CSV (UTF-8).
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/{id}/fiscal-years/{fiscal_year}/results.csv")]
async fn get_public_results_csv(
    app: Data<App>,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
    known: IfNoneMatch,
) -> Answer {
    public_rendition(
        &known,
        public_year_table(&app, organization, year, TableKind::Results).await?,
    )
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    year_routes(cfg);
    cfg.service(get_public_plan_csv).service(get_public_results_csv);
}
