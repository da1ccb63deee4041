use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::SessionId;
use prongsai_domain::session::Rotation;
use prongsai_domain::user::check_username;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Credential, NewSecurityEvent, NewSession, Recorded, Transaction};
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::ClientInfo;
use super::second_factor::{CodeKind, note_wrong_code, prove};
use super::throttle::Attempt;
use super::tokens::{self, Issued, Tokens};
use crate::credentials::FactorCode;
use crate::{App, Error};

/// A login whose password is right.
struct Login<'a> {
    known: &'a Credential,
    /// The attempt at the password.
    attempt: &'a Attempt,
    code: Option<FactorCode>,
    client: &'a ClientInfo,
    now: Timestamp,
}

/// Logs a person in and starts a session. An unknown name, a wrong password and a deactivated user get the same answer
/// after the same work. Only after the right password does the answer tell that a code is needed; a wrong code gets the
/// answer of a wrong password.
///
/// # Errors
/// [`Error::TooManyAttempts`] after repeated failures, [`Error::BadCredentials`], [`Error::SecondFactorRequired`],
/// [`Error::Unavailable`] when too many people are logging in.
pub async fn login(
    app: &App,
    username: &str,
    password: SecretString,
    code: Option<SecretString>,
    client: &ClientInfo,
) -> Result<Tokens, Error> {
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
        Some(known) if matches && known.is_active => {
            let login = Login {
                known: &known,
                attempt: &attempt,
                code: code.as_ref().map(FactorCode::read),
                client,
                now,
            };
            after_password(app, &login, name.as_deref().unwrap_or(username)).await
        }
        other => refuse(app, other.as_ref(), None, client, now).await,
    }
}

/// Goes on after the password. The code is counted apart: see [`Attempt::of_code`].
async fn after_password(app: &App, login: &Login<'_>, name: &str) -> Result<Tokens, Error> {
    let Login { known, client, now, .. } = *login;
    let mut of_code = None;
    if login.code.is_some() {
        let attempt = Attempt::of_code(app, name, client, now).await?;
        if let Err(error) = attempt.count(app, now).await {
            login.attempt.take_back(app).await?;
            return Err(error);
        }
        of_code = Some(attempt);
    }
    match begin(app, login, of_code.as_ref()).await {
        Err(Error::BadCredentials) => refuse(app, Some(known), None, client, now).await,
        Err(Error::WrongCode) => {
            let event = failure(Some(known), Some("wrong"), client, now);
            note_wrong_code(app, known.user_id, &event, now).await?;
            Err(Error::BadCredentials)
        }
        Err(Error::SecondFactorRequired) => {
            login.attempt.take_back(app).await?;
            // The password is right: if this was not the person, somebody knows it.
            note_failure(app, Some(known), Some("missing"), client, now).await?;
            Err(Error::SecondFactorRequired)
        }
        begun => begun,
    }
}

/// The credential of this name, and whether the password is right for it.
async fn check(app: &App, name: Option<&str>, password: SecretString) -> Result<(Option<Credential>, bool), Error> {
    let credential = match name {
        Some(name) => app.store.find_credential(name).await?,
        None => None,
    };
    let hash = credential.as_ref().and_then(|known| known.password_hash.clone());
    let matches = app.services.passwords.verify(password, hash).await?;
    Ok((credential, matches))
}

async fn begin(app: &App, login: &Login<'_>, of_code: Option<&Attempt>) -> Result<Tokens, Error> {
    let Login { known, client, now, .. } = *login;
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
                let used = prove(app, transaction, user, login.code.as_ref(), (client, now)).await?;
                let (issued, surplus) = open(app, transaction, login, session, used).await?;
                let attempts: Vec<&Attempt> = std::iter::once(login.attempt).chain(of_code).collect();
                Attempt::forgive_all(transaction, &attempts).await?;
                let tokens = tokens::issue(app, transaction, &issued, now).await?;
                let event = NewSecurityEvent {
                    detail: detail(surplus, used),
                    ..client.session_event(now, user, SecurityEventKind::Login, session)
                };
                Ok(transaction.record_event(&event, tokens).await?)
            },
        )
        .await
}

/// Opens a session of a person whose row the transaction has locked, and ends those that are too many. Returns what its first
/// token is issued for, and the number of sessions that ended.
async fn open(
    app: &App,
    transaction: &mut Transaction,
    login: &Login<'_>,
    id: SessionId,
    used: Option<CodeKind>,
) -> Result<(Issued, usize), Error> {
    let (user, now) = (login.known.user_id, login.now);
    let limits = &app.services.session_limits;
    let expires_at = now.saturating_add(limits.lifetime).unwrap_or(Timestamp::MAX);
    let new = NewSession {
        id,
        user,
        now,
        expires_at,
        client: login.client.of_session(),
        with_code: used.is_some(),
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

/// What the event of a login tells besides the person.
fn detail(surplus: usize, used: Option<CodeKind>) -> Option<Value> {
    let mut detail = Map::new();
    if surplus > 0 {
        detail.insert("ended_sessions".to_owned(), surplus.into());
    }
    if let Some(used) = used {
        detail.insert("second_factor".to_owned(), used.as_str().into());
    }
    (!detail.is_empty()).then_some(Value::Object(detail))
}

async fn refuse(
    app: &App,
    known: Option<&Credential>,
    second_factor: Option<&str>,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<Tokens, Error> {
    note_failure(app, known, second_factor, client, now).await?;
    Err(Error::BadCredentials)
}

/// Notes a refused login. If the password was right, `second_factor` tells why it was refused.
async fn note_failure(
    app: &App,
    known: Option<&Credential>,
    second_factor: Option<&str>,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<(), Error> {
    let event = failure(known, second_factor, client, now);
    Ok(app.store.note_event(&event).await?)
}

fn failure(
    known: Option<&Credential>,
    second_factor: Option<&str>,
    client: &ClientInfo,
    now: Timestamp,
) -> NewSecurityEvent {
    let person = known.map(|known| known.user_id);
    NewSecurityEvent {
        detail: second_factor.map(|why| serde_json::json!({ "second_factor": why })),
        ..client.event(now, person, SecurityEventKind::LoginFailed)
    }
}
