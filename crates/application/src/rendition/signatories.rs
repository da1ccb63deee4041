use std::collections::BTreeMap;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::document::Content;
use prongsai_domain::report::FrozenYear;
use prongsai_persistence::CatalogueEdition;

use super::issuer::IssuerSnapshot;
use super::manuscript::DocumentWork;
use crate::catalogue::{NACC_ITA, of_edition};
use crate::{App, Error};

/// The names of the indicators in the catalogues of an issuer snapshot. If two catalogues name an indicator, the first
/// one is used.
pub(super) async fn indicators_of(
    app: &App,
    issuer: &IssuerSnapshot,
) -> Result<BTreeMap<IndicatorCode, String>, Error> {
    let mut names = BTreeMap::new();
    for (fiscal_year, revision) in &issuer.catalogues {
        let catalogue = of_edition(app, marked(*fiscal_year, *revision)).await?;
        for indicator in &catalogue.indicators {
            names.entry(indicator.code).or_insert_with(|| indicator.name_th.clone());
        }
    }
    Ok(names)
}

fn marked(fiscal_year: FiscalYear, revision: i64) -> CatalogueEdition {
    CatalogueEdition {
        programme: NACC_ITA.to_owned(),
        fiscal_year,
        revision,
    }
}

/// A document with the parts that it refers to, and the approver from its issuer snapshot.
pub(super) fn signed(content: Content, year: Option<FrozenYear>, issuer: &IssuerSnapshot) -> DocumentWork {
    DocumentWork {
        kind: content.kind(),
        content,
        year,
        approver_position: issuer.approver_position.clone(),
        approved_at: issuer.approved_at,
    }
}
