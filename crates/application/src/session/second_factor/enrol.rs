use jiff::SignedDuration;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::user::User;
use prongsai_persistence::{NoticeKind, Recorded, Transaction};
use secrecy::{ExposeSecret as _, SecretString};

use super::{entry, give_recovery_codes, lock_person, tell, with_code};
use crate::acting::change;
use crate::credentials::{Authenticator, FactorCode};
use crate::qr::{self, QrOptions};
use crate::session::ClientInfo;
use crate::session::password::{verify, wrong_password};
use crate::session::throttle::Attempt;
use crate::user::Account;
use crate::{Acting, App, Conflict, Context, Error, TokenError};

/// What an authenticator has to know. It is shown once. It has no `Debug`, so that a log never contains it.
pub struct Enrolment {
    /// The secret in base32, for people who type it.
    pub secret: SecretString,
    /// The address `otpauth://…` with the secret.
    pub url: SecretString,
    /// The address as a QR code: an SVG picture.
    pub qr_svg: SecretString,
}

/// How long an enrolment waits for its confirmation.
const ENROLMENT_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// Begins the enrolment of a second factor: makes a secret for the person's authenticator. It has no effect before
/// [`confirm_enrolment`] in the same session, within 15 minutes, and replaces one that was not confirmed.
///
/// # Errors
/// [`Error::NotWithToken`], [`Error::TooManyAttempts`], [`Error::Invalid`] for a wrong password,
/// [`Conflict::SecondFactorExists`], [`Error::Unavailable`] when too many passwords are being hashed.
pub async fn enrol(
    app: &App,
    context: &Context,
    present: SecretString,
    client: &ClientInfo,
) -> Result<Enrolment, Error> {
    context.check_in_person()?;
    let session = context.session.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
    let user = app.store.find_user(context.user()).await?.ok_or(Error::NotFound)?;
    let name = &user.username;
    let attempt = Attempt::new(app, Some(name), name, client, context.now).await?;
    let known = verify(app, context, &attempt, present, client).await?;
    let authenticator = Authenticator::generate(name)?;
    let enrolment = shown(&authenticator)?;
    change(
        app,
        context,
        "user.begin-second-factor",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let user = lock_person(transaction, acting).await?;
            check_password_is(transaction, acting, &known).await?;
            let present = transaction.second_factor(user.id).await?;
            if present.is_some_and(|factor| factor.is_confirmed) {
                return Err(Error::Conflict(Conflict::SecondFactorExists));
            }
            attempt.forgive(transaction).await?;
            transaction
                .replace_second_factor(user.id, authenticator.secret(), session, acting.now)
                .await?;
            let account = Account::of(transaction, user).await?;
            let entry = entry(acting, AuditAction::UserBeginSecondFactor, &account);
            Ok(transaction.record(entry, ()).await?)
        },
    )
    .await?;
    Ok(enrolment)
}

fn shown(authenticator: &Authenticator) -> Result<Enrolment, Error> {
    let url = authenticator.url()?;
    let picture = qr::svg(&url, QrOptions::default());
    // The error of the picture does not contain the address.
    let qr_svg = picture.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Enrolment {
        secret: authenticator.typed(),
        url: url.into(),
        qr_svg: qr_svg.into(),
    })
}

/// Checks that the password of a person whose row the transaction has locked was not changed since it was verified.
pub(in crate::session) async fn check_password_is(
    transaction: &mut Transaction,
    acting: &Acting,
    known: &str,
) -> Result<(), Error> {
    let credential = transaction.lock_credential(acting.user()).await?;
    // Before the second factor changes, because the rights depend on it.
    acting.confirm(transaction).await?;
    let hash = credential.and_then(|credential| credential.password_hash);
    if hash.as_deref() == Some(known) {
        Ok(())
    } else {
        Err(wrong_password())
    }
}

/// Confirms that the authenticator shows the right codes. From now on a login needs one. Ends the other sessions, which began
/// without. Returns the recovery codes.
///
/// # Errors
/// [`Error::TooManyAttempts`], [`Error::WrongCode`], [`Conflict::NothingEnrolled`], [`Conflict::SecondFactorExists`].
pub async fn confirm_enrolment(
    app: &App,
    context: &Context,
    code: SecretString,
    client: &ClientInfo,
) -> Result<Vec<SecretString>, Error> {
    context.check_in_person()?;
    let session = context.session.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
    let code = FactorCode::read(&code);
    let work = async |transaction: &mut Transaction,
                      acting: &Acting,
                      user: &User|
           -> Result<Recorded<Vec<SecretString>>, Error> {
        let factor = transaction.second_factor(user.id).await?;
        let factor = factor.ok_or(Error::Conflict(Conflict::NothingEnrolled))?;
        if factor.is_confirmed {
            return Err(Error::Conflict(Conflict::SecondFactorExists));
        }
        if factor.session != Some(session) || acting.now.duration_since(factor.enrolled_at) >= ENROLMENT_LIFETIME {
            return Err(Error::Conflict(Conflict::NothingEnrolled));
        }
        let FactorCode::OneTime(digits) = &code else {
            return Err(Error::WrongCode);
        };
        let authenticator = Authenticator::with_secret(&factor.secret, &user.username)?;
        let step = authenticator.step_of(digits.expose_secret(), acting.now);
        let step = step.ok_or(Error::WrongCode)?;
        transaction.use_second_factor_step(user.id, step).await?;
        transaction.confirm_second_factor(user.id, acting.now).await?;
        let codes = give_recovery_codes(transaction, user).await?;
        transaction.prove_in_session(session, acting.now).await?;
        transaction
            .end_other_sessions_of(user.id, session, "second-factor-enrolled", acting.now)
            .await?;
        let account = Account::of(transaction, user.clone()).await?;
        tell(transaction, acting, &account, NoticeKind::SecondFactorEnrolled).await?;
        let entry = entry(acting, AuditAction::UserEnrolSecondFactor, &account);
        Ok(transaction.record(entry, codes).await?)
    };
    with_code(app, context, client, "user.enrol-second-factor", work).await
}
