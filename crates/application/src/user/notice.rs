use prongsai_domain::id::NoticeId;
pub use prongsai_persistence::Notice;

use crate::{App, Context, Error};

/// What the person was told, newest first, after one of the notices, at most `limit`.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token.
pub async fn notices(app: &App, context: &Context, after: Option<NoticeId>, limit: i64) -> Result<Vec<Notice>, Error> {
    context.check_in_person()?;
    Ok(app.store.notices(context.user(), after, limit).await?)
}

/// Marks the person's notices up to this one as read.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token.
pub async fn mark_notices_read(app: &App, context: &Context, last: NoticeId) -> Result<(), Error> {
    context.check_in_person()?;
    Ok(app.store.mark_notices_read(context.user(), last, context.now).await?)
}
