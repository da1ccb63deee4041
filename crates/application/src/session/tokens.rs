use jiff::Timestamp;
use prongsai_domain::id::{SessionId, UserId};
use prongsai_persistence::{NewRefreshToken, Transaction};
use secrecy::SecretString;

use crate::credentials::{AccessTokens, TokenSecret};
use crate::{App, Error};

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

/// What tokens are issued for.
pub(super) struct Issued {
    /// The person.
    pub(super) user: UserId,
    /// The session.
    pub(super) session: SessionId,
    /// The generation of the refresh token.
    pub(super) generation: i32,
    /// When the session ends in any case, in UTC.
    pub(super) expires_at: Timestamp,
}

/// Creates the tokens of a session and stores the hash of the refresh token.
pub(super) async fn issue(
    app: &App,
    transaction: &mut Transaction,
    issued: &Issued,
    now: Timestamp,
) -> Result<Tokens, Error> {
    let refresh = TokenSecret::generate()?;
    let token = NewRefreshToken {
        sha256: refresh.sha256(),
        session_id: issued.session,
        generation: issued.generation,
        issued_at: now,
        expires_at: issued.expires_at,
    };
    transaction.insert_refresh_token(&token).await?;
    let services = &app.services;
    let access = services
        .access_tokens
        .issue(issued.user, issued.session, services.ids.next(now), now)?;
    // The session may end before the access token.
    let left = issued.expires_at.duration_since(now).as_secs();
    Ok(Tokens {
        access_token: access.into(),
        expires_in: AccessTokens::LIFETIME_SECONDS.min(left),
        refresh_token: refresh.expose().into(),
    })
}
