use prongsai_domain::audit::SecurityEventKind;
use prongsai_persistence::{NewSecurityEvent, Recorded, Transaction};

use crate::{App, Context, Error, TokenError};

/// Ends the session of the request: its access and refresh tokens become invalid. Nobody needs a right to end their own
/// session, so this is not an `acting::change`.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token, [`Error::Unauthenticated`] if the request has no session.
pub async fn logout(app: &App, context: &Context) -> Result<(), Error> {
    context.check_in_person()?;
    let session = context.session.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
    app.store
        .write(
            "session.logout",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                // The person is locked first, as by everything else that ends sessions.
                transaction.lock_user(context.user()).await?;
                let was_open = transaction.end_session(session, "logout", context.now).await?;
                let event = NewSecurityEvent {
                    subject: Some(("session", session.get())),
                    // The session ended after the request was authenticated, for example by another logout.
                    detail: (!was_open).then(|| serde_json::json!({ "already_ended": true })),
                    ..context.event(SecurityEventKind::Logout)
                };
                Ok(transaction.record_event(&event, ()).await?)
            },
        )
        .await
}
