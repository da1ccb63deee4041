use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use prongsai_bundle::{BundleText, CheckedBundle, Written};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Recorded, Transaction};

use super::changes::ImportOutcome;
use super::chunks::Chunks;
use super::documents::Importer;
use super::existing::{ExistingState, Locked};
use super::keys::MatchedKeys;
use super::known::{Index, Known};
use super::limit::{Running, off_thread};
use super::matched::Matcher;
use super::noted::Noted;
use super::options::ImportOptions;
use super::organization;
use super::plan::{Examined, ImportPlan};
use crate::quota::{Quota, Quotas, check_import};
use crate::{Acting, App, Context, Error};

/// An import whose bundle was examined.
pub(super) struct Import {
    plan: Arc<ImportPlan>,
    examined: Arc<Examined>,
    pub(super) running: Running,
    quotas: Quotas,
    /// Whether the transaction must lock the organization for itself. `check_import` sets it and has the transaction repeated.
    is_alone: AtomicBool,
}

impl Import {
    pub(super) async fn open(
        app: &App,
        context: &Context,
        bundle: BundleText,
        options: ImportOptions,
        running: Running,
    ) -> Result<Self, Error> {
        let (plan, examined) = ImportPlan::open(app, context, bundle, options, &running).await?;
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
    pub(super) async fn permit(&self, transaction: &mut Transaction, acting: &Acting) -> Result<(), Error> {
        let now = self.lock(transaction).await?;
        self.plan.authorize(&acting.actor, now.existing.organization.as_ref())
    }

    pub(super) async fn carry_out(
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
        let (keys, noted) = self.matched_keys(transaction, &index, &examined).await?;
        self.check_quotas(&index, &keys, existing.divisions.len(), checked)?;
        let is_new = existing.organization.is_none();
        let organization = match existing.organization {
            Some(organization) => organization,
            None => organization::create(transaction, acting, checked).await?,
        };
        let mut importer = Importer::new(acting, &organization, checked, (self.quotas, noted));
        importer.note_organization(is_new);
        importer.add_divisions(&checked.new_divisions);
        match (&checked.analysis, &analysis) {
            (Some(new), before) => importer.put_analysis(before.as_ref(), new)?,
            (None, Some(_)) => importer.note_missing_analysis(),
            (None, None) => {}
        }
        let missing = index.missing_in(checked, &keys);
        importer.note_missing_documents(transaction, &missing).await?;
        self.put_entries(transaction, &mut importer, (&index, keys), &examined)
            .await?;
        let (changes, noted, refused) = importer.finish()?;
        if !refused.is_empty() {
            return Err(Error::Invalid(with_written_pointers(&checked.written, refused)));
        }
        let doubts = examined.doubts.clone();
        let mut outcome = ImportOutcome::new(&organization, checked.fiscal_year, changes, noted, doubts);
        outcome.use_written_pointers(&checked.written);
        let mut entry = acting.audit(AuditAction::BundleImport, "organization");
        entry.subject = Some(organization.id.get());
        entry.organization = Some(organization.id);
        entry.detail = Some(outcome.summary());
        Ok(transaction.record(entry, outcome).await?)
    }

    /// Checks the quotas that are known before anything is written.
    fn check_quotas(
        &self,
        documents: &Index,
        keys: &MatchedKeys,
        divisions: usize,
        checked: &CheckedBundle,
    ) -> Result<(), Error> {
        let new_divisions = number(checked.new_divisions.len());
        self.quotas
            .check(Quota::DivisionsOfOrganization, number(divisions), new_divisions)?;
        let added = number(documents.count_new(checked, keys));
        check_import(self.quotas, &self.is_alone, number(documents.len()), added)
    }

    /// The keys of the entries whose keys the bundle does not state.
    async fn matched_keys(
        &self,
        transaction: &mut Transaction,
        index: &Index,
        examined: &Arc<Examined>,
    ) -> Result<(Arc<MatchedKeys>, Noted), Error> {
        let mut noted = Noted::default();
        let matcher = Matcher {
            plan: &self.plan,
            examined,
            running: &self.running,
            index,
            noted: &mut noted,
        };
        Ok((Arc::new(matcher.find(transaction).await?), noted))
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
        (index, keys): (&Index, Arc<MatchedKeys>),
        examined: &Arc<Examined>,
    ) -> Result<(), Error> {
        let mut chunks = Chunks::new(self.plan.bundle.clone(), Arc::clone(examined), Arc::clone(&keys));
        loop {
            let read = move || {
                let chunk = chunks.next()?;
                Ok((chunk, chunks))
            };
            let chunk;
            // One chunk is read in much less time than a transaction may be idle, so `while_waiting` is not needed.
            (chunk, chunks) = off_thread(&self.running, read).await?;
            // The last chunk is empty. It is written too: a bundle without entries has no other chunk, and divisions and the
            // analysis are written with the first one.
            let is_last = chunk.steps.is_empty();
            importer.known = Known::load(transaction, index, (&examined.checked, &keys), &chunk).await?;
            importer.put(chunk, &examined.checked, &keys)?;
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
