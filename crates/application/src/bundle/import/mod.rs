//! The import of a bundle in one transaction, which writes all of it or nothing.

mod access;
mod analysis;
mod carry_out;
mod changes;
mod chunks;
mod compared;
mod comparing;
mod divisions;
mod documents;
mod doubts;
mod existing;
mod keys;
mod known;
mod limit;
mod matched;
mod noted;
mod options;
mod organization;
mod plan;
mod records;
mod refusals;
mod results;
mod writing;

use std::sync::Arc;

use bytes::Bytes;
use prongsai_bundle::{BundleText, parse};
use prongsai_persistence::{Recorded, Transaction};

pub use self::access::admit;
use self::carry_out::Import;
pub use self::changes::{Change, ChangedKind, ImportOutcome};
pub use self::doubts::Doubts;
pub use self::limit::{ImportLimit, LargeImport, SpoolPlace};
pub(crate) use self::limit::{Running, off_thread};
pub use self::noted::{FieldChange, MissingEntry, MovedEntry, ShownChange};
pub use self::options::ImportOptions;
pub use self::records::Records;
use crate::acting::change;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

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
    let import = Import::open(app, context, bundle, options, running).await?;
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
    let options = ImportOptions {
        dry_run,
        ..ImportOptions::default()
    };
    import_file_with(app, context, bytes, options).await
}

/// As [`import_file_as`], with options.
///
/// # Errors
/// As [`import_file_as`].
pub async fn import_file_with(
    app: &App,
    context: &Context,
    bytes: impl Into<Bytes>,
    options: ImportOptions,
) -> Result<ImportOutcome, Error> {
    let running = Running::new((app.services.import_limit.acquire().await?, None));
    let app = &importing(app);
    let import = Import::open(app, context, parse(bytes)?, options, running).await?;
    if options.dry_run {
        return rolled_back(app, context, &import).await;
    }
    let work = async |transaction: &mut Transaction, acting: &Acting| import.carry_out(transaction, acting).await;
    change(app, context, "bundle.import", work).await
}

/// The application with the connections that are reserved for imports.
pub(crate) fn importing(app: &App) -> App {
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
