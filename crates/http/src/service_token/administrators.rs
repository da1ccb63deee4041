use actix_web::web::Data;
use actix_web::{delete, get};
use prongsai_application::{App, service_token};
use prongsai_domain::id::{OrganizationId, ServiceTokenId};

use super::view::{ServiceTokenFilters, ServiceTokenView};
use crate::extract::{Authenticated, Filters, ListQuery, NoFilters, Page, Paging, PathValue};
use crate::{Answer, present};

/// Lists the service tokens of an organization with their people, newest first, for its administrators.
#[utoipa::path(tag = "service-tokens", params(ServiceTokenFilters, Paging),
    responses((status = 200, body = Page<ServiceTokenView>, description = "A page of service tokens")))]
#[get("/{id}/service-tokens")]
pub(crate) async fn list_service_tokens(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    ListQuery { filters, paging }: ListQuery<ServiceTokenFilters>,
) -> Answer {
    let found = service_token::of_organization(&app, &context, id, filters.query(&paging)?).await?;
    let now = context.now;
    paging.answer(found, |(token, _)| token.id, |row| ServiceTokenView::of(row, now))
}

/// Revokes a service token of an organization, as its administrator. The person of the token gets a notice.
///
/// The token is refused from the next request on. One that has ended stays as it is.
#[utoipa::path(tag = "service-tokens", responses((status = 204, description = "The token has ended")))]
#[delete("/{id}/service-tokens/{token_id}")]
pub(crate) async fn revoke_service_token(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, token_id)): PathValue<(OrganizationId, ServiceTokenId)>,
    _: Filters<NoFilters>,
) -> Answer {
    service_token::revoke_in_organization(&app, &context, id, token_id).await?;
    Ok(present::no_content())
}
