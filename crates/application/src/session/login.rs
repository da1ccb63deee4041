use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::{SessionId, UserId};
use prongsai_domain::session::Rotation;
use prongsai_domain::user::check_username;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Credential, NewSecurityEvent, NewSession, Recorded, Transaction};
use secrecy::SecretString;

use super::ClientInfo;
use super::throttle::Attempt;
use super::tokens::{self, Issued, Tokens};
use crate::{App, Error};

/// Logs a person in and starts a session. An unknown name, a wrong password and a deactivated user get the same answer
/// after the same work.
///
/// # Errors
/// [`Error::TooManyAttempts`] after repeated failures, [`Error::BadCredentials`], [`Error::Unavailable`] when too many
/// people are logging in.
pub async fn login(app: &App, username: &str, password: SecretString, client: &ClientInfo) -> Result<Tokens, Error> {
    let now = app.services.clock.now();
    // A malformed name belongs to nobody, and is not sent to the database.
    let name = check_username(username, &mut Checker::new());
    let attempt = Attempt::new(app, name.as_deref(), username, client, now).await?;
    attempt.count(app, now).await?;
    let (credential, matches) = match check(app, name.as_deref(), password).await {
        Ok(checked) => checked,
        Err(error) => {
            attempt.take_back(app).await?;
            return Err(error);
        }
    };
    match credential {
        Some(known) if matches && known.is_active => match begin(app, &known, &attempt, client, now).await {
            Err(Error::BadCredentials) => refuse(app, Some(&known), client, now).await,
            begun => begun,
        },
        other => refuse(app, other.as_ref(), client, now).await,
    }
}

/// The credential of this name, and whether the password is that of it.
async fn check(app: &App, name: Option<&str>, password: SecretString) -> Result<(Option<Credential>, bool), Error> {
    let credential = match name {
        Some(name) => app.store.find_credential(name).await?,
        None => None,
    };
    let hash = credential.as_ref().and_then(|known| known.password_hash.clone());
    let matches = app.services.passwords.verify(password, hash).await?;
    Ok((credential, matches))
}

async fn begin(
    app: &App,
    known: &Credential,
    attempt: &Attempt,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<Tokens, Error> {
    let user = known.user_id;
    let session = SessionId::new(app.services.ids.next(now));
    app.store
        .write(
            "session.login",
            async |transaction: &mut Transaction| -> Result<Recorded<Tokens>, Error> {
                // The password may have been changed, or the user deactivated, while the password was being verified.
                let present = transaction.lock_credential(user).await?;
                if !present.is_some_and(|present| present.is_active && present.password_hash == known.password_hash) {
                    return Err(Error::BadCredentials);
                }
                let (issued, surplus) = open(app, transaction, user, session, client, now).await?;
                attempt.forgive(transaction).await?;
                let tokens = tokens::issue(app, transaction, &issued, now).await?;
                let event = NewSecurityEvent {
                    detail: (surplus > 0).then(|| serde_json::json!({ "ended_sessions": surplus })),
                    ..client.session_event(now, user, SecurityEventKind::Login, session)
                };
                Ok(transaction.record_event(&event, tokens).await?)
            },
        )
        .await
}

/// Opens a session of a person who is locked, and ends those that are too many. Returns what its first token is issued
/// for, and the number of sessions that ended.
async fn open(
    app: &App,
    transaction: &mut Transaction,
    user: UserId,
    id: SessionId,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<(Issued, usize), Error> {
    let limits = &app.services.session_limits;
    let expires_at = now.saturating_add(limits.lifetime).unwrap_or(Timestamp::MAX);
    let new = NewSession {
        id,
        user,
        now,
        expires_at,
        client: client.of_session(),
    };
    transaction.insert_session(&new).await?;
    let others = limits.per_person.saturating_sub(1);
    let surplus = transaction
        .end_surplus_sessions_of(user, id, others, limits.idle_since(now), now)
        .await?;
    let issued = Issued {
        user,
        session: id,
        generation: Rotation::BEGUN.newest,
        expires_at,
    };
    Ok((issued, surplus))
}

async fn refuse(app: &App, known: Option<&Credential>, client: &ClientInfo, now: Timestamp) -> Result<Tokens, Error> {
    let person = known.map(|known| known.user_id);
    app.store
        .note_event(&client.event(now, person, SecurityEventKind::LoginFailed))
        .await?;
    Err(Error::BadCredentials)
}
