use prongsai_domain::access::{Action, authorize};
use prongsai_domain::id::{OrganizationId, ServiceTokenId};
use prongsai_domain::service_token::ServiceToken;
use prongsai_persistence::{Recorded, ServiceTokenFilter, Transaction};

use super::notice::tell_of_revocation;
use super::revoke::{TokenQuery, end, lock_of};
use crate::acting::change;
use crate::document::find_organization;
use crate::{Acting, App, Context, Error};

/// All service tokens of an organization, newest first, each with the name of its person.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the organization, [`Error::Forbidden`] when the actor does not administer
/// its people.
pub async fn of_organization(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    query: TokenQuery,
) -> Result<Vec<(ServiceToken, String)>, Error> {
    find_organization(app, context, organization, Action::ManageUsers).await?;
    Ok(app
        .store
        .service_tokens(&query.of(context, None, Some(organization)))
        .await?)
}

/// Revokes a service token of an organization, at once, and tells its person. One that has ended before stays as it is.
///
/// # Errors
/// As [`of_organization`]; [`Error::NotFound`] also when the organization has no such token.
pub async fn revoke_in_organization(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    id: ServiceTokenId,
) -> Result<(), Error> {
    find_organization(app, context, organization, Action::ManageUsers).await?;
    let person = person_of(app, context, organization, id).await?;
    change(
        app,
        context,
        "service-token.revoke",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let found = transaction.find_organization(organization).await?;
            let jurisdiction = found.ok_or(Error::NotFound)?.jurisdiction();
            authorize(&acting.actor, Action::ManageUsers, &jurisdiction)?;
            let is_of_it = |token: &ServiceToken| token.scope.organization_id == organization;
            let token = lock_of(transaction, id, is_of_it).await?;
            acting.confirm(transaction).await?;
            if token.is_valid(acting.now) && token.user_id != acting.user() {
                tell_of_revocation(transaction, acting, &token, &person).await?;
            }
            end(transaction, acting, token).await
        },
    )
    .await
}

/// The name of the person of a token.
async fn person_of(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    id: ServiceTokenId,
) -> Result<String, Error> {
    let all = TokenQuery {
        is_valid: None,
        before: None,
        limit: 1,
    };
    let filter = ServiceTokenFilter {
        id: Some(id),
        ..all.of(context, None, Some(organization))
    };
    let found = app.store.service_tokens(&filter).await?.pop();
    found.map(|(_, person)| person).ok_or(Error::NotFound)
}
