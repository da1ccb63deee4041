use prongsai_domain::audit::{AuditAction, SecurityEventKind};
use prongsai_domain::id::NoticeId;
use prongsai_domain::user::check_password;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{NewNotice, NoticeKind, Recorded, Transaction};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::ClientInfo;
use super::activate::own_words;
use super::throttle::Attempt;
use crate::acting::change;
use crate::user::{Account, all_of, only_organization};
use crate::{Acting, App, Context, Error};

/// Changes the person's own password, and ends their other sessions, or all of them if the request has no session. A wrong
/// present password counts as a failed login.
///
/// # Errors
/// [`Error::NotWithToken`], [`Error::TooManyAttempts`], [`Error::Invalid`] for a wrong present password and for a new one that
/// is refused, [`Error::Unavailable`] when too many passwords are being hashed.
pub async fn change_password(
    app: &App,
    context: &Context,
    present: SecretString,
    new: SecretString,
    client: &ClientInfo,
) -> Result<(), Error> {
    context.check_in_person()?;
    let account = all_of(app, context.user()).await?;
    let mut checker = Checker::new();
    let own = own_words(app, &account).await?;
    check_password("new_password", new.expose_secret(), &own, &mut checker);
    checker.finish(Some(()))?;
    let username = &account.user.username;
    let attempt = Attempt::new(app, Some(username), username, client, context.now).await?;
    let known = verify(app, context, &attempt, present, client).await?;
    let hash = app.services.passwords.hash(new).await?;
    change(
        app,
        context,
        "user.change-password",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            transaction.lock_user(acting.user()).await?.ok_or(Error::NotFound)?;
            acting.confirm(transaction).await?;
            // The password may have been changed while this request hashed the new one.
            let credential = transaction.lock_credential(acting.user()).await?;
            if credential.is_none_or(|credential| credential.password_hash.as_deref() != Some(known.as_str())) {
                return Err(wrong_password());
            }
            attempt.forgive(transaction).await?;
            set(transaction, acting, &account, &hash).await
        },
    )
    .await
}

/// Checks the present password, and returns its hash.
pub(super) async fn verify(
    app: &App,
    context: &Context,
    attempt: &Attempt,
    present: SecretString,
    client: &ClientInfo,
) -> Result<String, Error> {
    attempt.count(app, context.now).await?;
    let known = app.store.password_hash_of(context.user()).await?;
    let matches = match app.services.passwords.verify(present, known.clone()).await {
        Ok(matches) => matches,
        Err(error) => {
            attempt.take_back(app).await?;
            return Err(error);
        }
    };
    if let Some(known) = known.filter(|_| matches) {
        return Ok(known);
    }
    let event = client.event(context.now, Some(context.user()), SecurityEventKind::LoginFailed);
    app.store.note_event(&event).await?;
    Err(wrong_password())
}

async fn set(
    transaction: &mut Transaction,
    acting: &Acting,
    account: &Account,
    hash: &str,
) -> Result<Recorded<()>, Error> {
    let id = acting.user();
    transaction.set_password_hash(id, hash).await?;
    // A token that was handed over before must not replace the password that the person chose.
    transaction.delete_password_token(id).await?;
    // An enrolment that somebody began with the previous password must not be confirmed either.
    transaction.delete_unconfirmed_second_factor(id).await?;
    let why = "password-changed";
    match acting.session {
        Some(present) => {
            transaction.end_other_sessions_of(id, present, why, acting.now).await?;
        }
        None => {
            transaction.end_sessions_of(id, why, acting.now).await?;
        }
    }
    let notice = NewNotice {
        id: NoticeId::new(acting.new_id()),
        user: id,
        at: acting.now,
        kind: NoticeKind::PasswordChanged,
        detail: json!({ "person": { "id": id, "name": account.user.profile.display_name }, "by": null }),
    };
    transaction.insert_notices(&[notice]).await?;
    let mut entry = acting.audit(AuditAction::UserChangePassword, "user");
    entry.subject = Some(id.get());
    entry.organization = only_organization(account);
    Ok(transaction.record(entry, ()).await?)
}

pub(super) fn wrong_password() -> Error {
    let mut checker = Checker::new();
    checker.at("current_password", |at| {
        at.refuse("wrong-password", "รหัสผ่านปัจจุบันไม่ถูกต้อง", "the present password is wrong");
    });
    Error::Invalid(checker.finish::<()>(None).err().unwrap_or_default())
}
