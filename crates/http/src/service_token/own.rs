use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use prongsai_application::service_token::MadeToken;
use prongsai_application::{App, service_token};
use prongsai_domain::id::ServiceTokenId;
use secrecy::SecretString;

use super::view::{
    CreateServiceToken, MadeServiceTokenView, RotateServiceToken, ServiceTokenFilters, ServiceTokenView,
};
use crate::extract::{Authenticated, Client, Filters, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue};
use crate::session::client_info;
use crate::{Answer, present};

/// Makes a service token of the current user: with it a script acts for the user, in one organization.
///
/// The token may do what both its `actions` and the present roles of the user allow. It may read, draft, import and export;
/// no token submits, approves, publishes, withdraws or administers. What it drafts is drafted by the user, who may not approve
/// it. The audit trail names the user and the token. A user has at most 20 valid tokens. `Idempotency-Key` is ignored, because
/// the answer contains a secret that must not be stored. A request with a service token is refused.
///
/// A user with a second factor needs a code of the last ten minutes, and another one the present password: a session that was
/// left open makes no token. The user and the administrators of the organization get a notice. A wrong password counts as a
/// failed login.
#[utoipa::path(tag = "service-tokens",
    request_body(content = CreateServiceToken, example = json!({
        "name": "นำเข้าจากระบบสารบรรณ", "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70",
        "actions": ["draft", "import"], "expires_in_days": 90, "current_password": "ช้างสามเชือกกลางทุ่งนา" })),
    responses((status = 201, body = MadeServiceTokenView, description = "The token, whose secret is shown only here")))]
#[post("/service-tokens")]
pub(crate) async fn create_service_token(
    app: Data<App>,
    JsonPost { context, mut input }: JsonPost<CreateServiceToken>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let password = input.current_password.take().map(SecretString::from);
    let made = service_token::create(&app, &context, &input.into(), password, &client_info(client)).await?;
    Ok(shown_once(made))
}

/// Lists the service tokens of the current user, newest first.
///
/// A token that has ended stays in the list for 90 days.
#[utoipa::path(tag = "service-tokens", params(ServiceTokenFilters, Paging),
    responses((status = 200, body = Page<ServiceTokenView>, description = "A page of service tokens")))]
#[get("/service-tokens")]
pub(crate) async fn list_my_service_tokens(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<ServiceTokenFilters>,
) -> Answer {
    let found = service_token::list(&app, &context, filters.query(&paging)?).await?;
    let now = context.now;
    paging.answer(found, |(token, _)| token.id, |row| ServiceTokenView::of(row, now))
}

/// Returns a service token of the current user, without its secret.
#[utoipa::path(tag = "service-tokens",
    responses((status = 200, body = ServiceTokenView, description = "The service token")))]
#[get("/service-tokens/{id}")]
pub(crate) async fn get_my_service_token(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<ServiceTokenId>,
    _: Filters<NoFilters>,
) -> Answer {
    let found = service_token::find(&app, &context, id).await?;
    Ok(present::plain(&ServiceTokenView::of(found, context.now)))
}

/// Revokes a service token of the current user: it is refused from the next request on.
///
/// A token that has ended stays as it is.
#[utoipa::path(tag = "service-tokens", responses((status = 204, description = "The token has ended")))]
#[delete("/service-tokens/{id}")]
pub(crate) async fn revoke_my_service_token(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<ServiceTokenId>,
    _: Filters<NoFilters>,
) -> Answer {
    service_token::revoke(&app, &context, id).await?;
    Ok(present::no_content())
}

/// Replaces a service token of the current user by a new one with the same name, organization and actions.
///
/// The old token stays valid for `overlap_hours`, so that the script can be changed without a gap; with 0 it ends at once.
/// `Idempotency-Key` is ignored: a repeated request is refused, because the token is replaced already. If the answer was lost,
/// revoke the new token and make another one. It needs a code or the present password, and is told, as a new token.
#[utoipa::path(tag = "service-tokens",
    request_body(content = RotateServiceToken, example = json!({
        "overlap_hours": 24, "expires_in_days": 90, "current_password": "ช้างสามเชือกกลางทุ่งนา" })),
    responses((status = 201, body = MadeServiceTokenView, description = "The new token, whose secret is shown only here")))]
#[post("/service-tokens/{id}/rotate")]
pub(crate) async fn rotate_service_token(
    app: Data<App>,
    JsonPost { context, mut input }: JsonPost<RotateServiceToken>,
    PathValue(id): PathValue<ServiceTokenId>,
    client: Client,
    _: Filters<NoFilters>,
) -> Answer {
    let password = input.current_password.take().map(SecretString::from);
    let made = service_token::rotate(&app, &context, id, input.into(), password, &client_info(client)).await?;
    Ok(shown_once(made))
}

/// 201 with a secret, which nobody may store.
fn shown_once(made: MadeToken) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/me/service-tokens/{}", made.token.id)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(MadeServiceTokenView::from(made))
}
