use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{get, put};
use prongsai_application::{App, catalogue};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;

use super::condition::Condition;
use super::schema::{CatalogueView, example};
use super::view::{CatalogueEditionView, CatalogueFilters, CatalogueListView, tagged};
use crate::extract::{Authenticated, Body, Filters, IfMatchOrNew, IfNoneMatch, NoFilters, PathValue};
use crate::{Answer, present};

/// Lists the newest revision of each catalogue, by programme and year.
#[utoipa::path(tag = "catalogues",
    responses((status = 200, body = CatalogueListView, description = "The catalogues")))]
#[get("")]
pub(crate) async fn list_catalogues(app: Data<App>, _: Authenticated, _: Filters<NoFilters>) -> Answer {
    let editions = catalogue::editions(&app).await?;
    let items = editions
        .into_iter()
        .map(|edition| CatalogueEditionView {
            programme: edition.programme,
            fiscal_year: edition.fiscal_year,
            revision: edition.revision,
        })
        .collect();
    Ok(present::plain(&CatalogueListView { items, next: None }))
}

/// Returns the catalogue of a programme and year, in the newest or a given revision.
///
/// Documents of a year without a catalogue use the catalogue of the nearest earlier year that has one, or the first
/// catalogue if there is no earlier one.
#[utoipa::path(tag = "catalogues", params(CatalogueFilters, IfNoneMatch),
    responses((status = 200, body = CatalogueView, description = "The catalogue")))]
#[get("/{programme}/{fiscal_year}")]
pub(crate) async fn get_catalogue(
    app: Data<App>,
    _: Authenticated,
    PathValue((programme, fiscal_year)): PathValue<(String, FiscalYear)>,
    Filters(filters): Filters<CatalogueFilters>,
    known: IfNoneMatch,
) -> Answer {
    let stored = catalogue::find(&app, &programme, fiscal_year, filters.revision.map(|number| number.0)).await?;
    let revision = stored.edition.revision;
    if known.matches(&revision.to_string()) {
        return Ok(HttpResponse::NotModified()
            .insert_header((header::ETAG, present::etag(revision)))
            .finish());
    }
    Ok(tagged(HttpResponse::Ok(), stored))
}

/// Creates or replaces the catalogue of a programme and year as a whole.
///
/// With `If-Match` it replaces the newest revision. The first catalogue of a year needs no `If-Match`, and may have
/// `If-None-Match: *`. Earlier revisions are kept and can be read with `revision`.
#[utoipa::path(tag = "catalogues", params(IfMatchOrNew),
    request_body(content = CatalogueView, example = json!(example())),
    responses(
        (status = 200, body = CatalogueView, description = "The new revision"),
        (status = 201, body = CatalogueView, description = "The year's first catalogue"),
    ))]
#[put("/{programme}/{fiscal_year}")]
pub(crate) async fn replace_catalogue(
    app: Data<App>,
    Body { context, input }: Body<Catalogue>,
    PathValue((programme, fiscal_year)): PathValue<(String, FiscalYear)>,
    Condition(condition): Condition,
    _: Filters<NoFilters>,
) -> Answer {
    let put = catalogue::replace(&app, &context, &programme, fiscal_year, &input, &condition).await?;
    if !put.is_new {
        return Ok(tagged(HttpResponse::Ok(), put.stored));
    }
    let mut response = HttpResponse::Created();
    response.insert_header((
        header::LOCATION,
        format!("/api/v1/catalogues/{programme}/{fiscal_year}"),
    ));
    Ok(tagged(response, put.stored))
}
