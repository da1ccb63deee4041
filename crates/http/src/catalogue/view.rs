use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use prongsai_application::catalogue::StoredCatalogue;
use prongsai_domain::calendar::FiscalYear;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::Bounded;
use crate::present;

/// The list of catalogues.
#[derive(Serialize, ToSchema)]
pub(crate) struct CatalogueListView {
    /// The catalogues, by programme and year.
    pub(super) items: Vec<CatalogueEditionView>,
    /// Always `null`: the list has one page.
    pub(super) next: Option<String>,
}

/// A catalogue in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct CatalogueEditionView {
    /// The programme.
    #[schema(example = "nacc-ita")]
    pub(super) programme: String,
    /// The fiscal year, B.E.
    #[schema(value_type = u16, example = 2566)]
    pub(super) fiscal_year: FiscalYear,
    /// The newest revision.
    #[schema(example = 1)]
    pub(super) revision: i64,
}

/// The revision of a catalogue to read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CatalogueFilters {
    /// A revision; the newest when absent.
    #[param(value_type = Option<i64>, minimum = 1, example = 1)]
    pub(super) revision: Option<Bounded<1>>,
}

/// Returns a catalogue as it is stored, with its revision as entity tag.
pub(super) fn tagged(mut response: HttpResponseBuilder, stored: StoredCatalogue) -> HttpResponse {
    response
        .insert_header((header::ETAG, present::etag(stored.edition.revision)))
        .content_type("application/json")
        .body(stored.content)
}
