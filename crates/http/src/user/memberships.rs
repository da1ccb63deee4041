use actix_web::web::Data;
use actix_web::{delete, get, post};
use prongsai_application::user::HeldGrant;
use prongsai_application::{App, user};
use prongsai_domain::id::{MembershipId, UserId};

use super::input::CreateMembership;
use super::view::{MembershipListView, MembershipView};
use crate::extract::{Authenticated, Filters, IfNoneMatch, JsonPost, NoFilters, Nothing, PathValue};
use crate::{Answer, present};

/// The revision of every role, which never changes. A proposed role has it too, before and after its confirmation.
const UNCHANGING: i64 = 1;

/// Lists the roles of a person within the administrator's scope.
#[utoipa::path(tag = "users", params(IfNoneMatch),
    responses((status = 200, body = MembershipListView, description = "The roles")))]
#[get("/{id}/memberships")]
pub(crate) async fn list_memberships(
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
        &MembershipListView::from(&account),
    ))
}

/// Gives a person a role, from their next request on, or proposes it.
///
/// Two people give `approver`, `publisher`, `organization_admin` and `platform_admin`: one proposes the role, and another
/// administrator confirms it within 14 days at `POST …/confirm`. Nobody gives a role to themselves.
#[utoipa::path(tag = "users",
    request_body(content = CreateMembership,
        example = json!({ "role": "approver", "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70" })),
    responses((status = 201, body = MembershipView, description = "The role")))]
#[post("/{id}/memberships")]
pub(crate) async fn create_membership(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateMembership>,
    PathValue(id): PathValue<UserId>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |made: &HeldGrant| {
        let location = format!("/api/v1/users/{id}/memberships/{}", made.grant().id);
        present::created(&location, UNCHANGING, &MembershipView::from(made))
    };
    present::send(user::grant(&app, &context, id, input.into(), respond).await?)
}

/// Confirms a proposed role, as the second person. It applies from the person's next request.
///
/// Another administrator of the organization confirms; where it has none but the one who proposed, an administrator of the
/// platform does. `prongsai user confirm` on the host is a second person, too. A first role in another organization ends the
/// person's sessions.
#[utoipa::path(tag = "users", request_body = Nothing,
    responses((status = 200, body = MembershipView, description = "The role")))]
#[post("/{id}/memberships/{membership_id}/confirm")]
pub(crate) async fn confirm_membership(
    app: Data<App>,
    JsonPost { context, input: _ }: JsonPost<Nothing>,
    PathValue((id, membership_id)): PathValue<(UserId, MembershipId)>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |given: &HeldGrant| present::changed(UNCHANGING, &MembershipView::from(given));
    present::send(user::confirm_grant(&app, &context, id, membership_id, respond).await?)
}

/// Returns a role of a person within the administrator's scope.
#[utoipa::path(tag = "users", params(IfNoneMatch),
    responses((status = 200, body = MembershipView, description = "The role")))]
#[get("/{id}/memberships/{membership_id}")]
pub(crate) async fn get_membership(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, membership_id)): PathValue<(UserId, MembershipId)>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let grant = user::find_grant(&app, &context, id, membership_id).await?;
    Ok(present::ok_unless_known(
        &known,
        UNCHANGING,
        &MembershipView::from(&grant),
    ))
}

/// Removes a role of a person, from their next request on, or rejects a proposed one.
///
/// A role never changes, so `If-Match` is not needed. The role of the last active platform administrator cannot be
/// removed, and the last administrator of an organization cannot remove themselves.
#[utoipa::path(tag = "users", responses((status = 204, description = "The role was removed")))]
#[delete("/{id}/memberships/{membership_id}")]
pub(crate) async fn delete_membership(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, membership_id)): PathValue<(UserId, MembershipId)>,
    _: Filters<NoFilters>,
) -> Answer {
    user::revoke(&app, &context, id, membership_id).await?;
    Ok(present::no_content())
}
