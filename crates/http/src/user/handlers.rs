use actix_web::web::Data;
use actix_web::{get, patch, post};
use prongsai_application::App;
use prongsai_application::user::{self, Account};
use prongsai_domain::id::UserId;

use super::input::{CreateUser, PatchUser, UserFilters};
use super::view::UserView;
use crate::extract::{
    Authenticated, Body, Filters, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::{Answer, present};

/// Lists the people that the caller administers, by creation.
///
/// `awaits_confirmation=true` lists those of whom something waits for a second person: the account after an activation or a
/// reset (`standing`), or a role (`proposed_memberships`).
#[utoipa::path(tag = "users", params(UserFilters, Paging),
    responses((status = 200, body = Page<UserView>, description = "A page of people")))]
#[get("")]
pub(crate) async fn list_users(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<UserFilters>,
) -> Answer {
    let found = user::list(&app, &context, filters.query(&paging)?).await?;
    paging.answer(found, |row| row.user.id, |row| UserView::from(&row))
}

/// Adds a person, with their first roles.
///
/// The account has no password: hand over a token made at `POST /users/{id}/password-token`. Roles that two people give are
/// proposed, and a second administrator confirms them. An administrator of an organization gives at least one role, all of that organization; a platform administrator
/// gives any roles.
#[utoipa::path(tag = "users",
    request_body(content = CreateUser, example = json!({
        "username": "somchai.r", "display_name": "สมชาย รักถิ่น", "position": "นักวิเคราะห์นโยบายและแผน",
        "memberships": [{ "role": "drafter", "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70" }],
    })),
    responses((status = 201, body = UserView, description = "The new user")))]
#[post("")]
pub(crate) async fn create_user(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateUser>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |made: &Account| {
        present::created(
            &format!("/api/v1/users/{}", made.user.id),
            made.user.revision,
            &UserView::from(made),
        )
    };
    present::send(user::create(&app, &context, input.try_into()?, respond).await?)
}

/// Returns a person that the caller administers.
#[utoipa::path(tag = "users", params(IfNoneMatch),
    responses((status = 200, body = UserView, description = "The user")))]
#[get("/{id}")]
pub(crate) async fn get_user(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<UserId>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let account = user::find(&app, &context, id).await?;
    Ok(present::ok_unless_known(
        &known,
        account.user.revision,
        &UserView::from(&account),
    ))
}

/// Changes a person, deactivates or reactivates them.
///
/// An administrator of an organization may change only people who have no role elsewhere. A deactivation ends all sessions
/// and service tokens of the person. After a reactivation the old roles apply again; if two people gave one of them, the account
/// waits for a second person (`standing`). Both need a code of the last ten minutes from people with a second factor. The last active platform administrator cannot be deactivated, and the last administrator of an organization
/// cannot deactivate themselves.
#[utoipa::path(tag = "users", params(IfMatch),
    request_body(content = PatchUser, content_type = "application/merge-patch+json",
        example = json!({ "position": "หัวหน้าสำนักปลัด", "is_active": true })),
    responses((status = 200, body = UserView, description = "The changed user")))]
#[patch("/{id}")]
pub(crate) async fn edit_user(
    app: Data<App>,
    Body { context, input }: Body<PatchUser>,
    PathValue(id): PathValue<UserId>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let account = user::edit(&app, &context, id, &precondition, input.try_into()?).await?;
    Ok(present::ok(account.user.revision, &UserView::from(&account)))
}
