//! Bringing a bundle in: all of it or nothing, in one transaction.

mod access;
mod case;
mod changes;
mod documents;
mod office;
mod results;
mod surroundings;

use prongsai_domain::violation::Violation;
use prongsai_persistence::{Recorded, Transaction};

use self::case::{Case, Examined};
pub use self::changes::{Change, ChangedKind, ImportOutcome};
use self::documents::Importer;
use self::surroundings::Surroundings;
use super::check::CheckedBundle;
use super::parse;
use super::wire::Bundle;
use crate::{App, Context, Error, Reply, write_replying};

/// Brings a bundle in. What has a key that is known already is changed where it differs, the rest is added; nothing is
/// removed. A dry run takes the same way and is rolled back at its end.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not import for the office, whether it exists or not; [`Error::Invalid`] with
/// every violation; a conflict when another import of the same office was faster.
pub async fn import(
    app: &App,
    context: &Context,
    bundle: Bundle,
    dry_run: bool,
    respond: impl FnOnce(&ImportOutcome) -> Reply,
) -> Result<Reply, Error> {
    let (case, examined) = Case::open(app, context, bundle).await?;
    let work = async |transaction: &mut Transaction| carry_out(transaction, context, &case, examined).await;
    if dry_run {
        let outcome = app.store.rehearse(work).await?;
        Ok(respond(&outcome.into_dry_run()))
    } else {
        write_replying(app, context, "bundle.import", work, respond).await
    }
}

/// Brings in a bundle as it lies in a file, for the command line; the same way as [`import`].
///
/// # Errors
/// As [`parse`] and [`import`].
pub async fn import_file_as(app: &App, context: &Context, bytes: &[u8], dry_run: bool) -> Result<ImportOutcome, Error> {
    let (case, examined) = Case::open(app, context, parse(bytes)?).await?;
    let work = async |transaction: &mut Transaction| carry_out(transaction, context, &case, examined).await;
    if dry_run {
        Ok(app.store.rehearse(work).await?.into_dry_run())
    } else {
        app.store.write("bundle.import", work).await
    }
}

async fn carry_out(
    transaction: &mut Transaction,
    context: &Context,
    case: &Case,
    examined: Examined,
) -> Result<Recorded<ImportOutcome>, Error> {
    let now = Surroundings::lock(transaction, case.identity.as_ref(), case.fiscal_year()).await?;
    let Examined { checked, doubts } = if now == case.surroundings {
        examined
    } else {
        // Somebody was faster; what they changed may change what is right.
        access::authorize_import(&context.actor, now.office.as_ref(), case.identity.is_some())?;
        case.examine(&now)?
    };
    let is_new = now.office.is_none();
    let office = match now.office {
        Some(office) => office,
        None => office::create(transaction, context, &checked).await?,
    };
    let mut importer = Importer::new(transaction, context, &office, checked.fiscal_year);
    importer.note_office(is_new);
    apply(&mut importer, &checked).await?;
    let (changes, refused) = importer.into_parts();
    if !refused.is_empty() {
        return Err(Error::Invalid(as_written(&case.bundle, refused)));
    }
    let mut outcome = ImportOutcome::new(&office, checked.fiscal_year, changes, doubts);
    outcome.use_written_pointers(&case.bundle);
    let mut entry = context.audit("bundle.import", "organization");
    entry.subject = Some(office.id.get());
    entry.organization = Some(office.id);
    entry.detail = Some(outcome.summary());
    Ok(transaction.record(entry, outcome).await?)
}

async fn apply(importer: &mut Importer<'_>, checked: &CheckedBundle) -> Result<(), Error> {
    importer.add_divisions(&checked.new_divisions).await?;
    if let Some(analysis) = &checked.analysis {
        importer.put_analysis(analysis).await?;
    }
    for (index, measure) in checked.measures.iter().enumerate() {
        importer.put_measure(&format!("/measures/{index}"), measure).await?;
    }
    for (index, (key, report)) in checked.reports.iter().enumerate() {
        importer.put_report(&format!("/reports/{index}"), key, report).await?;
    }
    for (index, (key, announcement)) in checked.announcements.iter().enumerate() {
        importer
            .put_announcement(&format!("/announcements/{index}"), key, announcement)
            .await?;
    }
    Ok(())
}

fn as_written(bundle: &Bundle, violations: Vec<Violation>) -> Vec<Violation> {
    let written = |violation: Violation| Violation {
        pointer: bundle.written_pointer(&violation.pointer),
        ..violation
    };
    violations.into_iter().map(written).collect()
}
