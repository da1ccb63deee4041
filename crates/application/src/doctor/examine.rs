use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::doctor;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::Visibility;
use tokio::sync::Semaphore;

use super::examination::Examination;
use super::load::{Catalogues, Depth, load};
use crate::context::today;
use crate::document::find_organization;
use crate::{App, Context, Error};

/// The examinations that run at the same time. A large year takes seconds and much memory.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Examines a year of an organization.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization, [`Error::Forbidden`] if the actor may not read its drafts.
pub async fn examine(
    app: &App,
    context: &Context,
    id: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<Examination, Error> {
    let organization = find_organization(app, context, id, Action::ReadDrafts).await?;
    let visibility = Visibility::of(&context.actor);
    let examined = of_organizations(
        app,
        vec![organization],
        fiscal_year,
        (&visibility, Depth::Everything, context.now),
    )
    .await?;
    examined.into_iter().next().ok_or(Error::NotFound)
}

/// The fiscal year of a request's moment.
pub fn present_year(context: &Context) -> FiscalYear {
    today(context.now).fiscal_year()
}

/// Examines a year of several organizations with everything that is stored, for the operator of the host.
///
/// # Errors
/// The error of the store.
pub async fn examine_organizations(
    app: &App,
    organizations: Vec<Organization>,
    fiscal_year: FiscalYear,
) -> Result<Vec<Examination>, Error> {
    let now = app.services.clock.now();
    of_organizations(
        app,
        organizations,
        fiscal_year,
        (&Visibility::EVERYTHING, Depth::Everything, now),
    )
    .await
}

/// Examines a year of several organizations in a number of statements that does not depend on their number.
pub(super) async fn of_organizations(
    app: &App,
    organizations: Vec<Organization>,
    fiscal_year: FiscalYear,
    (visibility, depth, now): (&Visibility, Depth, jiff::Timestamp),
) -> Result<Vec<Examination>, Error> {
    let catalogues = Catalogues::load(app, fiscal_year).await?;
    let turn = TURNS
        .acquire()
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    let years = load(&app.store, organizations, fiscal_year, (visibility, depth)).await?;
    let examined = tokio::task::spawn_blocking(move || {
        // The thread goes on when the client goes away, so it holds the turn.
        let _turn = turn;
        let examinations = years.into_iter().map(|year| {
            let (organization, year, places) = year.into_examined(&catalogues, now);
            let issues = match depth {
                // A merged organization has nothing more to do.
                _ if organization.merged_into.is_some() => Vec::new(),
                Depth::Everything => doctor::examine(&year),
                Depth::Progress => doctor::examine_progress(&year),
            };
            Examination {
                organization,
                fiscal_year,
                examined_on: today(now),
                issues,
                year,
                places,
            }
        });
        examinations.collect()
    });
    examined.await.map_err(|error| Error::Internal(error.to_string()))
}
