use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::SessionId;
use prongsai_persistence::{NewSecurityEvent, Recorded, Transaction};

use super::logout;
use crate::acting::change;
use crate::{Acting, App, Context, Error, TokenError};

/// The reason of sessions that the person ended from another one.
const WHY: &str = "ended-by-owner";

/// Ends a session of the person who asks; the present one is logged out. A session that has ended before stays as it is.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token, [`Error::NotFound`] when the person has no such session.
pub async fn end(app: &App, context: &Context, id: SessionId) -> Result<(), Error> {
    context.check_in_person()?;
    if context.session == Some(id) {
        return logout(app, context).await;
    }
    change(
        app,
        context,
        "session.end",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            lock_owner(transaction, acting).await?;
            let ended = transaction.end_session_of(acting.user(), id, WHY, acting.now).await?;
            let was_open = ended.ok_or(Error::NotFound)?;
            let event = NewSecurityEvent {
                subject: Some(("session", id.get())),
                detail: (!was_open).then(|| serde_json::json!({ "already_ended": true })),
                ..acting.event(SecurityEventKind::SessionEnded)
            };
            Ok(transaction.record_event(&event, ()).await?)
        },
    )
    .await
}

/// Ends all sessions of the person who asks but the present one.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token, [`Error::Unauthenticated`] if the request has no session.
pub async fn end_others(app: &App, context: &Context) -> Result<(), Error> {
    context.check_in_person()?;
    let present = context.session.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
    change(
        app,
        context,
        "session.end-others",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            lock_owner(transaction, acting).await?;
            let ended = transaction
                .end_other_sessions_of(acting.user(), present, WHY, acting.now)
                .await?;
            let event = NewSecurityEvent {
                detail: Some(serde_json::json!({ "ended_sessions": ended })),
                ..acting.event(SecurityEventKind::SessionEnded)
            };
            Ok(transaction.record_event(&event, ()).await?)
        },
    )
    .await
}

/// Locks the person, as everything does that ends sessions, so that no two of them wait for each other.
async fn lock_owner(transaction: &mut Transaction, acting: &Acting) -> Result<(), Error> {
    transaction.lock_user(acting.user()).await?.ok_or(Error::NotFound)?;
    acting.confirm(transaction).await
}
