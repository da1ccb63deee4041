use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{SessionId, UserId};
use prongsai_domain::session::Session;
use prongsai_persistence::{Recorded, Transaction};

use super::account::{Account, only_organization};
use super::read::all_of;
use crate::acting::change;
use crate::session::{self, SessionQuery};
use crate::{Acting, App, Context, Error};

/// The reason of sessions that an administrator ended.
const WHY: &str = "ended-by-administrator";

/// The sessions of a person whose account the actor may change, newest first. Ended ones are in the list until they are
/// deleted.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] also when the person has roles elsewhere: the list shows where the person works.
pub async fn list_sessions(
    app: &App,
    context: &Context,
    id: UserId,
    query: SessionQuery,
) -> Result<Vec<Session>, Error> {
    check_rights(context, &all_of(app, id).await?)?;
    session::of_person(app, context, id, query).await
}

/// Ends a session of a person. A session that has ended before stays as it is.
///
/// # Errors
/// As [`list_sessions`]; [`Error::NotFound`] also when the person has no such session.
pub async fn end_session(app: &App, context: &Context, id: UserId, ended: SessionId) -> Result<(), Error> {
    change(
        app,
        context,
        "user.end-session",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let account = Account::lock(transaction, acting, id).await?;
            check_rights(acting, &account)?;
            let was_open = transaction.end_session_of(id, ended, WHY, acting.now).await?;
            let was_open = was_open.ok_or(Error::NotFound)?;
            let mut entry = acting.audit(AuditAction::SessionEnd, "user");
            entry.subject = Some(id.get());
            entry.organization = only_organization(&account);
            entry.detail = Some(serde_json::json!({ "session_id": ended, "was_open": was_open }));
            Ok(transaction.record(entry, ()).await?)
        },
    )
    .await
}

/// Ends all sessions of a person, the present one too if the person is the actor.
///
/// # Errors
/// As [`list_sessions`].
pub async fn end_sessions(app: &App, context: &Context, id: UserId) -> Result<(), Error> {
    change(
        app,
        context,
        "user.end-sessions",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let account = Account::lock(transaction, acting, id).await?;
            check_rights(acting, &account)?;
            let ended = transaction.end_sessions_of(id, WHY, acting.now).await?;
            let mut entry = acting.audit(AuditAction::SessionEndAll, "user");
            entry.subject = Some(id.get());
            entry.organization = only_organization(&account);
            entry.detail = Some(serde_json::json!({ "ended_sessions": ended }));
            Ok(transaction.record(entry, ()).await?)
        },
    )
    .await
}

fn check_rights(context: &Context, account: &Account) -> Result<(), Error> {
    account.check_in_scope(&context.actor)?;
    account.check_in_charge(&context.actor)
}
