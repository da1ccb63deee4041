use prongsai_domain::audit::AuditAction;
use prongsai_domain::user::User;
use prongsai_persistence::{NoticeKind, Recorded, Transaction};
use secrecy::SecretString;

use super::enrol::check_password_is;
use super::{entry, give_recovery_codes, prove, tell, with_code};
use crate::credentials::FactorCode;
use crate::session::ClientInfo;
use crate::session::password::verify;
use crate::session::throttle::Attempt;
use crate::user::Account;
use crate::{Acting, App, Context, Error};

/// Removes the person's own second factor, with its recovery codes.
///
/// # Errors
/// [`Error::TooManyAttempts`], [`Error::Invalid`] for a wrong password, [`Error::WrongCode`],
/// [`Error::SecondFactorMissing`] if the person has none.
pub async fn remove_own(
    app: &App,
    context: &Context,
    present: SecretString,
    code: SecretString,
    client: &ClientInfo,
) -> Result<(), Error> {
    context.check_in_person()?;
    let user = app.store.find_user(context.user()).await?.ok_or(Error::NotFound)?;
    let name = &user.username;
    let of_password = Attempt::new(app, Some(name), name, client, context.now).await?;
    let known = verify(app, context, &of_password, present, client).await?;
    // The password was right, whatever the code is.
    of_password.take_back(app).await?;
    let code = FactorCode::read(&code);
    let work = async |transaction: &mut Transaction, acting: &Acting, user: &User| -> Result<Recorded<()>, Error> {
        check_password_is(transaction, acting, &known).await?;
        let used = prove(app, transaction, user.id, Some(&code), (client, acting.now)).await?;
        used.ok_or(Error::SecondFactorMissing)?;
        transaction.delete_second_factor(user.id).await?;
        let account = Account::of(transaction, user.clone()).await?;
        tell(transaction, acting, &account, NoticeKind::SecondFactorRemoved).await?;
        let entry = entry(acting, AuditAction::UserRemoveSecondFactor, &account);
        Ok(transaction.record(entry, ()).await?)
    };
    with_code(app, context, client, "user.remove-second-factor", work).await
}

/// Gives the person new recovery codes; the earlier ones cannot be used any more.
///
/// # Errors
/// [`Error::TooManyAttempts`], [`Error::WrongCode`], [`Error::SecondFactorMissing`] if the person has none.
pub async fn renew_recovery_codes(
    app: &App,
    context: &Context,
    code: SecretString,
    client: &ClientInfo,
) -> Result<Vec<SecretString>, Error> {
    let code = FactorCode::read(&code);
    let work = async |transaction: &mut Transaction,
                      acting: &Acting,
                      user: &User|
           -> Result<Recorded<Vec<SecretString>>, Error> {
        let used = prove(app, transaction, user.id, Some(&code), (client, acting.now)).await?;
        used.ok_or(Error::SecondFactorMissing)?;
        let codes = give_recovery_codes(transaction, user).await?;
        let account = Account::of(transaction, user.clone()).await?;
        tell(transaction, acting, &account, NoticeKind::RecoveryCodesRenewed).await?;
        let entry = entry(acting, AuditAction::UserRenewRecoveryCodes, &account);
        Ok(transaction.record(entry, codes).await?)
    };
    with_code(app, context, client, "user.renew-recovery-codes", work).await
}
