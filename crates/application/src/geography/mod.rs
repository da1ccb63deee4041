//! Provinces and districts.

use prongsai_domain::geography::{District, Province, ProvinceCode};

use crate::{App, Error};

/// All provinces, by code.
pub async fn provinces(app: &App) -> Result<Vec<Province>, Error> {
    Ok(app.store.provinces().await?)
}

/// The districts of a province, or all districts, by code. An unknown province has none.
pub async fn districts(app: &App, province: Option<&ProvinceCode>) -> Result<Vec<District>, Error> {
    Ok(app.store.districts(province).await?)
}
