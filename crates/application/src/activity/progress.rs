use prongsai_domain::access::{Action, authorize};
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_domain::measure::Measure;
use prongsai_domain::progress::Progress;

use crate::context::today;
use crate::document::find;
use crate::measure::measure_in;
use crate::{App, Context, Error};

/// A limit above the number of results or activities that a measure can have in practice.
const PARTS_MAX: i64 = 10_000;

/// The progress of a measure on a day.
#[derive(Clone, Debug)]
pub struct MeasureProgress {
    /// The measure, as the actor sees it.
    pub measure: Measure,
    /// Its fiscal year.
    pub fiscal_year: FiscalYear,
    /// Its progress.
    pub progress: Progress,
    /// The day, in Thailand.
    pub today: BuddhistDate,
}

/// The progress of a measure today, computed from its plan, its activities and its results.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the measure, [`Error::Forbidden`] when the actor may not read drafts.
pub async fn progress(app: &App, context: &Context, measure: DocumentId) -> Result<MeasureProgress, Error> {
    let view = find(app, context, DocumentKind::Measure, measure).await?;
    authorize(&context.actor, Action::ReadDrafts, &view.document.jurisdiction)?;
    let content = measure_in(&view.edition.content)?.clone();
    let activities = app.store.activities_of(measure, None, PARTS_MAX).await?;
    let results = app.store.results_of(measure, None, PARTS_MAX).await?;
    let fiscal_year = view.document.fiscal_year;
    let progress = Progress::of(
        &content,
        fiscal_year,
        activities.iter().map(|activity| &activity.content),
        results.iter().map(|result| &result.content),
    );
    Ok(MeasureProgress {
        measure: content,
        fiscal_year,
        progress,
        today: today(app.services.clock.now()),
    })
}
