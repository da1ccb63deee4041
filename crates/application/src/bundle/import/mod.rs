//! Bringing a bundle in: all of it or nothing, in one transaction.

mod access;
mod changes;
mod documents;
mod office;
mod results;

use std::sync::Arc;

use jiff::tz::{TimeZone, offset};
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::geography::{District, Province};
use prongsai_domain::id::DivisionId;
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Recorded, Transaction};

pub use self::changes::{Change, ChangedKind, ImportOutcome};
use self::documents::Importer;
use super::check::{CheckedBundle, Known, Places, check, identify};
use super::doubts::doubts;
use super::parse;
use super::wire::Bundle;
use crate::{App, Context, Error, Reply, catalogue, geography, write_replying};

/// Brings a bundle in. What has a key that is known already is changed where it differs, the rest is added; nothing is
/// removed. A dry run takes the same way and is rolled back at its end.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not import for the office, whether it exists or not; [`Error::Invalid`] with
/// every violation; a conflict when another import of the same office was faster.
pub async fn import(
    app: &App,
    context: &Context,
    bundle: &Bundle,
    dry_run: bool,
    respond: impl FnOnce(&ImportOutcome) -> Reply,
) -> Result<Reply, Error> {
    let reference = Reference::load(app, context, bundle).await?;
    let work = async |transaction: &mut Transaction| -> Result<Recorded<ImportOutcome>, Error> {
        carry_out(transaction, context, bundle, &reference).await
    };
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
    let bundle = parse(bytes)?;
    let reference = Reference::load(app, context, &bundle).await?;
    let work = async |transaction: &mut Transaction| -> Result<Recorded<ImportOutcome>, Error> {
        carry_out(transaction, context, &bundle, &reference).await
    };
    if dry_run {
        Ok(app.store.rehearse(work).await?.into_dry_run())
    } else {
        app.store.write("bundle.import", work).await
    }
}

/// The reference data that a bundle is checked against.
struct Reference {
    catalogue: Arc<Catalogue>,
    assessed_catalogue: Arc<Catalogue>,
    provinces: Vec<Province>,
    districts: Vec<District>,
}

impl Reference {
    async fn load(app: &App, context: &Context, bundle: &Bundle) -> Result<Self, Error> {
        // A year that does not exist is refused later; until then any catalogue will do.
        let year = FiscalYear::new(bundle.fiscal_year)
            .ok()
            .unwrap_or_else(|| today(context).fiscal_year());
        let assessed = bundle
            .analysis
            .as_ref()
            .and_then(|part| FiscalYear::new(part.assessed_fiscal_year).ok());
        Ok(Self {
            catalogue: catalogue::of_year(app, year).await?,
            assessed_catalogue: catalogue::of_year(app, assessed.unwrap_or(year)).await?,
            provinces: geography::provinces(app).await?,
            districts: geography::districts(app, None).await?,
        })
    }

    fn places(&self) -> Places<'_> {
        Places {
            provinces: &self.provinces,
            districts: &self.districts,
        }
    }
}

async fn carry_out(
    transaction: &mut Transaction,
    context: &Context,
    bundle: &Bundle,
    reference: &Reference,
) -> Result<Recorded<ImportOutcome>, Error> {
    let identity = identify(&bundle.organization, reference.places());
    let known = match &identity {
        Some(identity) => office::find(transaction, identity).await?,
        None => None,
    };
    access::authorize_import(&context.actor, known.as_ref(), identity.is_some())?;
    let checked = checked(transaction, context, bundle, reference, known.as_ref()).await?;
    let doubts = doubts(
        bundle,
        &checked,
        known.as_ref(),
        &reference.catalogue,
        Some(today(context)),
    );
    let is_new = known.is_none();
    let office = match known {
        Some(office) => office,
        None => office::create(transaction, context, &checked).await?,
    };
    let mut importer = Importer::new(transaction, context, &office, checked.fiscal_year);
    importer.note_office(is_new);
    apply(&mut importer, &checked).await?;
    let (changes, refused) = importer.into_parts();
    if !refused.is_empty() {
        return Err(Error::Invalid(as_written(bundle, refused)));
    }
    let mut outcome = ImportOutcome::new(&office, checked.fiscal_year, changes, doubts);
    outcome.use_written_pointers(bundle);
    let mut entry = context.audit("bundle.import", "organization");
    entry.subject = Some(office.id.get());
    entry.organization = Some(office.id);
    entry.detail = Some(outcome.summary());
    Ok(transaction.record(entry, outcome).await?)
}

/// Checks the bundle against what is known of its office.
async fn checked(
    transaction: &mut Transaction,
    context: &Context,
    bundle: &Bundle,
    reference: &Reference,
    office: Option<&Organization>,
) -> Result<CheckedBundle, Error> {
    let mut divisions = Vec::new();
    let mut analysis = None;
    if let Some(office) = office {
        divisions = transaction.divisions_of(office.id).await?;
        if let Ok(year) = FiscalYear::new(bundle.fiscal_year) {
            office::lock_reports(transaction, office.id, year).await?;
            analysis = transaction
                .lock_analysis(office.id, year)
                .await?
                .map(|stored| stored.content);
        }
    }
    let known = Known {
        catalogue: &reference.catalogue,
        assessed_catalogue: &reference.assessed_catalogue,
        places: reference.places(),
        organization: office,
        divisions: &divisions,
        analysis: analysis.as_ref(),
    };
    Ok(check(bundle, known, &mut || DivisionId::new(context.new_id()))?)
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

/// The day in Thailand, which has one time zone and no summer time.
fn today(context: &Context) -> BuddhistDate {
    let day = context.now.to_zoned(TimeZone::fixed(offset(7))).date();
    BuddhistDate::from_gregorian(day).unwrap_or(BuddhistDate::MAX)
}
