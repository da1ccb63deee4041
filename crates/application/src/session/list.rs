use prongsai_domain::id::{SessionId, UserId};
use prongsai_domain::session::Session;
use prongsai_persistence::SessionFilter;

use crate::{App, Context, Error};

/// The part of a list of sessions that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct SessionQuery {
    /// Only open ones, or only ended ones; all when absent.
    pub is_open: Option<bool>,
    /// Only sessions that began before this one.
    pub before: Option<SessionId>,
    /// The largest number of sessions.
    pub limit: i64,
}

/// The sessions of the person who asks, newest first. Ended ones are in the list until they are deleted.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token.
pub async fn list(app: &App, context: &Context, query: SessionQuery) -> Result<Vec<Session>, Error> {
    context.check_in_person()?;
    of_person(app, context, context.user(), query).await
}

/// The sessions of a person, regardless of the caller.
pub(crate) async fn of_person(
    app: &App,
    context: &Context,
    user: UserId,
    query: SessionQuery,
) -> Result<Vec<Session>, Error> {
    let filter = SessionFilter {
        user,
        is_open: query.is_open,
        now: context.now,
        idle_since: app.services.session_limits.idle_since(context.now),
        before: query.before,
        limit: query.limit,
    };
    Ok(app.store.sessions(&filter).await?)
}
