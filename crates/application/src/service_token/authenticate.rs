use prongsai_domain::access::Actor;
use prongsai_domain::service_token::{UsedToken, is_use_to_be_recorded};
use prongsai_persistence::{FoundToken, TokenStanding};

use crate::credentials::ServiceSecret;
use crate::{App, Error, TokenError};

/// The person of a service token, with the present roles limited to what the token may do, and the token. Token, person and
/// roles are read for each request, in one round trip. Once an hour the last use is recorded too.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn authenticate(app: &App, text: &str) -> Result<(Actor, UsedToken), Error> {
    const INVALID: Error = Error::Unauthenticated(TokenError::Invalid);
    let secret = ServiceSecret::read(text).ok_or(INVALID)?;
    let now = app.services.clock.now();
    let found = app.store.find_service_token_actor(secret.sha256(), now).await?;
    let refusal = match found {
        Some(found) if found.standing == TokenStanding::Valid => {
            app.services.known_tokens.remember(&secret, found.actor.user_id);
            record_use(app, &found).await;
            return Ok((found.actor, found.used));
        }
        Some(found) if found.standing == TokenStanding::Expired => Error::Unauthenticated(TokenError::Expired),
        _ => INVALID,
    };
    app.services.known_tokens.forget(&secret);
    Err(refusal)
}

/// Records the use if the last record is old. If that fails, the request goes on.
async fn record_use(app: &App, found: &FoundToken) {
    let now = app.services.clock.now();
    if !is_use_to_be_recorded(found.last_used_at, now) {
        return;
    }
    if let Err(error) = app.store.record_service_token_use(found.used.id, now).await {
        tracing::warn!(%error, "the use of a service token could not be recorded");
    }
}
