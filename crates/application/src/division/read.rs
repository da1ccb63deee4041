use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::organization::Division;

use crate::{App, Context, Error, organization};

/// The divisions of an organization by id, after one of them, at most `limit`.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the organization.
pub async fn list(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    after: Option<DivisionId>,
    limit: i64,
) -> Result<Vec<Division>, Error> {
    organization::find(app, context, organization_id).await?;
    Ok(app.store.divisions_of(organization_id, after, limit).await?)
}

/// A division of an organization.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or the actor may not see the organization.
pub async fn find(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    id: DivisionId,
) -> Result<Division, Error> {
    organization::find(app, context, organization_id).await?;
    app.store
        .find_division(organization_id, id)
        .await?
        .ok_or(Error::NotFound)
}
