use jiff::Timestamp;
use prongsai_domain::audit::{AuditAction, SecurityEventKind};
use prongsai_domain::id::{NoticeId, UserId};
use prongsai_domain::service_token::Revocation;
use prongsai_domain::user::{AccountStanding, OwnWords, User, check_password};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{
    ActingUser, AuditEntry, EntryOrigin, NewNotice, NewSecurityEvent, NoticeKind, PasswordToken, Recorded, Transaction,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::ClientInfo;
use super::refusal::is_noted;
use crate::credentials::TokenSecret;
use crate::service_token::end_all;
use crate::user::{Account, all_of, has_second, only_organization};
use crate::{App, Error};

/// Sets the password of the person for whom a token was handed over, and ends their sessions and service tokens. The token
/// can be used once. If an administrator handed it over, the rights that two people share sleep until a second person confirms
/// the account.
///
/// # Errors
/// [`Error::Invalid`] for a token that is unknown, used or expired, and for a password that is refused;
/// [`Error::Unavailable`] when too many passwords are being hashed.
pub async fn activate(app: &App, token: &str, password: SecretString, client: &ClientInfo) -> Result<(), Error> {
    let mut checker = Checker::new();
    let now = app.services.clock.now();
    let (found, own) = match read(app, token).await? {
        Sent::Usable(secret, stored, account) => {
            let own = own_words(app, &account).await?;
            (Some((secret, stored, account)), own)
        }
        Sent::Refused(why, person) => {
            note_refusal(app, (why, person), client, now).await?;
            refuse_token(&mut checker);
            (None, OwnWords::default())
        }
    };
    check_password("password", password.expose_secret(), &own, &mut checker);
    let (secret, token, _) = checker.finish(found)?;
    let hash = app.services.passwords.hash(password).await?;
    let origin = origin(app, client).await?;
    let work =
        async |transaction: &mut Transaction| set(app, transaction, &secret, token, &hash, (client, &origin)).await;
    let done = app.store.write("session.activate", work).await;
    if matches!(done, Err(Error::Invalid(_))) {
        note_refusal(app, ("not-usable", Some(token.user)), client, now).await?;
    }
    done
}

/// A token that was sent.
enum Sent {
    /// As it was sent and as it is stored, and the account that it is for, before anything is locked.
    Usable(TokenSecret, PasswordToken, Box<Account>),
    /// Why it cannot be used, and the person if it was theirs.
    Refused(&'static str, Option<UserId>),
}

async fn read(app: &App, sent: &str) -> Result<Sent, Error> {
    let Some(secret) = TokenSecret::read(sent) else {
        return Ok(Sent::Refused("malformed", None));
    };
    let Some(token) = app.store.find_password_token(secret.sha256()).await? else {
        return Ok(Sent::Refused("unknown", None));
    };
    if token.expires_at <= app.services.clock.now() {
        return Ok(Sent::Refused("expired", Some(token.user)));
    }
    let account = all_of(app, token.user).await?;
    Ok(Sent::Usable(secret, token, Box::new(account)))
}

/// Notes that a token was refused, unless enough of them were noted.
async fn note_refusal(
    app: &App,
    (why, person): (&'static str, Option<UserId>),
    client: &ClientInfo,
    now: Timestamp,
) -> Result<(), Error> {
    let kind = SecurityEventKind::PasswordTokenRefused;
    if !is_noted(app, kind, None, client.address, now).await? {
        return Ok(());
    }
    let event = NewSecurityEvent {
        detail: Some(json!({ "why": why })),
        ..client.event(now, person, kind)
    };
    Ok(app.store.note_event(&event).await?)
}

/// The words that a password of this account must not consist of.
pub(super) async fn own_words(app: &App, account: &Account) -> Result<OwnWords, Error> {
    let names = app.store.organization_names(&account.organizations()).await?;
    let User { username, profile, .. } = &account.user;
    let texts = [username.as_str(), profile.display_name.as_str()];
    Ok(OwnWords::of(
        texts.into_iter().chain(names.iter().map(|(_, name)| name.as_str())),
    ))
}

async fn set(
    app: &App,
    transaction: &mut Transaction,
    secret: &TokenSecret,
    token: PasswordToken,
    hash: &str,
    (client, origin): (&ClientInfo, &EntryOrigin),
) -> Result<Recorded<()>, Error> {
    let now = app.services.clock.now();
    let mut user = transaction.lock_user(token.user).await?.ok_or_else(unknown_token)?;
    // Another request may have used or replaced the token while this one hashed the password.
    let is_current = transaction.password_token(secret.sha256()).await? == Some(token);
    let account = Account::of(transaction, user.clone()).await?;
    let is_usable = is_current && user.profile.is_active && is_of_first_person(&user, token.issued_by);
    if !is_usable || !is_in_charge(transaction, token.issued_by, &account, now).await? {
        return Err(unknown_token());
    }
    transaction.delete_password_token(user.id).await?;
    transaction.set_password_hash(user.id, hash).await?;
    match user.standing {
        // The person who used an earlier token may have added the second factor.
        AccountStanding::Unconfirmed { .. } => {
            transaction.delete_second_factor(user.id).await?;
        }
        AccountStanding::Invited | AccountStanding::Confirmed => {
            transaction.delete_unconfirmed_second_factor(user.id).await?;
        }
    }
    transaction.set_handed_over_by(user.id, token.issued_by).await?;
    transaction.end_sessions_of(user.id, "password-changed", now).await?;
    end_service_tokens(transaction, &user, now, (client, origin)).await?;
    user.revision += 1;
    transaction.update_user(&user, now).await?;
    tell(app, transaction, &account, token.issued_by).await?;
    // The entry has no actor, because anybody who had the token may have used it.
    let mut entry = AuditEntry::new(now, None, AuditAction::UserActivate, "user");
    entry.subject = Some(user.id.get());
    entry.organization = only_organization(&account);
    entry.request_id = client.request_id;
    entry.origin = origin.clone();
    entry.detail = Some(json!({ "username": user.username, "handed_over_by": token.issued_by }));
    Ok(transaction.record(entry, ()).await?)
}

/// Whether the administrator who handed over the token has the account in hand, if anybody has. Another administrator may have
/// taken it in hand since, for example by removing the second factor. Then this token is refused, and the administrator who
/// handed it over needs another one, which begins the account again.
fn is_of_first_person(user: &User, issuer: Option<UserId>) -> bool {
    match user.standing {
        AccountStanding::Unconfirmed { handed_over_by } => issuer.is_none_or(|issuer| issuer == handed_over_by),
        AccountStanding::Invited | AccountStanding::Confirmed => true,
    }
}

/// Ends the service tokens of the person. Somebody else who knew the previous password may have made them.
async fn end_service_tokens(
    transaction: &mut Transaction,
    user: &User,
    at: Timestamp,
    (client, origin): (&ClientInfo, &EntryOrigin),
) -> Result<(), Error> {
    let entry = || {
        let mut entry = AuditEntry::new(at, None, AuditAction::ServiceTokenRevoke, "service_token");
        entry.request_id = client.request_id;
        entry.origin = origin.clone();
        entry
    };
    end_all(transaction, user.id, None, Revocation { at, by: None }, entry).await
}

/// Whether the administrator who handed over the token may still change the account. They may have lost their role since, or the
/// person may have got one elsewhere.
async fn is_in_charge(
    transaction: &mut Transaction,
    issuer: Option<UserId>,
    account: &Account,
    now: Timestamp,
) -> Result<bool, Error> {
    let Some(issuer) = issuer else {
        return Ok(true);
    };
    let issuer = ActingUser::without_session(issuer, now);
    let issuer = transaction.acting_person(issuer).await?;
    Ok(issuer.is_some_and(|(actor, _)| account.check_answers_for(&actor, now).is_ok()))
}

/// Where the request came from, as the trail keeps it.
async fn origin(app: &App, client: &ClientInfo) -> Result<EntryOrigin, Error> {
    let now = app.services.clock.now();
    let address_digest = match client.address {
        Some(address) => Some(app.services.addresses.digest(&app.store, address, now).await?),
        None => None,
    };
    Ok(EntryOrigin {
        address_digest,
        client_request_id: client.client_request_id.clone(),
    })
}

/// Tells that the token was used: the person, and the administrators, one of whom confirms the account. If no organization in
/// charge has an administrator who may confirm it (`has_second`), the administrators of the platform are told too.
async fn tell(
    app: &App,
    transaction: &mut Transaction,
    account: &Account,
    handed_over_by: Option<UserId>,
) -> Result<(), Error> {
    let now = app.services.clock.now();
    let user = &account.user;
    let mut readers = transaction
        .administrators_to_tell(&account.organizations_in_charge(now))
        .await?;
    if !has_second(transaction, &account.organizations_in_charge(now), user, handed_over_by).await? {
        readers.extend(transaction.administrators_to_tell(&[]).await?);
    }
    readers.extend(handed_over_by);
    readers.push(user.id);
    readers.sort_unstable();
    readers.dedup();
    let notice = |reader: UserId| NewNotice {
        id: NoticeId::new(app.services.ids.next(now)),
        user: reader,
        at: now,
        kind: NoticeKind::PasswordSet,
        detail: json!({ "person": { "id": user.id, "name": user.profile.display_name }, "by": null }),
    };
    let notices: Vec<NewNotice> = readers.into_iter().map(notice).collect();
    Ok(transaction.insert_notices(&notices).await?)
}

fn unknown_token() -> Error {
    let mut checker = Checker::new();
    refuse_token(&mut checker);
    Error::Invalid(checker.finish::<()>(None).err().unwrap_or_default())
}

fn refuse_token(checker: &mut Checker) {
    checker.at("token", |at| {
        at.refuse(
            "unknown-token",
            "ไม่มีรหัสเปิดใช้บัญชีนี้ หรือรหัสถูกใช้แล้วหรือหมดอายุ โปรดขอรหัสใหม่จากผู้ดูแล",
            "the token is unknown, used or expired; ask an administrator for a new one",
        );
    });
}
