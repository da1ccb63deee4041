use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prongsai_application::App;
use prongsai_application::organization::OrganizationQuery;
use prongsai_application::rendition::{Format, directory, directory_page, directory_security_policy};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::organization::NAME_MAX;
use serde::de::IntoDeserializer as _;
use serde::{Deserialize, Deserializer};
use utoipa::IntoParams;

use crate::extract::{IfNoneMatch, ListQuery, Paging, ShortText};
use crate::problem::Problem;
use crate::{Answer, present};

/// The search of the list of organizations. A form sends the fields that were left empty too.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DirectorySearch {
    /// Only organizations whose name contains this text; spaces are ignored.
    #[param(value_type = Option<String>, max_length = 300, example = "พอกน้อย")]
    q: Option<ShortText<NAME_MAX>>,
    /// Only organizations of this province, by its two-digit code; all if empty.
    #[param(value_type = Option<String>, example = "47", pattern = "^([0-9]{2})?$")]
    #[serde(default, deserialize_with = "none_if_empty")]
    province_code: Option<ProvinceCode>,
}

impl DirectorySearch {
    /// The query of the use case: one organization more than fits on the page, which shows whether more follow.
    fn query(self, paging: &Paging) -> Result<OrganizationQuery, Problem> {
        Ok(OrganizationQuery {
            province_code: self.province_code,
            kind: None,
            name_part: self.q.map(|text| text.0).filter(|text| !text.trim().is_empty()),
            after: paging.after()?,
            limit: paging.fetch_limit(),
        })
    }
}

fn none_if_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ProvinceCode>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    ProvinceCode::deserialize(text.into_deserializer()).map(Some)
}

/// Lists the organizations as a page, by creation, with a search by name and province.
///
/// Organizations that have published something link to their pages.
#[utoipa::path(tag = "public", params(DirectorySearch, Paging, IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/html", description = "The page")))]
#[get("/public/")]
pub(super) async fn get_directory(
    app: Data<App>,
    ListQuery { filters, paging }: ListQuery<DirectorySearch>,
    known: IfNoneMatch,
) -> Answer {
    let mut part = directory(&app, filters.query(&paging)?).await?;
    let rows = std::mem::take(&mut part.organizations);
    let (_, rows) = paging.page(rows, |organization| organization.id, |organization| organization)?;
    part.organizations = rows.items;
    let next = rows.next.map(|cursor| address(paging.list(), &cursor));
    let first = (!paging.is_first()).then(|| paging.list());
    let html = directory_page(&app, &part, first, next.as_deref()).await?;
    present::cacheable(&known, page(html))
}

fn page(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(Format::Html.media_type())
        .insert_header((header::CONTENT_SECURITY_POLICY, directory_security_policy()))
        .body(html)
}

/// The address of the part of a list that begins after a cursor.
fn address(list: &str, cursor: &str) -> String {
    let separator = if list.contains('?') { '&' } else { '?' };
    format!("{list}{separator}cursor={cursor}")
}

/// Redirects the address without a slash at the end to the one with a slash.
pub(crate) async fn redirect_to_directory() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/public/"))
        .finish()
}
