//! Provinces and districts.

use prongsai_domain::geography::{District, Province, ProvinceCode};

use crate::{App, Error};

/// All provinces, by code.
///
/// # Errors
/// [`Error::Unavailable`] when the database cannot be reached.
pub async fn provinces(app: &App) -> Result<Vec<Province>, Error> {
    Ok(app.store.provinces().await?)
}

/// The districts of a province, or all districts, by code. An unknown province has none.
///
/// # Errors
/// [`Error::Unavailable`] when the database cannot be reached.
pub async fn districts(app: &App, province: Option<&ProvinceCode>) -> Result<Vec<District>, Error> {
    Ok(app.store.districts(province).await?)
}
