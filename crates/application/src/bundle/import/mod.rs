//! The import of a bundle in one transaction, which writes all of it or nothing.

mod access;
mod changes;
mod chunks;
mod divisions;
mod documents;
mod doubts;
mod existing;
mod known;
mod limit;
mod organization;
mod plan;
mod refusals;
mod results;
mod writing;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use prongsai_bundle::{BundleText, CheckedBundle, Written, parse};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Recorded, Transaction};

pub use self::access::admit;
pub use self::changes::{Change, ChangedKind, ImportOutcome};
use self::chunks::Chunks;
use self::documents::Importer;
pub use self::doubts::Doubts;
use self::existing::{ExistingState, Locked};
use self::known::{Index, Known};
pub use self::limit::{ImportLimit, LargeImport, SpoolPlace};
use self::limit::{Running, off_thread};
use self::plan::{Examined, ImportPlan};
use crate::acting::change;
use crate::quota::{Quota, Quotas, check_import};
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
/// with every violation; [`Conflict::AlreadyExists`](crate::Conflict::AlreadyExists) if a document with a key of the
/// bundle was created during the import; [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded);
/// [`Error::ImportsBusy`] if too many imports are running.
pub async fn import<A: Replayable + Clone + Send + 'static>(
    app: &App,
    context: &Context,
    bundle: BundleText,
    options: ImportOptions,
    turn: Option<LargeImport>,
    respond: impl Fn(&ImportOutcome) -> Result<A, AnswerError> + Clone + Send + 'static,
) -> Result<Outcome<A>, Error> {
    let running = Running::new((app.services.import_limit.acquire().await?, turn));
    let app = &importing(app);
    let import = Import::open(app, context, bundle, options.organization_id, running).await?;
    let permit = async |transaction: &mut Transaction, acting: &Acting| import.permit(transaction, acting).await;
    let answer = async |outcome: ImportOutcome| -> Result<A, Error> {
        let respond = respond.clone();
        off_thread(&import.running, move || Ok(respond(&outcome)?)).await
    };
    if options.dry_run {
        let outcome = rolled_back(app, context, &import).await?;
        return Ok(Outcome::fresh(answer(outcome).await?));
    }
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<A>, Error> {
        let done = import.carry_out(transaction, acting).await?;
        done.try_map_async(async |outcome| transaction.while_waiting(answer(outcome)).await?)
            .await
    };
    write_replying(app, context, "bundle.import", permit, work, |answer: &A| {
        Ok(answer.clone())
    })
    .await
}

/// Imports a bundle from the bytes of a file, for the command line. Otherwise as [`import`].
///
/// # Errors
/// As [`parse`] and [`import`].
pub async fn import_file_as(
    app: &App,
    context: &Context,
    bytes: impl Into<Bytes>,
    dry_run: bool,
) -> Result<ImportOutcome, Error> {
    let running = Running::new((app.services.import_limit.acquire().await?, None));
    let app = &importing(app);
    let import = Import::open(app, context, parse(bytes)?, None, running).await?;
    if dry_run {
        return rolled_back(app, context, &import).await;
    }
    let work = async |transaction: &mut Transaction, acting: &Acting| import.carry_out(transaction, acting).await;
    change(app, context, "bundle.import", work).await
}

/// The application with the connections that are reserved for imports.
fn importing(app: &App) -> App {
    App {
        store: app.store.for_import(),
        services: Arc::clone(&app.services),
    }
}

async fn rolled_back(app: &App, context: &Context, import: &Import) -> Result<ImportOutcome, Error> {
    let outcome = app
        .store
        .dry_run("bundle.import-dry", async |transaction: &mut Transaction| {
            let acting = Acting::begin(transaction, context).await?;
            import.carry_out(transaction, &acting).await
        });
    Ok(outcome.await?.into_dry_run())
}

/// An import whose bundle was examined. The transaction may be repeated, so it keeps only here whether it must be alone.
struct Import {
    plan: Arc<ImportPlan>,
    examined: Arc<Examined>,
    running: Running,
    quotas: Quotas,
    is_alone: AtomicBool,
}

impl Import {
    async fn open(
        app: &App,
        context: &Context,
        bundle: BundleText,
        named: Option<OrganizationId>,
        running: Running,
    ) -> Result<Self, Error> {
        let (plan, examined) = ImportPlan::open(app, context, bundle, named, &running).await?;
        Ok(Self {
            plan,
            examined,
            running,
            quotas: app.services.quotas,
            is_alone: AtomicBool::new(false),
        })
    }

