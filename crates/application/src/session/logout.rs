use prongsai_domain::id::SessionId;
use prongsai_persistence::{Recorded, Transaction};

use crate::{App, Context, Error};

/// Ends a session: its access and refresh tokens become invalid. Nobody needs a right to end their own session, so this is
/// not an `acting::change`.
pub async fn logout(app: &App, context: &Context, session: SessionId) -> Result<(), Error> {
    app.store
        .write(
            "session.logout",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                let was_open = transaction.end_session(session, "logout", context.now).await?;
                let mut entry = context.audit("session.logout", "session");
                if !was_open {
                    // Another logout of the session was faster.
                    entry.detail = Some(serde_json::json!({ "already_ended": true }));
                }
                entry.subject = Some(session.get());
                Ok(transaction.record(entry, ()).await?)
            },
        )
        .await
}
