use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prongsai_application::{App, catalogue};
use prongsai_domain::calendar::FiscalYear;

use super::schema::CatalogueView;
use super::view::{CatalogueFilters, tagged};
use crate::extract::{Filters, IfNoneMatch, PathValue};
use crate::{Answer, present};

/// Returns the catalogue of a programme and year, in the newest or a given revision.
#[utoipa::path(tag = "public", params(CatalogueFilters, IfNoneMatch),
    responses((status = 200, body = CatalogueView, description = "The catalogue")))]
#[get("/{programme}/{fiscal_year}")]
pub(crate) async fn get_public_catalogue(
    app: Data<App>,
    PathValue((programme, fiscal_year)): PathValue<(String, FiscalYear)>,
    Filters(filters): Filters<CatalogueFilters>,
    known: IfNoneMatch,
) -> Answer {
    let stored = catalogue::find(&app, &programme, fiscal_year, filters.revision.map(|number| number.0)).await?;
    present::cacheable(&known, tagged(HttpResponse::Ok(), stored))
}
