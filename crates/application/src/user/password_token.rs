use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::UserId;
use prongsai_domain::user::User;
use prongsai_persistence::{AuditEntry, NewPasswordToken, NoticeKind, Recorded, Transaction};
use secrecy::SecretString;
use serde_json::json;

use super::account::{Account, only_organization};
use super::by::{By, Operator};
use super::read::find_by_username;
use super::tell::{News, tell};
use crate::acting::change;
use crate::credentials::TokenSecret;
use crate::{Acting, App, Conflict, Context, Error};

/// Validity of a token with which a person sets their password.
const LIFETIME: SignedDuration = SignedDuration::from_hours(72);

/// A token for a person, which is shown once.
#[derive(Debug)]
pub struct HandedOverToken {
    /// The person.
    pub user: User,
    /// The token.
    pub token: SecretString,
    /// When it expires, in UTC.
    pub expires_at: Timestamp,
}

/// Makes a token with which a person sets their first or a new password, once. It replaces an earlier token. When it is
/// used, the rights that two people share sleep until a second person confirms the account. The person and the other
/// administrators are told.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] when the person has roles elsewhere, [`Error::OwnAccount`],
/// [`Conflict::Deactivated`], [`Conflict::AwaitsConfirmation`] for an account that another administrator handed over.
pub async fn hand_over_token(app: &App, context: &Context, id: UserId) -> Result<HandedOverToken, Error> {
    let secret = TokenSecret::generate()?;
    change(
        app,
        context,
        "user.password-token",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<HandedOverToken>, Error> {
            let account = Account::lock(transaction, acting, id).await?;
            account.check_role_change(&acting.actor)?;
            if id == acting.user() {
                return Err(Error::OwnAccount);
            }
            account.check_in_charge(&acting.actor)?;
            account.check_no_other_first(acting)?;
            hand_over(transaction, By::Administrator(acting), account, &secret).await
        },
    )
    .await
}

/// As [`hand_over_token`], by the operator of the host: for the first administrator, and for an only administrator who forgot
/// the password. The operator is a second person already, so no right sleeps when the token is used.
///
/// # Errors
/// [`Error::NotFound`] if nobody has this login name, [`Conflict::Deactivated`].
pub async fn hand_over_token_as_operator(app: &App, username: &str) -> Result<HandedOverToken, Error> {
    let id = find_by_username(app, username).await?.ok_or(Error::NotFound)?.id;
    let operator = Operator::of(app);
    let secret = TokenSecret::generate()?;
    app.store
        .write(
            "user.password-token",
            async |transaction: &mut Transaction| -> Result<Recorded<HandedOverToken>, Error> {
                let account = Account::lock_as_operator(transaction, id).await?;
                hand_over(transaction, By::Operator(&operator), account, &secret).await
            },
        )
        .await
}

async fn hand_over(
    transaction: &mut Transaction,
    by: By<'_>,
    account: Account,
    secret: &TokenSecret,
) -> Result<Recorded<HandedOverToken>, Error> {
    if !account.user.profile.is_active {
        return Err(Error::Conflict(Conflict::Deactivated));
    }
    let expires_at = by.now().saturating_add(LIFETIME).unwrap_or(Timestamp::MAX);
    let token = NewPasswordToken {
        user: account.user.id,
        sha256: secret.sha256(),
        issued_by: by.user(),
        issued_at: by.now(),
        expires_at,
    };
    transaction.replace_password_token(&token).await?;
    let organizations = account.organizations();
    let news = News::of_account(NoticeKind::PasswordToken, &account, &organizations);
    tell(transaction, by, news).await?;
    let entry = entry(by, &account, expires_at);
    let handed_over = HandedOverToken {
        user: account.user,
        token: secret.expose().into(),
        expires_at,
    };
    Ok(transaction.record(entry, handed_over).await?)
}

fn entry<'a>(by: By<'_>, account: &Account, expires_at: Timestamp) -> AuditEntry<'a> {
    let detail = json!({ "username": account.user.username, "expires_at": expires_at });
    let mut entry = by.audit(AuditAction::UserPasswordToken, account.user.id, detail);
    entry.organization = only_organization(account);
    entry
}
