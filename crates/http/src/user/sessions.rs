use actix_web::web::Data;
use actix_web::{delete, get};
use prongsai_application::{App, user};
use prongsai_domain::id::{SessionId, UserId};

use crate::extract::{Authenticated, Filters, ListQuery, NoFilters, Page, Paging, PathValue};
use crate::session::{Seen, SessionFilters, SessionView};
use crate::{Answer, present};

/// Lists the sessions of a person whom the caller administers, newest first.
///
/// An administrator of an organization sees and ends only the sessions of people who have no role elsewhere. A session that
/// has ended stays in the list for 30 days, with the reason.
#[utoipa::path(tag = "users", params(SessionFilters, Paging),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions")))]
#[get("/{id}/sessions")]
pub(crate) async fn list_user_sessions(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<UserId>,
    ListQuery { filters, paging }: ListQuery<SessionFilters>,
) -> Answer {
    let found = user::list_sessions(&app, &context, id, filters.query(&paging)?).await?;
    let seen = Seen::by(&app, &context);
    paging.answer(found, |row| row.id, |row| seen.view(row))
}

/// Ends a session of a person: its tokens become invalid.
#[utoipa::path(tag = "users", responses((status = 204, description = "The session has ended")))]
#[delete("/{id}/sessions/{session_id}")]
pub(crate) async fn end_user_session(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, session_id)): PathValue<(UserId, SessionId)>,
    _: Filters<NoFilters>,
) -> Answer {
    user::end_session(&app, &context, id, session_id).await?;
    Ok(present::no_content())
}

/// Ends all sessions of a person. The person can log in again; to prevent that, deactivate the account.
#[utoipa::path(tag = "users", responses((status = 204, description = "The sessions have ended")))]
#[delete("/{id}/sessions")]
pub(crate) async fn end_user_sessions(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<UserId>,
    _: Filters<NoFilters>,
) -> Answer {
    user::end_sessions(&app, &context, id).await?;
    Ok(present::no_content())
}
