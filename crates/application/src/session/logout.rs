use prongsai_domain::id::SessionId;
use prongsai_persistence::{NewSecurityEvent, Recorded, SecurityEventKind, Transaction};

use crate::{App, Context, Error};

/// Ends a session: its access and refresh tokens become invalid.
pub async fn logout(app: &App, context: &Context, session: SessionId) -> Result<(), Error> {
    app.store
        .write(
            "session.logout",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                transaction.end_session(session, "logout", context.now).await?;
                let event = NewSecurityEvent {
                    subject: Some(("session", session.get())),
                    ..context.event(SecurityEventKind::Logout)
                };
                Ok(transaction.record_event(&event, ()).await?)
            },
        )
        .await
}
