use prongsai_domain::access::Actor;
use prongsai_domain::id::SessionId;

use crate::credentials::AccessClaims;
use crate::{App, Error, TokenError};

/// The person of an access token, with the current roles, and the session. Session, user and roles are read for each
/// request, in one round trip: a logout, a deactivation or a change of roles applies to the next request, and so does the
/// longest time of a session. Idle sessions need no check here, because an access token is valid for less than the shortest
/// idle time.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn authenticate(app: &App, bearer: &str) -> Result<(Actor, SessionId), Error> {
    let claims = app.services.access_tokens.read(bearer, app.services.clock.now())?;
    authenticate_with(app, &claims).await
}

/// As [`authenticate`], for a token that was read before.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn authenticate_with(app: &App, claims: &AccessClaims) -> Result<(Actor, SessionId), Error> {
    let now = app.services.clock.now();
    let actor = app.store.find_actor(claims.session_id(), claims.user_id(), now).await?;
    let actor = actor.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
    Ok((actor, claims.session_id()))
}
