use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{JobId, UserId};
use prongsai_domain::user::User;
use prongsai_persistence::{NewPasswordToken, NoticeKind, Recorded, Transaction};
use secrecy::SecretString;
use serde_json::json;

use super::account::{Account, only_organization};
use super::begin_again::{begin_again, begins_again};
use super::by::{By, Operator};
use super::read::find_by_username;
use super::tell::{News, tell};
use crate::acting::change;
use crate::credentials::TokenSecret;
use crate::job::{Job, PasswordMail, enqueue};
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
    /// Whether the account was begun again: another administrator had it in hand.
    pub begun_again: bool,
}

/// How a person gets a token.
#[derive(Debug)]
pub enum HandedOver {
    /// The administrator sees the token, and hands it over.
    Shown(HandedOverToken),
    /// A job sends the token by mail, and the administrator never sees it.
    Mailed {
        /// The person.
        user: User,
        /// When the token expires, in UTC.
        expires_at: Timestamp,
        /// The job.
        job: JobId,
        /// Whether the account was begun again: another administrator had it in hand.
        begun_again: bool,
    },
}

/// Makes a token with which a person sets their first or a new password, once. If the server sends mail and this
/// administrator has set the address of the person, the token goes there. It replaces an earlier token. When it is
/// used, the rights that two people share sleep until a second person confirms the account. The person and the other
/// administrators are told.
///
/// An account that another administrator has in hand is begun again: what that administrator could use ends at once, and
/// nobody who had the account in hand may confirm it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] when the person has roles elsewhere, [`Error::OwnAccount`],
/// [`Error::SecondPerson`] for one from whom the account was taken, [`Conflict::Deactivated`].
pub async fn hand_over_token(app: &App, context: &Context, id: UserId) -> Result<HandedOver, Error> {
    let secret = TokenSecret::generate()?;
    change(
        app,
        context,
        "user.password-token",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<HandedOver>, Error> {
            let account = Account::lock(transaction, acting, id).await?;
            account.check_role_change(&acting.actor)?;
            if id == acting.user() {
                return Err(Error::OwnAccount);
            }
            account.check_answers_for(&acting.actor, acting.now)?;
            account.check_not_taken_from(acting)?;
            // An address that another administrator set may be theirs, and they may be the second person.
            let is_own_address =
                account.user.profile.email.is_some() && transaction.email_set_by(id).await? == Some(acting.user());
            if app.services.mailer.is_some() && is_own_address {
                return mail(app, transaction, acting, account).await;
            }
            let shown = hand_over(transaction, By::Administrator(acting), account, (&secret, "shown")).await?;
            Ok(shown.map(HandedOver::Shown))
        },
    )
    .await
}

/// As [`hand_over_token`], by the operator of the host: for the first administrator, and for an only administrator who forgot
/// the password. The operator is a second person already, so no right sleeps when the token is used. An account that an
/// administrator has in hand is begun again.
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
                hand_over(transaction, By::Operator(&operator), account, (&secret, "shown")).await
            },
        )
        .await
}

/// Makes a token that a job sends. The job has no token: it computes the one whose hash is stored here.
async fn mail(
    app: &App,
    transaction: &mut Transaction,
    acting: &Acting,
    account: Account,
) -> Result<Recorded<HandedOver>, Error> {
    let payload = PasswordMail {
        user_id: account.user.id,
    };
    let organization = only_organization(&account);
    let job = enqueue(transaction, acting, organization, Job::MailPasswordToken(payload)).await?;
    let secret = app.services.mailed_tokens.make(job.get())?;
    let made = hand_over(transaction, By::Administrator(acting), account, (&secret, "mail")).await?;
    Ok(made.map(|made| HandedOver::Mailed {
        user: made.user,
        expires_at: made.expires_at,
        begun_again: made.begun_again,
        job,
    }))
}

async fn hand_over(
    transaction: &mut Transaction,
    by: By<'_>,
    mut account: Account,
    (secret, delivery): (&TokenSecret, &str),
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
    let begun_again = begins_again(&account, by);
    let had_in_hand = if begun_again {
        begin_again(transaction, by, &mut account).await?
    } else {
        let organizations = account.organizations_in_charge(by.now());
        let news = News::of_account(NoticeKind::PasswordToken, &account, &organizations);
        tell(transaction, by, news).await?;
        Vec::new()
    };
    let detail = json!({
        "username": account.user.username, "expires_at": expires_at, "delivery": delivery,
        "begun_again": begun_again.then(|| json!({ "had_in_hand": had_in_hand })),
    });
    let mut entry = by.audit(AuditAction::UserPasswordToken, account.user.id, detail);
    entry.organization = only_organization(&account);
    let handed_over = HandedOverToken {
        user: account.user,
        token: secret.expose().into(),
        expires_at,
        begun_again,
    };
    Ok(transaction.record(entry, handed_over).await?)
}
