use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::SessionId;
use prongsai_domain::session::{Exchange, Reuse, Rotation, SessionLimits};
use prongsai_persistence::{LockedSession, NewSecurityEvent, Recorded, Transaction};

use super::ClientInfo;
use super::tokens::{self, Issued, Tokens};
use crate::credentials::TokenSecret;
use crate::{App, Error, TokenError};

const REFUSED: Error = Error::Unauthenticated(TokenError::Invalid);

/// Exchanges a refresh token for new tokens. Using one twice ends the whole session, except within a short grace period:
/// see [`Rotation`].
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
                let token = transaction.refresh_token(secret.sha256()).await?.ok_or(REFUSED)?;
                let id = token.session_id;
                let session = transaction.lock_session(id).await?.ok_or(REFUSED)?;
                if !is_open(&session, &app.services.session_limits, now) {
                    return Err(REFUSED);
                }
                match session.rotation.exchange(token.generation, now) {
                    Exchange::Granted { rotation, is_repeated } => {
                        let tokens = go_on(app, transaction, id, &session, rotation, client, now).await?;
                        let event = NewSecurityEvent {
                            detail: is_repeated.then(|| serde_json::json!({ "repeated": true })),
                            ..client.session_event(now, session.user_id, SecurityEventKind::Refresh, id)
                        };
                        Ok(transaction.record_event(&event, Ok(tokens)).await?)
                    }
                    Exchange::Reused(why) => end(transaction, id, &session, why, client, now).await,
                }
            },
        )
        .await?
}

async fn go_on(
    app: &App,
    transaction: &mut Transaction,
    id: SessionId,
    session: &LockedSession,
    rotation: Rotation,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<Tokens, Error> {
    // A request that waited for another one arrived before it.
    let refreshed_at = session.refreshed_at.max(now);
    transaction
        .continue_session(id, rotation, refreshed_at, &client.of_session())
        .await?;
    let issued = Issued {
        user: session.user_id,
        session: id,
        generation: rotation.newest,
        expires_at: session.expires_at,
    };
    tokens::issue(app, transaction, &issued, now).await
}

/// Ends a session of which two programs hold tokens. This is committed, and the client is refused.
async fn end(
    transaction: &mut Transaction,
    id: SessionId,
    session: &LockedSession,
    why: Reuse,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<Recorded<Result<Tokens, Error>>, Error> {
    transaction.end_session(id, "refresh-reuse", now).await?;
    let exchanged_at = session.rotation.exchanged_at.map(|at| at.to_string());
    let event = NewSecurityEvent {
        detail: Some(serde_json::json!({ "why": why.as_str(), "exchanged_at": exchanged_at })),
        ..client.session_event(now, session.user_id, SecurityEventKind::RefreshReuse, id)
    };
    Ok(transaction.record_event(&event, Err(REFUSED)).await?)
}

fn is_open(session: &LockedSession, limits: &SessionLimits, now: Timestamp) -> bool {
    let expiry = limits.expiry(session.refreshed_at, session.expires_at);
    !session.is_ended && session.user_is_active && now < expiry.at
}

#[cfg(test)]
mod tests {
    use prongsai_domain::id::UserId;
    use uuid::Uuid;

    use super::*;

    const DAY: i64 = 24 * 3600;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn locked(refreshed_at: i64) -> LockedSession {
        LockedSession {
            user_id: UserId::new(Uuid::nil()),
            is_ended: false,
            user_is_active: true,
            refreshed_at: at(refreshed_at),
            expires_at: at(30 * DAY),
            rotation: Rotation::BEGUN,
        }
    }

    #[test]
    fn nothing_continues_an_ended_session_or_a_deactivated_user() {
        let limits = SessionLimits::default();
        let ended = LockedSession {
            is_ended: true,
            ..locked(0)
        };
        let inactive = LockedSession {
            user_is_active: false,
            ..locked(0)
        };
        assert!(is_open(&locked(0), &limits, at(1)));
        assert!(!is_open(&ended, &limits, at(1)));
        assert!(!is_open(&inactive, &limits, at(1)));
    }

    #[test]
    fn nothing_continues_an_idle_or_expired_session() {
        let limits = SessionLimits::default();
        assert!(is_open(&locked(0), &limits, at(7 * DAY - 1)));
        assert!(!is_open(&locked(0), &limits, at(7 * DAY)));
        assert!(is_open(&locked(29 * DAY), &limits, at(30 * DAY - 1)));
        assert!(!is_open(&locked(29 * DAY), &limits, at(30 * DAY)));
    }
}
