use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use prongsai_application::user::Account;
use prongsai_application::{App, user};
use prongsai_domain::id::UserId;

use super::account_view::{PasswordTokenView, PendingMembershipView};
use super::view::UserView;
use crate::extract::{
    Authenticated, Filters, IfMatch, JsonPost, ListQuery, NoFilters, Nothing, Page, Paging, PathValue,
};
use crate::{Answer, present};

/// Makes a token with which a person sets their password, once, within 72 hours.
///
/// If the server sends mail and the person has an address, the token goes there, and nobody else sees it. Otherwise the
/// administrator hands it over. The person sends it to `POST /auth/activate`. It is for the first password and for a
/// forgotten one, and replaces an earlier token. When it is used, the rights to approve, publish and administer sleep until
/// another administrator confirms the account. The person and the other administrators get a notice. `Idempotency-Key` is
/// ignored, because the answer contains a secret that must not be stored.
///
/// If the account waits for a second person because of another administrator, it is begun again (`begun_again`): its password,
/// sessions, service tokens and second factor end at once, because that administrator may have them. Afterwards neither you nor
/// those who had the account in hand before (`had_in_hand` of the user) may confirm it.
#[utoipa::path(tag = "users", request_body = Nothing,
    responses((status = 201, body = PasswordTokenView, description = "The token, which is shown only here, or how it is delivered")))]
#[post("/{id}/password-token")]
pub(crate) async fn create_password_token(
    app: Data<App>,
    JsonPost { context, input: _ }: JsonPost<Nothing>,
    PathValue(id): PathValue<UserId>,
    _: Filters<NoFilters>,
) -> Answer {
    let made = user::hand_over_token(&app, &context, id).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(PasswordTokenView::from(made)))
}

/// Confirms an account whose password was set with the token of an administrator, as the second person.
///
/// Confirm only after you have asked the person themself, and name the revision that you read: a password that was set since
/// then raises it. Another administrator of the organization confirms; where it has
/// none but those who had the account in hand (`had_in_hand`), an administrator of the platform does. If you do not know that the
/// person themself uses the account, begin it again instead: `POST /users/{id}/password-token`.
#[utoipa::path(tag = "users", params(IfMatch), request_body = Nothing,
    responses((status = 200, body = UserView, description = "The confirmed account")))]
#[post("/{id}/confirm")]
pub(crate) async fn confirm_user(
    app: Data<App>,
    JsonPost { context, input: _ }: JsonPost<Nothing>,
    PathValue(id): PathValue<UserId>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |account: &Account| present::changed(account.user.revision, &UserView::from(account));
    present::send(user::confirm(&app, &context, id, &precondition, respond).await?)
}

/// Removes the second factor of a person who lost the authenticator and the recovery codes.
///
/// Their sessions end, and they log in with the password alone. The rights to approve, publish and administer sleep until
/// another administrator confirms the account. The person and the other administrators get a notice. Their
/// service tokens end. 404 if the person has no second factor; 409 `awaits-confirmation` if the account waits for a second person
/// because of another administrator. `POST /users/{id}/password-token` then begins it again, also without the second factor.
#[utoipa::path(tag = "users", responses((status = 204, description = "The second factor was removed")))]
#[delete("/{id}/second-factor")]
pub(crate) async fn delete_second_factor(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<UserId>,
    _: Filters<NoFilters>,
) -> Answer {
    user::remove_second_factor(&app, &context, id).await?;
    Ok(present::no_content())
}

/// Lists the proposed roles that wait for a second person, within the administrator's scope.
#[utoipa::path(tag = "users", params(Paging),
    responses((status = 200, body = Page<PendingMembershipView>, description = "A page of proposed roles")))]
#[get("/proposed-memberships")]
pub(crate) async fn list_proposed_memberships(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters: _, paging }: ListQuery<NoFilters>,
) -> Answer {
    let found = user::pending_grants(&app, &context, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(
        found,
        |(pending, _)| pending.grant.id,
        |(pending, user)| PendingMembershipView::of(&pending, user),
    )
}
