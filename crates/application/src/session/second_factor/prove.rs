use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::{NoticeId, UserId};
use prongsai_persistence::{NewNotice, NewSecurityEvent, NoticeKind, Transaction};
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::credentials::{Authenticator, FactorCode};
use crate::session::ClientInfo;
use crate::{App, Error};

/// The kind of a code that proved a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::session) enum CodeKind {
    /// A code of the authenticator.
    OneTime,
    /// A recovery code, which cannot be used again.
    Recovery,
}

impl CodeKind {
    /// The name in security events.
    pub(in crate::session) const fn as_str(self) -> &'static str {
        match self {
            Self::OneTime => "one-time-code",
            Self::Recovery => "recovery-code",
        }
    }
}

/// Uses a code of a person whose row the transaction has locked, so that it cannot be used again. `None` if the person has no
/// second factor; then the code does not matter. The person is told of a recovery code that was used:
/// somebody else may have found it.
///
/// # Errors
/// [`Error::SecondFactorRequired`] without a code, [`Error::WrongCode`].
pub(in crate::session) async fn prove(
    app: &App,
    transaction: &mut Transaction,
    user: UserId,
    code: Option<&FactorCode>,
    (client, now): (&ClientInfo, Timestamp),
) -> Result<Option<CodeKind>, Error> {
    let Some(factor) = transaction
        .second_factor(user)
        .await?
        .filter(|factor| factor.is_confirmed)
    else {
        return Ok(None);
    };
    match code.ok_or(Error::SecondFactorRequired)? {
        FactorCode::OneTime(digits) => {
            // The name is of no importance for a code.
            let authenticator = Authenticator::with_secret(&factor.secret, "")?;
            let step = authenticator.step_of(digits.expose_secret(), now);
            let step = step.filter(|step| *step > factor.last_step).ok_or(Error::WrongCode)?;
            if !transaction.use_second_factor_step(user, step).await? {
                return Err(Error::WrongCode);
            }
            Ok(Some(CodeKind::OneTime))
        }
        FactorCode::Recovery(sha256) => {
            if !transaction.use_recovery_code(user, sha256).await? {
                return Err(Error::WrongCode);
            }
            note_recovery_code(app, transaction, user, client, now).await?;
            Ok(Some(CodeKind::Recovery))
        }
        FactorCode::Malformed => Err(Error::WrongCode),
    }
}

async fn note_recovery_code(
    app: &App,
    transaction: &mut Transaction,
    user: UserId,
    client: &ClientInfo,
    now: Timestamp,
) -> Result<(), Error> {
    let left = transaction.count_recovery_codes(user).await?;
    let event = NewSecurityEvent {
        detail: Some(json!({ "left": left })),
        ..client.event(now, Some(user), SecurityEventKind::RecoveryCodeUsed)
    };
    transaction.note_event(&event).await?;
    let notice = NewNotice {
        id: NoticeId::new(app.services.ids.next(now)),
        user,
        at: now,
        kind: NoticeKind::RecoveryCodeUsed,
        detail: json!({ "left": left }),
    };
    Ok(transaction.insert_notices(&[notice]).await?)
}
