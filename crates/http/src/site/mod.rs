//! The public pages for people: the list of organizations, and the pages of an organization, which show the published
//! documents of a year, and its feed.

mod directory;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prongsai_application::App;
use prongsai_application::rendition::{self, Format, content_security_policy, feed, site};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use directory::redirect_to_directory;

use crate::Answer;
use crate::extract::{IfNoneMatch, PathValue};
use crate::present;
use crate::rendition::page;

/// Shows the page of an organization: the published documents of its newest year, its channels for reporting
/// corruption, and links to its other years.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/html", description = "The page")))]
#[get("/public/{organization:[0-9a-f-]+}/")]
async fn get_site(app: Data<App>, PathValue(organization): PathValue<OrganizationId>, known: IfNoneMatch) -> Answer {
    page(&known, site::organization_page(&app, organization).await?)
}

/// Shows the page of an organization's year.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/html", description = "The page")))]
#[get("/public/{organization:[0-9a-f-]+}/{fiscal_year:[0-9]+}")]
async fn get_site_year(
    app: Data<App>,
    PathValue((organization, year)): PathValue<(OrganizationId, FiscalYear)>,
    known: IfNoneMatch,
) -> Answer {
    page(&known, site::year_page(&app, organization, year).await?)
}

/// Lists the latest publications of an organization as an Atom feed.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "application/atom+xml", description = "The feed")))]
#[get("/public/{organization:[0-9a-f-]+}/feed.atom")]
async fn get_site_feed(
    app: Data<App>,
    PathValue(organization): PathValue<OrganizationId>,
    known: IfNoneMatch,
) -> Answer {
    let body = feed(&app, organization).await?;
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"))
        .body(body);
    present::cacheable(&known, response)
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(directory::get_directory);
    cfg.service(get_site).service(get_site_year).service(get_site_feed);
}

/// The page that a browser gets at the root of the server.
pub(crate) fn start_page(version: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(Format::Html.media_type())
        .insert_header((header::CONTENT_SECURITY_POLICY, content_security_policy()))
        .insert_header((header::CACHE_CONTROL, present::PUBLIC))
        .body(rendition::start_page(version))
}

/// Redirects the address of an organization's page without a slash at the end to the one with a slash.
pub(crate) async fn redirect_to_site(PathValue(organization): PathValue<OrganizationId>) -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, format!("/public/{organization}/")))
        .finish()
}
