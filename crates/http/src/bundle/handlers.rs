use actix_web::web::Data;
use actix_web::{get, post};
use prongsai_application::App;
use prongsai_application::bundle::{self, Bundle};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::example::example;
use super::view::{ImportView, reply};
use crate::extract::{Authenticated, Filters, JsonPost, PathValue};
use crate::{Answer, present};

/// 32 MiB.
const LARGEST: usize = 33_554_432;

/// How to import.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportOptions {
    /// Whether everything is rolled back at the end: the answer says what would happen. `false` when absent.
    #[param(example = true)]
    dry_run: Option<bool>,
}

/// Which year to take out.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportYear {
    /// Fiscal year, a B.E. year.
    #[param(value_type = u16, minimum = 2500, maximum = 2700, example = 2566)]
    fiscal_year: FiscalYear,
}

/// Brings a whole year in, all or nothing.
///
/// What is in the bundle is found again by office, fiscal year and key: what is new is added as a draft, what differs
/// is changed (a draft in place, something published by the draft of a new edition), the rest stays. Nothing is removed,
/// and nothing that waits for approval is touched. Whatever is wrong is refused with all places at once; what is merely
/// doubtful comes back as `doubts`. An office that does not exist is added, by who runs the platform. At most 32 MiB.
#[utoipa::path(tag = "imports", params(ImportOptions),
    request_body(content = Bundle, example = json!(example())),
    responses(
        (status = 200, body = ImportView, description = "What a dry run found"),
        (status = 201, body = ImportView, description = "What was brought in",
            headers(("Location" = String, description = "The year as it is now, as a bundle")))))]
#[post("/imports")]
pub(crate) async fn import_bundle(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<Bundle, LARGEST>,
    Filters(options): Filters<ImportOptions>,
) -> Answer {
    let dry_run = options.dry_run.unwrap_or(false);
    present::send(bundle::import(&app, &context, input, dry_run, reply).await?)
}

/// Takes a whole year out as a bundle.
///
/// Of every document the edition in work, else the published one; what was withdrawn is left out. Brought in again, the
/// bundle changes nothing.
#[utoipa::path(tag = "imports", params(ExportYear),
    responses((status = 200, body = Bundle, description = "The year")))]
#[get("/organizations/{id}/export")]
pub(crate) async fn export_bundle(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    Filters(year): Filters<ExportYear>,
) -> Answer {
    Ok(present::plain(
        &bundle::export(&app, &context, id, year.fiscal_year).await?,
    ))
}