    async fn lock(&self, transaction: &mut Transaction) -> Result<Locked, Error> {
        let is_alone = self.is_alone.load(Ordering::Relaxed);
        ExistingState::lock(
            transaction,
            self.plan.identity.as_ref(),
            self.plan.fiscal_year(),
            is_alone,
        )
        .await
    }

    /// Checks that the actor may still get the answer to an earlier import.
    async fn permit(&self, transaction: &mut Transaction, acting: &Acting) -> Result<(), Error> {
        let now = self.lock(transaction).await?;
        self.plan.authorize(&acting.actor, now.existing.organization.as_ref())
    }

    async fn carry_out(
        &self,
        transaction: &mut Transaction,
        acting: &Acting,
    ) -> Result<Recorded<ImportOutcome>, Error> {
        let locked = self.lock(transaction).await?;
        acting.confirm(transaction).await?;
        let Locked {
            existing,
            documents,
            analysis,
        } = locked;
        self.plan.authorize(&acting.actor, existing.organization.as_ref())?;
        let (examined, existing) = self.examined_now(transaction, existing).await?;
        let checked = &examined.checked;
        let index = Index::new(documents);
        self.check_quotas(&index, existing.divisions.len(), checked)?;
        let is_new = existing.organization.is_none();
        let organization = match existing.organization {
            Some(organization) => organization,
            None => organization::create(transaction, acting, checked).await?,
        };
        let mut importer = Importer::new(acting, &organization, checked.fiscal_year, self.quotas);
        importer.note_organization(is_new);
        importer.add_divisions(&checked.new_divisions);
        if let Some(new) = &checked.analysis {
            importer.put_analysis(analysis.as_ref(), new)?;
        }
        self.put_entries(transaction, &mut importer, &index, &examined).await?;
        let (changes, refused) = importer.finish();
        if !refused.is_empty() {
            return Err(Error::Invalid(with_written_pointers(&checked.written, refused)));
        }
        let doubts = examined.doubts.clone();
        let mut outcome = ImportOutcome::new(&organization, checked.fiscal_year, changes, doubts);
        outcome.use_written_pointers(&checked.written);
        let mut entry = acting.audit(AuditAction::BundleImport, "organization");
        entry.subject = Some(organization.id.get());
        entry.organization = Some(organization.id);
        entry.detail = Some(outcome.summary());
        Ok(transaction.record(entry, outcome).await?)
    }

    /// Checks the quotas that are known before anything is written.
    fn check_quotas(&self, documents: &Index, divisions: usize, checked: &CheckedBundle) -> Result<(), Error> {
        let new_divisions = number(checked.new_divisions.len());
        self.quotas
            .check(Quota::DivisionsOfOrganization, number(divisions), new_divisions)?;
        let added = number(documents.count_new(checked));
        check_import(self.quotas, &self.is_alone, number(documents.len()), added)
    }

    /// The examined bundle. If the stored data changed since it was examined, it is examined again.
    async fn examined_now(
        &self,
        transaction: &mut Transaction,
        existing: ExistingState,
    ) -> Result<(Arc<Examined>, ExistingState), Error> {
        if existing == self.plan.existing {
            return Ok((Arc::clone(&self.examined), existing));
        }
        let plan = Arc::clone(&self.plan);
        let again = move || Ok((plan.examine(&existing)?, existing));
        transaction.while_waiting(off_thread(&self.running, again)).await?
    }

    /// Reads the entries of the bundle again and writes them, one chunk after another. A large bundle would need many
    /// times its size in memory otherwise.
    async fn put_entries(
        &self,
        transaction: &mut Transaction,
        importer: &mut Importer<'_>,
        index: &Index,
        examined: &Arc<Examined>,
    ) -> Result<(), Error> {
        let mut chunks = Chunks::new(self.plan.bundle.clone(), Arc::clone(examined));
        loop {
            let read = move || {
                let chunk = chunks.next()?;
                Ok((chunk, chunks))
            };
            let chunk;
            (chunk, chunks) = off_thread(&self.running, read).await?;
            let is_last = chunk.steps.is_empty();
            importer.known = Known::load(transaction, index, &examined.checked, &chunk).await?;
            importer.put(chunk, &examined.checked)?;
            importer.write(transaction).await?;
            if is_last {
                return Ok(());
            }
        }
    }
}

fn number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Replaces the pointers into the checked bundle by pointers into the bundle as the client wrote it.
fn with_written_pointers(written: &Written, violations: Vec<Violation>) -> Vec<Violation> {
    let as_written = |violation: Violation| Violation {
        pointer: written.pointer(&violation.pointer),
        ..violation
    };
    violations.into_iter().map(as_written).collect()
}
