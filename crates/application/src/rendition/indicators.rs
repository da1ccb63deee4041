use std::collections::BTreeMap;

use prongsai_domain::catalogue::IndicatorCode;

use super::issuer::IssuerSnapshot;
use crate::catalogue::{nacc_ita_edition, of_edition};
use crate::{App, Error};

/// The names of the indicators in the catalogues of an issuer snapshot. If two catalogues name an indicator, the first
/// one is used.
pub(super) async fn indicators_of(
    app: &App,
    issuer: &IssuerSnapshot,
) -> Result<BTreeMap<IndicatorCode, String>, Error> {
    let mut names = BTreeMap::new();
    for edition in &issuer.catalogues {
        let catalogue = of_edition(app, nacc_ita_edition(*edition)).await?;
        for indicator in &catalogue.indicators {
            names.entry(indicator.code).or_insert_with(|| indicator.name_th.clone());
        }
    }
    Ok(names)
}
