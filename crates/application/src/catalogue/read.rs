use std::sync::Arc;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::document::Catalogues;
use prongsai_persistence::{CatalogueEdition, StoredCatalogue};

use crate::{App, Error};

/// The programme of all documents: the ITA of the National Anti-Corruption Commission.
pub const NACC_ITA: &str = "nacc-ita";

/// The catalogue in force in a year: the year's own; otherwise the nearest earlier one; before the first, the first.
///
/// # Errors
/// [`Error::Unavailable`] when the programme has no catalogue, because the reference data was not loaded.
pub async fn of_year(app: &App, year: FiscalYear) -> Result<Arc<Catalogue>, Error> {
    let editions = app.store.catalogue_editions(Some(NACC_ITA)).await?;
    let known: Vec<(FiscalYear, i64)> = editions
        .iter()
        .map(|edition| (edition.fiscal_year, edition.revision))
        .collect();
    let (fiscal_year, revision) = holding(&known, year)
        .ok_or_else(|| Error::Unavailable("the catalogues were not loaded; run prongsai migrate".to_owned()))?;
    let edition = CatalogueEdition {
        programme: NACC_ITA.to_owned(),
        fiscal_year,
        revision,
    };
    of_edition(app, edition).await
}

/// A catalogue in exactly this revision.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist.
pub async fn of_edition(app: &App, edition: CatalogueEdition) -> Result<Arc<Catalogue>, Error> {
    if let Some(catalogue) = app.services.catalogues.get(&edition) {
        return Ok(catalogue);
    }
    let stored = find(app, &edition.programme, edition.fiscal_year, Some(edition.revision)).await?;
    let catalogue = Arc::new(stored.parse()?);
    app.services.catalogues.put(edition, Arc::clone(&catalogue));
    Ok(catalogue)
}

/// The newest revision of each catalogue, by programme and year.
pub async fn editions(app: &App) -> Result<Vec<CatalogueEdition>, Error> {
    Ok(app.store.catalogue_editions(None).await?)
}

/// A catalogue as it is stored, in the newest or a given revision.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist.
pub async fn find(
    app: &App,
    programme: &str,
    year: FiscalYear,
    revision: Option<i64>,
) -> Result<StoredCatalogue, Error> {
    app.store
        .stored_catalogue(programme, year, revision)
        .await?
        .ok_or(Error::NotFound)
}

/// Returns the one of these catalogues (fiscal year and revision) that is in force in a year.
fn holding(catalogues: &[(FiscalYear, i64)], year: FiscalYear) -> Option<(FiscalYear, i64)> {
    let earlier = catalogues.iter().filter(|(of_year, _)| *of_year <= year).max();
    earlier.or_else(|| catalogues.iter().min()).copied()
}

/// The catalogues in force in these years, each once, in the order of the years.
pub(crate) fn in_force(known: &[(FiscalYear, i64)], years: &[FiscalYear]) -> Catalogues {
    let mut catalogues = Catalogues::new();
    for year in years {
        if let Some(catalogue) = holding(known, *year)
            && !catalogues.contains(&catalogue)
        {
            catalogues.push(catalogue);
        }
    }
    catalogues
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year_for(wanted: u16, present: &[u16]) -> Option<u16> {
        let known: Vec<(FiscalYear, i64)> = present
            .iter()
            .map(|year| (FiscalYear::new(*year).unwrap(), 1))
            .collect();
        holding(&known, FiscalYear::new(wanted).unwrap()).map(|(year, _)| year.get())
    }

    #[test]
    fn a_year_without_a_catalogue_takes_the_nearest_earlier_one() {
        let present = [2566, 2564, 2569];
        assert_eq!(year_for(2566, &present), Some(2566));
        assert_eq!(year_for(2568, &present), Some(2566));
        assert_eq!(year_for(2575, &present), Some(2569));
    }

    #[test]
    fn a_year_before_all_takes_the_first() {
        assert_eq!(year_for(2560, &[2566, 2564]), Some(2564));
        assert_eq!(year_for(2560, &[]), None);
    }
}
