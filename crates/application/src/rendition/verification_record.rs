use jiff::Timestamp;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::document::{ActKind, Document, Edition};
use prongsai_persistence::{AuditEntry, Canonical, Current, Recorded, Transaction, VerificationRecord};

use super::code::code_of;
use super::issuer::{IssuerSnapshot, years_of};
use super::letterhead::ApprovedLetterheads;
use super::live::LiveEdition;
use super::manuscript::PrintedVerification;
use crate::catalogue::{NACC_ITA, in_force};
use crate::document::{load_frozen, load_frozen_in};
use crate::public::override_reason;
use crate::{Acting, App, Error};

/// The number of codes that are tried before the insertion fails.
const ATTEMPTS: u32 = 16;

/// Makes the verification records of editions, in the transaction that publishes them.
pub(crate) async fn record_verifications(
    transaction: &mut Transaction,
    acting: &Acting,
    letterheads: &ApprovedLetterheads,
    published: &[Current],
) -> Result<(), Error> {
    let mut verification_records = Vec::with_capacity(published.len());
    for current in published {
        let Current { document, edition, .. } = current;
        let catalogues = if let Some(catalogues) = &edition.catalogues {
            catalogues.clone()
        } else {
            // The edition was submitted before 0.2, when catalogues were not fixed.
            let year = load_frozen_in(transaction, &edition.content).await?;
            let known = transaction.catalogue_revisions(NACC_ITA).await?;
            in_force(&known, &years_of(document.fiscal_year, year.as_ref()))
        };
        let issuer = with_approval(letterheads.of(edition).clone().issuer(catalogues), edition);
        verification_records.push(verification_of(document, edition, acting.now, &issuer)?);
    }
    insert_all(transaction, verification_records).await
}

/// The issuer snapshot with the approval of an edition, if it is approved.
pub(super) fn with_approval(mut issuer: IssuerSnapshot, edition: &Edition) -> IssuerSnapshot {
    if let Some(approval) = edition.approval() {
        issuer.approver_position = approval.person.signed_position();
        issuer.approved_at = Some(approval.at);
        issuer.override_reason = override_reason(edition).map(str::to_owned);
    }
    issuer
}

/// Inserts verification records, each under the first code that is free.
async fn insert_all(
    transaction: &mut Transaction,
    mut verification_records: Vec<VerificationRecord>,
) -> Result<(), Error> {
    for attempt in 0..ATTEMPTS {
        for verification in &mut verification_records {
            verification.code = code_of_verification(verification, attempt);
        }
        let kept = transaction.insert_verifications(&verification_records).await?;
        verification_records.retain(|verification| {
            !verification
                .edition
                .is_some_and(|(document, _)| kept.contains(&document))
        });
        if verification_records.is_empty() {
            return Ok(());
        }
    }
    Err(Error::Internal("no code is free".to_owned()))
}

fn verification_of(
    document: &Document,
    edition: &Edition,
    published_at: Timestamp,
    issuer: &IssuerSnapshot,
) -> Result<VerificationRecord, Error> {
    Ok(VerificationRecord {
        code: String::new(),
        kind: document.kind.as_str().to_owned(),
        edition: Some((document.id, edition.number)),
        organization_id: document.jurisdiction.organization_id,
        fiscal_year: document.fiscal_year,
        title: edition.content.title().into_owned(),
        content_sha256: edition.version.sha256.clone(),
        members: None,
        issuer: Canonical::of(issuer)?.text,
        logo: issuer.logo.clone(),
        published_at,
        is_internal: edition.content.facets().is_internal,
        withdrawn: edition
            .last(ActKind::Withdrawn)
            .map(|act| (act.at, act.reason.clone().unwrap_or_default())),
    })
}

/// Inserts a verification record under the first code that is free. Does nothing if there is a record of the same
/// content.
async fn insert(transaction: &mut Transaction, mut verification: VerificationRecord) -> Result<(), Error> {
    for attempt in 0..ATTEMPTS {
        verification.code = code_of_verification(&verification, attempt);
        if transaction.insert_verification(&verification).await? {
            return Ok(());
        }
    }
    Err(Error::Internal("no code is free".to_owned()))
}

fn code_of_verification(verification: &VerificationRecord, attempt: u32) -> String {
    let whose = match verification.edition {
        Some((document, _)) => document.to_string(),
        None => format!(
            "{} {} {}",
            verification.organization_id,
            verification.fiscal_year.get(),
            verification.kind
        ),
    };
    let number = verification.edition.map_or(0, |(_, number)| number);
    code_of(&verification.content_sha256, &whose, number, attempt)
}

/// Finds the verification record of a live edition. An edition that was published before there were such records has the
/// one that the job `verification.editions` is going to make: a reader writes nothing.
pub(super) async fn verification_of_live(app: &App, live: &LiveEdition) -> Result<VerificationRecord, Error> {
    match app.store.verification_of_edition(live.id, live.edition).await? {
        Some(verification) => Ok(verification),
        None => foreseen(app, missing_of_live(app, live).await?).await,
    }
}

