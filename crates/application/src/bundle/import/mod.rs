//! The import of a bundle in one transaction, which writes all of it or nothing.

mod access;
mod changes;
mod divisions;
mod documents;
mod existing;
mod limit;
mod organization;
mod plan;
mod refusals;
mod results;
mod writing;

use std::sync::Arc;

use prongsai_bundle::{Bundle, CheckedBundle, parse};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Recorded, StoredAnalysis, Transaction};

pub use self::access::admit;
pub use self::changes::{Change, ChangedKind, ImportOutcome};
use self::documents::{Importer, Known};
use self::existing::ExistingState;
use self::limit::Running;
pub use self::limit::{ImportLimit, LargeImport, SpoolPlace};
use self::plan::{Examined, ImportPlan};
use crate::acting::change;
use crate::answer::dry_run_outcome;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

/// What a request for an import states beside the bundle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The organization. The bundle must be of the same one.
    pub organization_id: Option<OrganizationId>,
    /// Whether the import is rolled back at its end.
    pub dry_run: bool,
}

/// Imports a bundle. Entries whose keys exist are changed if they differ; the others are added. Nothing is removed. A
/// dry run does the same and is rolled back at its end.
///
/// # Errors
/// [`Error::Forbidden`] if the actor may not import for the organization, whether it exists or not; [`Error::Invalid`]
/// with every violation; a conflict if another import of the same organization was faster; [`Error::ImportsBusy`] if
/// too many imports are running.
pub async fn import<A: Replayable>(
    app: &App,
    context: &Context,
    bundle: Bundle,
    options: ImportOptions,
    turn: Option<LargeImport>,
    respond: impl Fn(&ImportOutcome) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let running = Running::new((app.services.import_limit.acquire().await?, turn));
    let app = &importing(app);
    let (plan, examined) = ImportPlan::open(app, context, bundle, options.organization_id, &running).await?;
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        let now = ExistingState::lock(transaction, plan.identity.as_ref(), plan.fiscal_year()).await?;
        plan.authorize(&acting.actor, now.existing.organization.as_ref())
    };
    let work =
        async |transaction: &mut Transaction, acting: &Acting| carry_out(transaction, acting, &plan, &examined).await;
    if options.dry_run {
        dry_run_outcome(&rolled_back(app, context, work).await?, respond)
    } else {
        write_replying(app, context, "bundle.import", permit, work, respond).await
    }
}

/// Imports a bundle from the bytes of a file, for the command line. Otherwise as [`import`].
///
/// # Errors
/// As [`parse`] and [`import`].
pub async fn import_file_as(app: &App, context: &Context, bytes: &[u8], dry_run: bool) -> Result<ImportOutcome, Error> {
    let running = Running::new((app.services.import_limit.acquire().await?, None));
    let app = &importing(app);
    let (plan, examined) = ImportPlan::open(app, context, parse(bytes)?, None, &running).await?;
    let work =
        async |transaction: &mut Transaction, acting: &Acting| carry_out(transaction, acting, &plan, &examined).await;
    if dry_run {
        rolled_back(app, context, work).await
    } else {
        change(app, context, "bundle.import", work).await
    }
}

/// The application with the connections that are reserved for imports.
fn importing(app: &App) -> App {
    App {
        store: app.store.for_import(),
        services: Arc::clone(&app.services),
    }
}

async fn rolled_back(
    app: &App,
    context: &Context,
    work: impl AsyncFn(&mut Transaction, &Acting) -> Result<Recorded<ImportOutcome>, Error>,
) -> Result<ImportOutcome, Error> {
    let outcome = app
        .store
        .dry_run("bundle.import-dry", async |transaction: &mut Transaction| {
            let acting = Acting::begin(transaction, context).await?;
            work(transaction, &acting).await
        });
    Ok(outcome.await?.into_dry_run())
}

async fn carry_out(
    transaction: &mut Transaction,
    acting: &Acting,
    plan: &ImportPlan,
    examined: &Examined,
) -> Result<Recorded<ImportOutcome>, Error> {
    let locked = ExistingState::lock(transaction, plan.identity.as_ref(), plan.fiscal_year()).await?;
    acting.confirm(transaction).await?;
    plan.authorize(&acting.actor, locked.existing.organization.as_ref())?;
    let examined_again;
    let Examined { checked, doubts } = if locked.existing == plan.existing {
        examined
    } else {
        // The data changed in the meantime, so the bundle must be checked against the new data.
        examined_again = plan.examine(&locked.existing)?;
        &examined_again
    };
    let is_new = locked.existing.organization.is_none();
    let organization = match locked.existing.organization {
        Some(organization) => organization,
        None => organization::create(transaction, acting, checked).await?,
    };
    let known = Known::load(transaction, &locked.documents).await?;
    let mut importer = Importer::new(acting, &organization, checked.fiscal_year, known);
    importer.note_organization(is_new);
    apply(transaction, &mut importer, locked.analysis.as_ref(), checked).await?;
    let (changes, refused) = importer.finish(transaction).await?;
    if !refused.is_empty() {
        return Err(Error::Invalid(with_written_pointers(&plan.bundle, refused)));
    }
    let mut outcome = ImportOutcome::new(&organization, checked.fiscal_year, changes, doubts.clone());
    outcome.use_written_pointers(&plan.bundle);
    let mut entry = acting.audit("bundle.import", "organization");
    entry.subject = Some(organization.id.get());
    entry.organization = Some(organization.id);
    entry.detail = Some(outcome.summary());
    Ok(transaction.record(entry, outcome).await?)
}

async fn apply(
    transaction: &mut Transaction,
    importer: &mut Importer<'_>,
    analysis: Option<&StoredAnalysis>,
    checked: &CheckedBundle,
) -> Result<(), Error> {
    importer.add_divisions(&checked.new_divisions);
    if let Some(new) = &checked.analysis {
        importer.put_analysis(analysis, new)?;
    }
    for (index, measure) in checked.measures.iter().enumerate() {
        importer.put_measure(&format!("/measures/{index}"), measure)?;
        importer.write_if_many(transaction).await?;
    }
    for document in &checked.documents {
        importer.put_document(&document.pointer, &document.key, document.content.clone())?;
    }
    Ok(())
}

/// Replaces the pointers into the checked bundle by pointers into the bundle as the client wrote it.
fn with_written_pointers(bundle: &Bundle, violations: Vec<Violation>) -> Vec<Violation> {
    let written = |violation: Violation| Violation {
        pointer: bundle.written_pointer(&violation.pointer),
        ..violation
    };
    violations.into_iter().map(written).collect()
}
