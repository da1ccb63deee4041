use actix_web::web::Data;
use actix_web::{delete, get};
use prongsai_application::{App, session};
use prongsai_domain::id::SessionId;

use super::session_view::{Seen, SessionFilters, SessionView};
use crate::extract::{Authenticated, Filters, ListQuery, NoFilters, Page, Paging, PathValue};
use crate::{Answer, present};

/// Lists the caller's sessions, newest first.
///
/// A session that has ended stays in the list for 30 days, with the reason.
#[utoipa::path(tag = "session", params(SessionFilters, Paging),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions")))]
#[get("/sessions")]
pub(crate) async fn list_my_sessions(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<SessionFilters>,
) -> Answer {
    let found = session::list(&app, &context, filters.query(&paging)?).await?;
    let seen = Seen::by(&app, &context);
    paging.answer(found, |row| row.id, |row| seen.view(row))
}

/// Ends a session of the caller: its tokens become invalid. To end the present one is to log out.
#[utoipa::path(tag = "session", responses((status = 204, description = "The session has ended")))]
#[delete("/sessions/{session_id}")]
pub(crate) async fn end_my_session(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<SessionId>,
    _: Filters<NoFilters>,
) -> Answer {
    session::end(&app, &context, id).await?;
    Ok(present::no_content())
}

/// Ends all sessions of the caller but the present one.
#[utoipa::path(tag = "session", responses((status = 204, description = "The other sessions have ended")))]
#[delete("/sessions")]
pub(crate) async fn end_my_other_sessions(
    app: Data<App>,
    Authenticated(context): Authenticated,
    _: Filters<NoFilters>,
) -> Answer {
    session::end_others(&app, &context).await?;
    Ok(present::no_content())
}
