use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, geography};

use super::view::{DistrictFilters, DistrictListView, ProvinceListView};
use crate::extract::{Filters, IfNoneMatch, NoFilters};
use crate::{Answer, present};

/// Lists all provinces, by code.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = ProvinceListView, description = "The provinces")))]
#[get("/provinces")]
pub(crate) async fn list_public_provinces(app: Data<App>, known: IfNoneMatch, _: Filters<NoFilters>) -> Answer {
    let provinces = geography::provinces(&app).await?;
    present::cacheable(&known, present::plain(&ProvinceListView::from(provinces)))
}

/// Lists the districts of a province, or all districts, by code.
#[utoipa::path(tag = "public", params(DistrictFilters, IfNoneMatch),
    responses((status = 200, body = DistrictListView, description = "The districts")))]
#[get("/districts")]
pub(crate) async fn list_public_districts(
    app: Data<App>,
    Filters(filters): Filters<DistrictFilters>,
    known: IfNoneMatch,
) -> Answer {
    let districts = geography::districts(&app, filters.province_code.as_ref()).await?;
    present::cacheable(&known, present::plain(&DistrictListView::from(districts)))
}
