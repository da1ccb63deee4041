use std::collections::{BTreeMap, BTreeSet, HashMap};

use prongsai_domain::audit::DocumentAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_domain::workflow::{State, Transition};
use prongsai_persistence::{AuditEntry, Current, Publication, StoredContent, Transaction};
use uuid::Uuid;

use super::frozen::parts_in;
use super::guard::audit;
use crate::public::{PublicHead, etag};
use crate::rendition::{self, ApprovedLetterheads};
use crate::{Acting, Error, job};

/// Supersedes the live editions of documents before their next editions are published. Returns the audit entries.
pub(super) async fn supersede(
    transaction: &mut Transaction,
    acting: &Acting,
    documents: &mut [Current],
) -> Result<Vec<AuditEntry<'static>>, Error> {
    let ids: Vec<_> = documents
        .iter()
        .filter(|current| current.live_edition.is_some())
        .map(|current| current.document.id)
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut live: Vec<Current> = transaction
        .published_editions(&ids)
        .await?
        .into_iter()
        .map(|(document, edition)| Current {
            document,
            edition,
            // Nothing below reads this field.
            live_edition: None,
        })
        .collect();
    let mut entries = Vec::with_capacity(live.len());
    for superseded in &mut live {
        superseded.edition.supersede(&acting.person, acting.now)?;
        let mut entry = audit(acting, superseded, DocumentAction::Step(Transition::Supersede));
        entry.from = Some(State::Published);
        entry.to = Some(State::Superseded);
        entries.push(entry);
    }
    let mut changed: Vec<_> = live
        .iter_mut()
        .map(|current| (&mut current.document, &current.edition))
        .collect();
    transaction.update_editions(&mut changed).await?;
    Ok(entries)
}

/// Makes editions public. The public body contains the bytes of the stored content.
pub(super) async fn publish(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: &Organization,
    documents: &mut [Current],
) -> Result<(), Error> {
    let references: Vec<(Uuid, &str)> = documents
        .iter()
        .map(|current| (current.document.id.get(), current.edition.version.sha256.as_str()))
        .collect();
    let contents: HashMap<Uuid, StoredContent> = transaction
        .contents(&references)
        .await?
        .into_iter()
        .map(|part| (part.subject_id, part))
        .collect();
    let letterheads = ApprovedLetterheads::load(transaction, organization, documents).await?;
    let mut publications = Vec::with_capacity(documents.len());
    for current in documents.iter() {
        let content = contents
            .get(&current.document.id.get())
            .ok_or_else(|| Error::Internal(format!("the content of {} is gone", current.document.id)))?;
        let overrides = frozen_overrides(transaction, current).await?;
        let head = PublicHead::new(current, letterheads.of(&current.edition), overrides, acting.now);
        let body = head.around(&content.body)?;
        let parts = parts_in(transaction, &current.edition.content).await?;
        publications.push(Publication {
            document: &current.document,
            edition: &current.edition,
            etag: etag(&current.edition.content, &body, &parts)?,
            body,
            schema_version: content.schema_version,
            shows_internal: organization.profile.settings.publishes_internal_surveys,
            at: acting.now,
        });
    }
    transaction.insert_publications(&publications, acting.now).await?;
    rendition::record_verifications(transaction, acting, &letterheads, documents).await?;
    let years = documents.iter().map(|current| current.document.fiscal_year).collect();
    enqueue_years(transaction, acting, organization.id, years).await?;
    for current in documents {
        current.live_edition = Some(current.edition.number);
    }
    Ok(())
}

/// Inserts the jobs that follow from a change of what is public in these years.
async fn enqueue_years(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: OrganizationId,
    years: BTreeSet<FiscalYear>,
) -> Result<(), Error> {
    for year in years {
        job::enqueue_year(transaction, acting, organization, Some(year)).await?;
    }
    Ok(())
}

/// The reasons for which authors approved the measures that a report shows, by measure; none for other kinds.
async fn frozen_overrides(
    transaction: &mut Transaction,
    current: &Current,
) -> Result<BTreeMap<DocumentId, String>, Error> {
    let Current { document, edition, .. } = current;
    if !document.kind.has_references() {
        return Ok(BTreeMap::new());
    }
    Ok(transaction.frozen_overrides(document.id, edition.number).await?)
}

/// Removes a withdrawn edition from public view.
pub(super) async fn withdraw(
    transaction: &mut Transaction,
    acting: &Acting,
    documents: &mut [Current],
) -> Result<(), Error> {
    let mut changed = BTreeSet::new();
    for current in documents.iter_mut() {
        if !current.edition.was_published() {
            continue;
        }
        let jurisdiction = &current.document.jurisdiction;
        changed.insert((jurisdiction.organization_id, current.document.fiscal_year));
        // The last act is the withdrawal, which always has a reason.
        let act = current.edition.acts.last();
        let reason = act.and_then(|act| act.reason.clone()).unwrap_or_default();
        let id = current.document.id;
        transaction.withdraw_publication(id, &reason, acting.now).await?;
        transaction
            .withdraw_verification(id, current.edition.number, &reason, acting.now)
            .await?;
        current.live_edition = None;
    }
    for (organization, year) in changed {
        enqueue_years(transaction, acting, organization, BTreeSet::from([year])).await?;
    }
    Ok(())
}
