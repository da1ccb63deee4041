use actix_web::web::Data;
use actix_web::{get, post};
use prongsai_application::App;
use prongsai_application::bundle::{self, Bundle};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::example::example;
use super::post::{ImportOptions, ImportPost};
use super::view::{ImportView, reply};
use crate::extract::{Authenticated, Filters, PathValue};
use crate::{Answer, present};

/// The year to export.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportYear {
    /// The fiscal year, a B.E. year.
    #[param(value_type = u16, minimum = 2500, maximum = 2700, example = 2566)]
    fiscal_year: FiscalYear,
}

/// Imports a whole year, all or nothing.
///
/// Things in the bundle are identified by organization, fiscal year and key; things without a key by what they say, and
/// `moved` lists those at another place than before. New things are added as drafts. Things that differ are changed: a draft
/// is edited, a published document gets a draft of a new edition. `changes` lists each field with its values. The rest stays
/// as it is. Nothing is removed, and nothing that waits for approval is changed. A thing that states the `revision` of its
/// export is refused with `newer-work` if it was changed since. If anything is wrong, the import is refused
/// and the answer lists all errors. Things that are only doubtful are listed in `doubts`. Only a platform administrator
/// can import for an organization that does not exist; the import adds it.
///
/// The limit is 32 MiB if `organization_id` names the organization, and 256 KiB otherwise. The right is checked before
/// the body is read.
#[utoipa::path(tag = "imports", params(ImportOptions),
    request_body(content = Bundle, example = json!(example())),
    responses(
        (status = 200, body = ImportView, description = "The outcome of a dry run"),
        (status = 201, body = ImportView, description = "The outcome of the import",
            headers(("Location" = String, description = "The address at which the year can be exported")))))]
#[post("/imports")]
pub(crate) async fn import_bundle(app: Data<App>, post: ImportPost) -> Answer {
    let ImportPost {
        context,
        bundle,
        options,
        turn,
    } = post;
    present::send(bundle::import(&app, &context, bundle, options, turn, reply).await?)
}

/// Exports a whole year as a bundle.
///
/// The bundle has the edition in work of every document, otherwise the published one. Withdrawn documents are left out.
/// Importing the bundle again changes nothing.
#[utoipa::path(tag = "imports", params(ExportYear),
    responses((status = 200, body = Bundle, description = "The bundle")))]
#[get("/{id}/export")]
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
