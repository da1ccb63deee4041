use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::SessionId;
use prongsai_persistence::{LockedSession, Recorded, RefreshToken, Transaction};

use super::ClientInfo;
use super::tokens::{self, Tokens};
use crate::credentials::TokenSecret;
use crate::{App, Error, TokenError};

/// How long an exchanged token may be exchanged again by the same client: two of its requests may find at the same time
/// that the access token has expired.
const GRACE: SignedDuration = SignedDuration::from_secs(10);

const REFUSED: Error = Error::Unauthenticated(TokenError::Invalid);

/// The decision about a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is exchanged for a new one.
    Exchanged,
    /// The same client exchanged it a moment ago, and gets another one.
    ExchangedAgain,
    /// It is not valid.
    Refused,
    /// It was exchanged before: another client may have a copy, and the session ends.
    Reused,
}

/// Exchanges a refresh token for new tokens. Using one twice ends the whole session, except within a short grace
/// period.
///
/// # Errors
/// [`Error::Unauthenticated`] when the token is not valid, or no longer valid.
pub async fn refresh(app: &App, refresh_token: &str, client: &ClientInfo) -> Result<Tokens, Error> {
    let now = app.services.clock.now();
    let secret = TokenSecret::read(refresh_token).ok_or(REFUSED)?;
    app.store
        .write(
            "session.refresh",
            async |transaction: &mut Transaction| -> Result<Recorded<_>, Error> {
                let session = transaction.session_of_token(secret.sha256()).await?.ok_or(REFUSED)?;
                let locked = transaction.lock_session(session).await?.ok_or(REFUSED)?;
                let token = transaction.refresh_token(secret.sha256()).await?.ok_or(REFUSED)?;
                match fate(&token, locked, &client.fingerprint(), now) {
                    Fate::Refused => Err(REFUSED),
                    Fate::Reused => end(transaction, session, locked, client, now).await,
                    fate => {
                        if fate == Fate::Exchanged {
                            transaction.use_refresh_token(secret.sha256(), now).await?;
                        }
                        let tokens = tokens::issue(app, transaction, locked.user_id, session, client, now).await?;
                        let event = client.session_event(now, locked.user_id, SecurityEventKind::Refresh, session);
                        Ok(transaction.record_event(&event, Ok(tokens)).await?)
                    }
                }
            },
        )
        .await?
}

/// Ends a session whose token was used twice. This is committed, and the client is refused.
async fn end(
    transaction: &mut Transaction,
    session: SessionId,
    locked: LockedSession,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<Recorded<Result<Tokens, Error>>, Error> {
    transaction.end_session(session, "refresh-reuse", now).await?;
    let event = client.session_event(now, locked.user_id, SecurityEventKind::RefreshReuse, session);
    Ok(transaction.record_event(&event, Err(REFUSED)).await?)
}

fn fate(token: &RefreshToken, locked: LockedSession, client: &str, now: Timestamp) -> Fate {
    if locked.is_ended || !locked.user_is_active {
        return Fate::Refused;
    }
    match token.used_at {
        Some(used_at) if token.client == client && now.duration_since(used_at) <= GRACE => Fate::ExchangedAgain,
        Some(_) => Fate::Reused,
        None if token.expires_at <= now => Fate::Refused,
        None => Fate::Exchanged,
    }
}

#[cfg(test)]
mod tests {
    use prongsai_domain::id::UserId;
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn locked() -> LockedSession {
        LockedSession {
            user_id: UserId::new(Uuid::nil()),
            is_ended: false,
            user_is_active: true,
        }
    }

    fn token(used_at: Option<i64>) -> RefreshToken {
        RefreshToken {
            client: "this".to_owned(),
            expires_at: at(1_000),
            used_at: used_at.map(at),
        }
    }

    #[test]
    fn a_token_is_exchanged_once() {
        assert_eq!(fate(&token(None), locked(), "this", at(500)), Fate::Exchanged);
        assert_eq!(fate(&token(Some(500)), locked(), "this", at(511)), Fate::Reused);
        assert_eq!(fate(&token(None), locked(), "this", at(1_000)), Fate::Refused);
    }

    #[test]
    fn a_client_may_move_between_exchanges() {
        assert_eq!(fate(&token(None), locked(), "other", at(500)), Fate::Exchanged);
    }

    #[test]
    fn the_grace_is_short_and_for_the_same_client() {
        assert_eq!(fate(&token(Some(500)), locked(), "this", at(510)), Fate::ExchangedAgain);
        assert_eq!(fate(&token(Some(500)), locked(), "other", at(501)), Fate::Reused);
    }

    #[test]
    fn nothing_continues_an_ended_session_or_a_deactivated_user() {
        let ended = LockedSession {
            is_ended: true,
            ..locked()
        };
        let inactive = LockedSession {
            user_is_active: false,
            ..locked()
        };
        assert_eq!(fate(&token(None), ended, "this", at(500)), Fate::Refused);
        assert_eq!(fate(&token(Some(499)), inactive, "this", at(500)), Fate::Refused);
    }
}
