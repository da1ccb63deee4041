use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, geography};

use super::view::{DistrictFilters, DistrictListView, ProvinceListView};
use crate::extract::{Authenticated, Filters, NoFilters};
use crate::{Answer, present};

/// Lists all provinces, by code.
#[utoipa::path(tag = "geography",
    responses((status = 200, body = ProvinceListView, description = "The provinces")))]
#[get("/provinces")]
pub(crate) async fn list_provinces(app: Data<App>, _: Authenticated, _: Filters<NoFilters>) -> Answer {
    Ok(present::plain(&ProvinceListView::from(
        geography::provinces(&app).await?,
    )))
}

/// Lists the districts of a province, or all districts, by code.
#[utoipa::path(tag = "geography", params(DistrictFilters),
    responses((status = 200, body = DistrictListView, description = "The districts")))]
#[get("/districts")]
pub(crate) async fn list_districts(
    app: Data<App>,
    _: Authenticated,
    Filters(filters): Filters<DistrictFilters>,
) -> Answer {
    let districts = geography::districts(&app, filters.province_code.as_ref()).await?;
    Ok(present::plain(&DistrictListView::from(districts)))
}
