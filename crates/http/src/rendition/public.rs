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

/// The handlers of whole years: one for each rendition and format.
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
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/plan.csv")]
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

/// Gives the results that the newest published report of an office's year shows as CSV (UTF-8).
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/csv", description = "The table")))]
#[get("/organizations/{id}/fiscal-years/{fiscal_year}/results.csv")]
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
