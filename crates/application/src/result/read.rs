use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, ResultId};
use prongsai_persistence::StoredResult;

use crate::document::find;
use crate::{App, Context, Error};

/// The results of a measure, oldest first, after `after`.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the measure, [`Error::Forbidden`] when the actor may not read drafts:
/// results are entered through the year and are submitted with a report.
pub async fn list(
    app: &App,
    context: &Context,
    measure: DocumentId,
    after: Option<ResultId>,
    limit: i64,
) -> Result<Vec<StoredResult>, Error> {
    check_readable(app, context, measure).await?;
    Ok(app.store.results_of(measure, after, limit).await?)
}

/// One result of a measure.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`] when the measure has no such result.
pub async fn find_one(app: &App, context: &Context, measure: DocumentId, id: ResultId) -> Result<StoredResult, Error> {
    check_readable(app, context, measure).await?;
    app.store.find_result(measure, id).await?.ok_or(Error::NotFound)
}

async fn check_readable(app: &App, context: &Context, measure: DocumentId) -> Result<(), Error> {
    let view = find(app, context, DocumentKind::Measure, measure).await?;
    Ok(authorize(
        &context.actor,
        Action::ReadDrafts,
        &view.document.jurisdiction,
    )?)
}
