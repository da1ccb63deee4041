use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{ActivityId, DocumentId};
use prongsai_persistence::StoredActivity;

use crate::document::find;
use crate::{App, Context, Error};

/// The activities for a measure, oldest first, after `after`.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the measure, [`Error::Forbidden`] when the actor may not read drafts:
/// activities are entered through the year and are submitted with a report.
pub async fn list(
    app: &App,
    context: &Context,
    measure: DocumentId,
    after: Option<ActivityId>,
    limit: i64,
) -> Result<Vec<StoredActivity>, Error> {
    check_readable(app, context, measure).await?;
    Ok(app.store.activities_of(measure, after, limit).await?)
}

/// One activity for a measure.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`] when the measure has no such activity.
pub async fn find_one(
    app: &App,
    context: &Context,
    measure: DocumentId,
    id: ActivityId,
) -> Result<StoredActivity, Error> {
    check_readable(app, context, measure).await?;
    app.store.find_activity(measure, id).await?.ok_or(Error::NotFound)
}

async fn check_readable(app: &App, context: &Context, measure: DocumentId) -> Result<(), Error> {
    let view = find(app, context, DocumentKind::Measure, measure).await?;
    Ok(authorize(
        &context.actor,
        Action::ReadDrafts,
        &view.document.jurisdiction,
    )?)
}
