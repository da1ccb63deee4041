use std::sync::Arc;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_persistence::{CatalogueEdition, StoredCatalogue};

use super::in_force::of_year as edition_of_year;
use crate::{App, Error};

/// The programme of all documents: the ITA of the National Anti-Corruption Commission.
pub(crate) const NACC_ITA: &str = "nacc-ita";

/// The edition of the catalogue of [`NACC_ITA`] with this year and revision.
pub(crate) fn nacc_ita_edition((fiscal_year, revision): (FiscalYear, i64)) -> CatalogueEdition {
    CatalogueEdition {
        programme: NACC_ITA.to_owned(),
        fiscal_year,
        revision,
    }
}

/// The catalogue in force in a year: the year's own; otherwise the nearest earlier one; before the first, the first.
///
/// # Errors
/// [`Error::Unavailable`] when the programme has no catalogue, because the reference data was not loaded.
pub async fn of_year(app: &App, year: FiscalYear) -> Result<Arc<Catalogue>, Error> {
    let known = app.store.known_catalogues(NACC_ITA).await?;
    let edition = edition_of_year(&known.newest, year)
        .ok_or_else(|| Error::Unavailable("the catalogues were not loaded; run prongsai migrate".to_owned()))?;
    app.services.catalogues.note_read(known);
    of_edition(app, nacc_ita_edition(edition)).await
}

/// The catalogue of a programme that is in force in a year, and which one it is; see [`of_year`].
///
/// # Errors
/// [`Error::NotFound`] when the programme has no catalogue.
pub(crate) async fn of_programme(
    app: &App,
    programme: &str,
    year: FiscalYear,
) -> Result<(CatalogueEdition, Arc<Catalogue>), Error> {
    let known = app.store.known_catalogues(programme).await?;
    let (fiscal_year, revision) = edition_of_year(&known.newest, year).ok_or(Error::NotFound)?;
    let edition = CatalogueEdition {
        programme: programme.to_owned(),
        fiscal_year,
        revision,
    };
    Ok((edition.clone(), of_edition(app, edition).await?))
}

/// The catalogue of a year that was in force when the catalogues were read last, without a statement, and the number of
/// revisions that were stored then. If the number is the same when the caller writes, it is still in force.
pub(crate) fn remembered_of_year(app: &App, year: FiscalYear) -> Option<(Arc<Catalogue>, i64)> {
    let known = app.services.catalogues.last_read()?;
    let edition = edition_of_year(&known.newest, year)?;
    let catalogue = app.services.catalogues.get(&nacc_ita_edition(edition))?;
    Some((catalogue, known.stored))
}

/// A catalogue in exactly this revision.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist.
pub(crate) async fn of_edition(app: &App, edition: CatalogueEdition) -> Result<Arc<Catalogue>, Error> {
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
