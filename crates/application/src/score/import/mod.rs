//! The import of a table of scores in one transaction, which writes all of it or nothing.

mod carry_out;
mod outcome;
mod owners;
mod plan;
mod table;

use std::sync::Arc;

use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_persistence::{Recorded, Transaction};

use self::carry_out::{carry_out, permit};
use self::plan::planned;
use crate::bundle::{LargeImport, Running, importing};
use crate::document::find_organization;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

pub use self::outcome::{ImportEffect, ImportedScores, ScoreImportOutcome};
pub use self::table::ScoreTable;

/// An import of scores.
#[derive(Debug)]
pub struct ScoreImport {
    /// The organization of the rows that name none.
    pub organization: OrganizationId,
    /// The programme of all rows.
    pub programme: String,
    /// The fiscal year of the rows that state none.
    pub fiscal_year: Option<FiscalYear>,
    /// Whether everything is rolled back at the end.
    pub dry_run: bool,
    /// The table.
    pub table: ScoreTable,
    /// The turn of a large file.
    pub turn: Option<LargeImport>,
}

/// Checks that the actor may import for an organization, before a body is read.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn admit(app: &App, context: &Context, organization: OrganizationId) -> Result<(), Error> {
    find_organization(app, context, organization, Action::Import)
        .await
        .map(drop)
}

/// Imports a table of scores. The figures of a row replace those that are stored, and the others stay. Rows that name
/// other organizations are accepted for those that the actor may import for. A dry run does the same and is rolled back
/// at its end.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::InvalidTable`] with every wrong cell, and [`Error::ImportsBusy`]
/// if too many imports are running.
pub async fn import<A: Replayable>(
    app: &App,
    context: &Context,
    import: ScoreImport,
    respond: impl Fn(&ScoreImportOutcome) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let ScoreImport { turn, table, .. } = import;
    let running: Running = Arc::new((app.services.import_limit.acquire().await?, turn));
    let app = &importing(app);
    let organization = find_organization(app, context, import.organization, Action::Import).await?;
    let (sheet, other_sheets) = (table.sheet.clone(), table.other_sheets.clone());
    let source = plan::Source {
        organization: &organization,
        programme: &import.programme,
        fiscal_year: import.fiscal_year,
    };
    let (plan, ignored) = planned(app, context, source, table, &running).await?;
    let finish = |mut outcome: ScoreImportOutcome| {
        outcome.sheet.clone_from(&sheet);
        outcome.other_sheets.clone_from(&other_sheets);
        outcome.ignored.clone_from(&ignored);
        outcome
    };
    if import.dry_run {
        let rolled_back = app
            .store
            .dry_run("scores.import-dry", async |transaction: &mut Transaction| {
                let acting = Acting::begin(transaction, context).await?;
                carry_out(transaction, &acting, organization.id, &plan).await
            });
        let outcome = finish(rolled_back.await?.into_dry_run());
        return Ok(Outcome::fresh(respond(&outcome)?));
    }
    let permit = async |transaction: &mut Transaction, acting: &Acting| permit(transaction, acting, &plan).await;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<ScoreImportOutcome>, Error> {
        let done = carry_out(transaction, acting, organization.id, &plan).await?;
        Ok(done.map(finish))
    };
    write_replying(app, context, "scores.import", permit, work, respond).await
}
