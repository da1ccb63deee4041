use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::SessionId;
use prongsai_domain::user::check_username;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Credential, Recorded, Transaction};
use secrecy::SecretString;

use super::ClientInfo;
use super::throttle::Subjects;
use super::tokens::{self, Tokens};
use crate::{App, Error};

/// Logs a person in and starts a session. An unknown name, a wrong password and a deactivated user get the same answer
/// after the same work.
///
/// # Errors
/// [`Error::TooManyAttempts`] after repeated failures of the account or the address, [`Error::BadCredentials`],
/// [`Error::Unavailable`] when too many people are logging in.
pub async fn login(app: &App, username: &str, password: SecretString, client: &ClientInfo) -> Result<Tokens, Error> {
    let now = app.services.clock.now();
    // A malformed name belongs to nobody, and is not sent to the database.
    let name = check_username(username, &mut Checker::new());
    let subjects = Subjects::of(name.as_deref().unwrap_or(username), client);
    subjects.count(app, now).await?;
    let credential = match &name {
        Some(name) => app.store.find_credential(name).await?,
        None => None,
    };
    let hash = credential.as_ref().and_then(|known| known.password_hash.clone());
    let matches = app.services.passwords.verify(password, hash).await?;
    match credential {
        Some(known) if matches && known.is_active => match begin(app, &known, &subjects, client, now).await {
            Err(Error::BadCredentials) => refuse(app, Some(&known), client, now).await,
            begun => begun,
        },
        other => refuse(app, other.as_ref(), client, now).await,
    }
}

async fn begin(
    app: &App,
    known: &Credential,
    subjects: &Subjects,
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
                transaction.insert_session(session, user, now).await?;
                subjects.forgive(transaction).await?;
                let tokens = tokens::issue(app, transaction, user, session, client, now).await?;
                let event = client.session_event(now, user, SecurityEventKind::Login, session);
                Ok(transaction.record_event(&event, tokens).await?)
            },
        )
        .await
}

async fn refuse(app: &App, known: Option<&Credential>, client: &ClientInfo, now: Timestamp) -> Result<Tokens, Error> {
    let person = known.map(|known| known.user_id);
    app.store
        .note_event(&client.event(now, person, SecurityEventKind::LoginFailed))
        .await?;
    Err(Error::BadCredentials)
}
