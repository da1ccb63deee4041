use prongsai_domain::access::Actor;
use prongsai_domain::id::SessionId;

use crate::{App, Error};

/// Who sends an access token, with the roles of this moment. Session, user and roles are read anew each time, in one
/// round trip: a logout, a deactivation or a change of roles binds the next request.
///
/// # Errors
/// [`Error::Unauthenticated`]: `expired-token` when the token is too old, `invalid-token` when it is not ours, its
/// session has ended, or the user may no longer log in.
pub async fn authenticate(app: &App, bearer: &str) -> Result<Actor, Error> {
    let claims = app.services.access_tokens.read(bearer, app.services.clock.now())?;
    let actor = app.store.find_actor(claims.session_id(), claims.user_id()).await?;
    actor.ok_or(Error::Unauthenticated("invalid-token"))
}

/// The session that an access token belongs to.
///
/// # Errors
/// As for [`authenticate`], but whether the session has ended is not looked up.
pub fn session_of(app: &App, bearer: &str) -> Result<SessionId, Error> {
    Ok(app
        .services
        .access_tokens
        .read(bearer, app.services.clock.now())?
        .session_id())
}
