//! The second factor: an authenticator with one-time codes, and recovery codes for its loss.

mod enrol;
mod manage;
mod prove;
mod step_up;
mod wrong_code;

pub(super) use enrol::check_password_is;
pub use enrol::{Enrolment, confirm_enrolment, enrol};
pub use manage::{remove_own, renew_recovery_codes};
pub(super) use prove::{CodeKind, prove};
pub use step_up::step_up;
pub(super) use wrong_code::note_wrong_code;

use prongsai_domain::audit::{AuditAction, SecurityEventKind};
use prongsai_domain::id::{NoticeId, UserId};
use prongsai_domain::user::User;
use prongsai_persistence::{AuditEntry, NewNotice, NoticeKind, Recorded, Transaction};
use secrecy::SecretString;
use serde_json::json;

use super::ClientInfo;
use super::throttle::Attempt;
use crate::acting::change;
use crate::credentials::RecoveryCode;
use crate::user::{Account, only_organization};
use crate::{Acting, App, Context, Error};

/// Carries out a change of the person themself that needs a code of their second factor. A wrong code counts as an attempt,
/// so that somebody who has a stolen session cannot guess.
///
/// # Errors
/// [`Error::NotWithToken`], [`Error::TooManyAttempts`]; otherwise the error of the work.
async fn with_code<T>(
    app: &App,
    context: &Context,
    client: &ClientInfo,
    name: &'static str,
    work: impl AsyncFn(&mut Transaction, &Acting, &User) -> Result<Recorded<T>, Error>,
) -> Result<T, Error> {
    context.check_in_person()?;
    let user = app.store.find_user(context.user()).await?.ok_or(Error::NotFound)?;
    let attempt = Attempt::of_code(app, &user.username, client, context.now).await?;
    attempt.count(app, context.now).await?;
    let done = change(
        app,
        context,
        name,
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<T>, Error> {
            let user = lock_person(transaction, acting).await?;
            let done = work(transaction, acting, &user).await?;
            attempt.forgive(transaction).await?;
            Ok(done)
        },
    )
    .await;
    match &done {
        Ok(_) => {}
        Err(Error::WrongCode) => {
            let event = client.event(context.now, Some(user.id), SecurityEventKind::SecondFactorFailed);
            app.store.note_event(&event).await?;
        }
        Err(_) => attempt.take_back(app).await?,
    }
    done
}

/// Locks the person who acts, so that nothing else uses a code or changes the second factor at the same time.
async fn lock_person(transaction: &mut Transaction, acting: &Acting) -> Result<User, Error> {
    let user = transaction.lock_user(acting.user()).await?.ok_or(Error::NotFound)?;
    acting.confirm(transaction).await?;
    Ok(user)
}

/// Gives the person new recovery codes, and returns them.
async fn give_recovery_codes(transaction: &mut Transaction, user: &User) -> Result<Vec<SecretString>, Error> {
    let codes = RecoveryCode::generate_all()?;
    let hashes: Vec<&[u8]> = codes.iter().map(|code| code.sha256.as_slice()).collect();
    transaction.replace_recovery_codes(user.id, &hashes).await?;
    Ok(codes.into_iter().map(|code| code.text).collect())
}

/// Tells the person and their administrators what happened to the second factor: somebody else may have done it, who has a
/// session and the password.
async fn tell(
    transaction: &mut Transaction,
    acting: &Acting,
    account: &Account,
    kind: NoticeKind,
) -> Result<(), Error> {
    let (user, organizations) = (&account.user, account.organizations_in_charge(acting.now));
    let mut readers = transaction.administrators_to_tell(&organizations).await?;
    readers.retain(|reader| *reader != user.id);
    readers.push(user.id);
    let notice = |reader: UserId| NewNotice {
        id: NoticeId::new(acting.new_id()),
        user: reader,
        at: acting.now,
        kind,
        detail: json!({
            "person": { "id": user.id, "name": user.profile.display_name },
            "by": null, "organization_ids": organizations, "role": null,
        }),
    };
    let notices: Vec<NewNotice> = readers.into_iter().map(notice).collect();
    Ok(transaction.insert_notices(&notices).await?)
}

/// An audit entry about the second factor of the person who acts, in the trail of their organization too.
fn entry(acting: &Acting, action: AuditAction, account: &Account) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "user");
    entry.subject = Some(account.user.id.get());
    entry.organization = only_organization(account);
    entry
}
