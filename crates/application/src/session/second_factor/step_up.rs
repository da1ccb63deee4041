use jiff::Timestamp;
use prongsai_domain::access::FactorState;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::user::User;
use prongsai_persistence::{NewSecurityEvent, Recorded, Transaction};
use secrecy::SecretString;
use serde_json::json;

use super::{prove, with_code};
use crate::credentials::FactorCode;
use crate::session::ClientInfo;
use crate::{Acting, App, Context, Error, TokenError};

/// Proves the second factor again, in the session of the request. Returns until when that counts, in UTC.
///
/// # Errors
/// [`Error::TooManyAttempts`], [`Error::WrongCode`], [`Error::SecondFactorMissing`] if the person has none.
pub async fn step_up(
    app: &App,
    context: &Context,
    code: SecretString,
    client: &ClientInfo,
) -> Result<Timestamp, Error> {
    context.check_in_person()?;
    let session = context.session.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
    let code = FactorCode::read(&code);
    let work = async |transaction: &mut Transaction, acting: &Acting, user: &User| -> Result<Recorded<()>, Error> {
        let used = prove(app, transaction, user.id, Some(&code), (client, acting.now)).await?;
        let used = used.ok_or(Error::SecondFactorMissing)?;
        transaction.prove_in_session(session, acting.now).await?;
        let event = NewSecurityEvent {
            detail: Some(json!({ "second_factor": used.as_str() })),
            ..client.session_event(acting.now, user.id, SecurityEventKind::StepUp, session)
        };
        Ok(transaction.record_event(&event, ()).await?)
    };
    with_code(app, context, client, "session.step-up", work).await?;
    let until = context.now.saturating_add(FactorState::FRESH_FOR);
    Ok(until.unwrap_or(Timestamp::MAX))
}
