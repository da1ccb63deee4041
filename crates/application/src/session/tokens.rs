use jiff::{SignedDuration, Timestamp};
use prongsai_domain::id::{SessionId, UserId};
use prongsai_persistence::{NewRefreshToken, Transaction};
use secrecy::SecretString;

use super::ClientInfo;
use crate::credentials::{AccessTokens, TokenSecret};
use crate::{App, Error};

/// Validity of a refresh token.
const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The tokens of a login or refresh.
#[derive(Debug)]
pub struct Tokens {
    /// Identifies the caller in each request.
    pub access_token: SecretString,
    /// Validity of the access token, in seconds.
    pub expires_in: i64,
    /// Can be exchanged for new tokens, once.
    pub refresh_token: SecretString,
}

/// Creates the tokens of a session and stores the hash of the refresh token.
pub(super) async fn issue(
    app: &App,
    transaction: &mut Transaction,
    user: UserId,
    session: SessionId,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<Tokens, Error> {
    let refresh = TokenSecret::generate()?;
    let expires_at = now.saturating_add(REFRESH_LIFETIME).unwrap_or(Timestamp::MAX);
    let token = NewRefreshToken {
        sha256: refresh.sha256(),
        session_id: session,
        client: &client.fingerprint(),
        issued_at: now,
        expires_at,
    };
    transaction.insert_refresh_token(&token).await?;
    let services = &app.services;
    let access = services
        .access_tokens
        .issue(user, session, services.ids.next(now), now)?;
    Ok(Tokens {
        access_token: access.into(),
        expires_in: AccessTokens::LIFETIME_SECONDS,
        refresh_token: refresh.expose().into(),
    })
}
