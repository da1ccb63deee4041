use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use prongsai_application::public::{self, PublicList};
use prongsai_application::{App, PublicationFilter, PublicationSummary};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DocumentId, OrganizationId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::tagged;
use crate::extract::{IfNoneMatch, Paging};
use crate::present;
use crate::problem::Problem;

/// The filters of a public list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicFilters {
    /// Only documents of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only documents of this fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Only documents of organizations in this province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

impl From<PublicFilters> for PublicationFilter {
    fn from(filters: PublicFilters) -> Self {
        Self {
            organization_id: filters.organization_id,
            fiscal_year: filters.fiscal_year,
            province_code: filters.province_code,
            ..Self::default()
        }
    }
}

/// The fields of every row in a public list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicRow {
    /// The id of the document.
    id: Uuid,
    /// The organization that owns it.
    organization_id: Uuid,
    /// The province of the organization.
    #[schema(example = "47")]
    province_code: String,
    /// The fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The number of the edition.
    #[schema(example = 1)]
    edition: u32,
    /// When it was published, in UTC.
    #[schema(format = DateTime)]
    published_at: String,
    /// The reason for which a person who wrote in the document approved it. Absent when another person approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "หน่วยงานมีเจ้าหน้าที่คนเดียว")]
    override_reason: Option<String>,
}

impl From<&PublicationSummary> for PublicRow {
    fn from(summary: &PublicationSummary) -> Self {
        Self {
            id: summary.id.get(),
            organization_id: summary.organization_id.get(),
            province_code: summary.province_code.clone(),
            fiscal_year: summary.fiscal_year.get(),
            edition: summary.edition,
            published_at: summary.published_at.to_string(),
            override_reason: summary.override_reason.clone(),
        }
    }
}

/// Answers with a page of the published documents of a kind, from the cache while no publication has changed; or with 304.
pub(crate) async fn list<T: Serialize>(
    app: &App,
    kind: DocumentKind,
    filter: &PublicationFilter,
    paging: &Paging,
    known: &IfNoneMatch,
    row: impl Fn(PublicationSummary) -> T,
) -> Result<HttpResponse, Problem> {
    let cache = &app.services.public_cache;
    let after: Option<DocumentId> = paging.after()?;
    let start = after.map(|id| id.to_string()).unwrap_or_default();
    let (moment, address) = (cache.moment(), format!("{} {start}", paging.list()));
    if let Some(page) = cache.list(moment, &address) {
        return Ok(sent(page, known));
    }
    let rows = public::documents(app, kind, filter, after, paging.fetch_limit()).await?;
    let (link, page) = paging.page(rows, |row| row.id, row)?;
    let body = serde_json::to_vec(&page).map_err(|error| Problem::internal(error.to_string()))?;
    let etag = present::etag_of(&body);
    let page = Arc::new(PublicList { body, etag, link });
    cache.keep_list(moment, &address, &page);
    Ok(sent(page, known))
}

fn sent(page: Arc<PublicList>, known: &IfNoneMatch) -> HttpResponse {
    if known.matches(&page.etag) {
        let mut response = tagged(HttpResponse::NotModified(), &page.etag);
        add_link(&mut response, &page);
        return response.finish();
    }
    let mut response = tagged(HttpResponse::Ok(), &page.etag);
    add_link(&mut response, &page);
    response.content_type("application/json");
    response.body(Bytes::from_owner(SharedPage(page)))
}

fn add_link(response: &mut HttpResponseBuilder, page: &PublicList) {
    if let Some(link) = &page.link {
        response.insert_header((header::LINK, link.as_str()));
    }
}

/// The bytes of a page, shared with the cache.
struct SharedPage(Arc<PublicList>);

impl AsRef<[u8]> for SharedPage {
    fn as_ref(&self) -> &[u8] {
        &self.0.body
    }
}