/// The record of a live edition that has none. It has the organization's present issuer snapshot, and no approver, because
/// the public body does not name one.
pub(super) async fn missing_of_live(app: &App, live: &LiveEdition) -> Result<VerificationRecord, Error> {
    let letterhead = app.store.letterhead(live.organization_id, NACC_ITA).await?;
    let issuer = IssuerSnapshot::of(
        letterhead.ok_or(Error::NotFound)?,
        &years_of(live.fiscal_year, live.year.as_ref()),
    );
    Ok(VerificationRecord {
        code: String::new(),
        kind: live.kind().as_str().to_owned(),
        edition: Some((live.id, live.edition)),
        organization_id: live.organization_id,
        fiscal_year: live.fiscal_year,
        title: live.content.title().into_owned(),
        content_sha256: live.content_sha256.clone(),
        members: None,
        issuer: Canonical::of(&issuer)?.text,
        logo: issuer.logo,
        published_at: live.published_at,
        is_internal: live.is_internal(),
        withdrawn: None,
    })
}

/// A record with the code under which it will be inserted, unless another one takes that code before.
pub(super) async fn foreseen(app: &App, mut verification: VerificationRecord) -> Result<VerificationRecord, Error> {
    for attempt in 0..ATTEMPTS {
        verification.code = code_of_verification(&verification, attempt);
        if app.store.find_verification(&verification.code).await?.is_none() {
            return Ok(verification);
        }
    }
    Err(Error::Internal("no code is free".to_owned()))
}

/// Finds the verification record of an edition that was published. An edition that was published before verification
/// records existed gets one now. It names no approver, like that of [`missing_of_live`]: the job `verification.editions` may
/// make the record of the edition instead.
pub(super) async fn verification_of_published(
    app: &App,
    document: &Document,
    edition: &Edition,
) -> Result<VerificationRecord, Error> {
    if let Some(verification) = app.store.verification_of_edition(document.id, edition.number).await? {
        return Ok(verification);
    }
    let letterhead = app
        .store
        .letterhead(document.jurisdiction.organization_id, NACC_ITA)
        .await?;
    let year = load_frozen(&app.store, &edition.content).await?;
    let issuer = IssuerSnapshot::of(
        letterhead.ok_or(Error::NotFound)?,
        &years_of(document.fiscal_year, year.as_ref()),
    );
    let published_at = edition
        .last(ActKind::Published)
        .map_or(edition.updated_at, |act| act.at);
    record_later(app, verification_of(document, edition, published_at, &issuer)?).await?;
    let made = app.store.verification_of_edition(document.id, edition.number).await?;
    made.ok_or_else(|| Error::Internal("a verification record is missing".to_owned()))
}

/// Inserts a verification record in a transaction of its own.
async fn record_later(app: &App, verification: VerificationRecord) -> Result<(), Error> {
    let now = app.services.clock.now();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
        insert(transaction, verification.clone()).await?;
        Ok(transaction.record(entry(&verification, now), ()).await?)
    };
    app.store.write("paper.prove", work).await
}

/// Inserts verification records, and calls `finish`, in one transaction. Does nothing if there are none.
pub(super) async fn record_all(
    app: &App,
    verifications: &[VerificationRecord],
    finish: impl AsyncFn(&mut Transaction) -> Result<(), Error>,
) -> Result<(), Error> {
    let Some((last, others)) = verifications.split_last() else {
        return Ok(());
    };
    let now = app.services.clock.now();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
        for verification in verifications {
            insert(transaction, verification.clone()).await?;
        }
        let entries: Vec<AuditEntry<'_>> = others.iter().map(|one| entry(one, now)).collect();
        transaction.note_all(&entries).await?;
        finish(transaction).await?;
        Ok(transaction.record(entry(last, now), ()).await?)
    };
    app.store.write("paper.prove", work).await
}

fn entry(verification: &VerificationRecord, now: Timestamp) -> AuditEntry<'static> {
    let mut entry = AuditEntry::new(now, None, AuditAction::VerificationRecord, "paper");
    entry.subject = verification.edition.map(|(document, _)| document.get());
    entry.edition = verification.edition.map(|(_, number)| number);
    entry.organization = Some(verification.organization_id);
    entry.detail =
        Some(serde_json::json!({ "kind": verification.kind, "content_sha256": verification.content_sha256 }));
    entry
}

/// The printed fields of a verification record.
pub(super) fn printed(app: &App, verification: &VerificationRecord) -> PrintedVerification {
    PrintedVerification {
        code: verification.code.clone(),
        url: format!(
            "{}/public/v1/verify/{}",
            app.services.renditions.public_url(),
            verification.code
        ),
        content_sha256: verification.content_sha256.clone(),
    }
}
