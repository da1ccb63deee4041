use prongsai_domain::id::SessionId;
use prongsai_persistence::{Recorded, Transaction};

use crate::{App, Context, Error};

/// Ends a session: its access and refresh tokens become invalid.
pub async fn logout(app: &App, context: &Context, session: SessionId) -> Result<(), Error> {
    app.store
        .write(
            "session.logout",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                transaction.end_session(session, "logout", context.now).await?;
                let mut entry = context.audit("session.logout", "session");
                entry.subject = Some(session.get());
                Ok(transaction.record(entry, ()).await?)
            },
        )
        .await
}
