use jiff::Timestamp;
use prongsai_domain::document::{ActKind, Document, Edition};
use prongsai_domain::organization::Organization;
use prongsai_persistence::{AuditEntry, Canonical, Current, Proof, Recorded, Transaction};

use super::code::code_of;
use super::imprint::{Imprint, years_of};
use super::live::LiveEdition;
use super::manuscript::PrintedProof;
use crate::catalogue::NACC_ITA;
use crate::document::{year_in, year_of};
use crate::{Acting, App, Error};

/// How many codes are tried before it is said that something is wrong.
const ATTEMPTS: u32 = 16;

/// Makes the proofs of editions that are just being published, in the transaction of their publication.
pub(crate) async fn prove_publications(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: &Organization,
    published: &[Current],
) -> Result<(), Error> {
    let letterhead = transaction.letterhead(organization.id, NACC_ITA).await?;
    let letterhead = letterhead.ok_or(Error::NotFound)?;
    let mut proofs = Vec::with_capacity(published.len());
    for current in published {
        let Current { document, edition, .. } = current;
        let mut imprint = if let Some(catalogues) = &edition.catalogues {
            Imprint::with_catalogues(letterhead.clone(), catalogues.clone())
        } else {
            // Submitted before 0.2, when catalogues were not fixed.
            let year = year_in(transaction, &edition.content).await?;
            Imprint::of(letterhead.clone(), &years_of(document.fiscal_year, year.as_ref()))
        };
        if let Some(approval) = edition.approval() {
            imprint.approver_position = approval.person.signed_position();
            imprint.approved_at = Some(approval.at);
        }
        proofs.push(proof_of(document, edition, acting.now, &imprint)?);
    }
    insert_all(transaction, proofs).await
}

/// Keeps proofs, each under the first code that is free.
async fn insert_all(transaction: &mut Transaction, mut proofs: Vec<Proof>) -> Result<(), Error> {
    for attempt in 0..ATTEMPTS {
        for proof in &mut proofs {
            proof.code = code_of_proof(proof, attempt);
        }
        let kept = transaction.insert_proofs(&proofs).await?;
        proofs.retain(|proof| !proof.edition.is_some_and(|(document, _)| kept.contains(&document)));
        if proofs.is_empty() {
            return Ok(());
        }
    }
    Err(Error::Internal("no code is free".to_owned()))
}

fn proof_of(
    document: &Document,
    edition: &Edition,
    published_at: Timestamp,
    imprint: &Imprint,
) -> Result<Proof, Error> {
    Ok(Proof {
        code: String::new(),
        kind: document.kind.as_str().to_owned(),
        edition: Some((document.id, edition.number)),
        organization_id: document.place.organization_id,
        fiscal_year: document.fiscal_year,
        title: edition.content.title().into_owned(),
        content_sha256: edition.version.sha256.clone(),
        members: None,
        imprint: Canonical::of(imprint)?.text,
        logo: imprint.template.logo_png.clone(),
        published_at,
        is_internal: edition.content.facets().is_internal,
        withdrawn: edition
            .last(ActKind::Withdrawn)
            .map(|act| (act.at, act.reason.clone().unwrap_or_default())),
    })
}

/// Keeps a proof under the first code that is free.
async fn insert(transaction: &mut Transaction, mut proof: Proof) -> Result<(), Error> {
    for attempt in 0..ATTEMPTS {
        proof.code = code_of_proof(&proof, attempt);
        if transaction.insert_proof(&proof).await? {
            return Ok(());
        }
    }
    Err(Error::Internal("no code is free".to_owned()))
}

fn code_of_proof(proof: &Proof, attempt: u32) -> String {
    let whose = match proof.edition {
        Some((document, _)) => document.to_string(),
        None => format!("{} {} {}", proof.organization_id, proof.fiscal_year.get(), proof.kind),
    };
    let number = proof.edition.map_or(0, |(_, number)| number);
    code_of(&proof.content_sha256, &whose, number, attempt)
}

/// The proof of a live edition. One that was published before there were proofs gets it now, with the office's present
/// imprint; who approved it is not known to the public side.
pub(super) async fn proof_of_live(app: &App, live: &LiveEdition) -> Result<Proof, Error> {
    if let Some(proof) = app.store.proof_of_edition(live.id, live.edition).await? {
        return Ok(proof);
    }
    let letterhead = app.store.letterhead(live.organization_id, NACC_ITA).await?;
    let imprint = Imprint::of(
        letterhead.ok_or(Error::NotFound)?,
        &years_of(live.fiscal_year, live.year.as_ref()),
    );
    let proof = Proof {
        code: String::new(),
        kind: live.kind().as_str().to_owned(),
        edition: Some((live.id, live.edition)),
        organization_id: live.organization_id,
        fiscal_year: live.fiscal_year,
        title: live.content.title().into_owned(),
        content_sha256: live.content_sha256.clone(),
        members: None,
        imprint: Canonical::of(&imprint)?.text,
        logo: imprint.template.logo_png,
        published_at: live.published_at,
        is_internal: live.is_internal(),
        withdrawn: None,
    };
    prove_later(app, proof).await?;
    let made = app.store.proof_of_edition(live.id, live.edition).await?;
    made.ok_or_else(|| Error::Internal("a proof is gone".to_owned()))
}

/// The proof of an edition that was published once, for those who may see it.
pub(super) async fn proof_of_published(app: &App, document: &Document, edition: &Edition) -> Result<Proof, Error> {
    if let Some(proof) = app.store.proof_of_edition(document.id, edition.number).await? {
        return Ok(proof);
    }
    let letterhead = app.store.letterhead(document.place.organization_id, NACC_ITA).await?;
    let year = year_of(&app.store, &edition.content).await?;
    let imprint = Imprint::of(
        letterhead.ok_or(Error::NotFound)?,
        &years_of(document.fiscal_year, year.as_ref()),
    );
    let published_at = edition
        .last(ActKind::Published)
        .map_or(edition.updated_at, |act| act.at);
    prove_later(app, proof_of(document, edition, published_at, &imprint)?).await?;
    let made = app.store.proof_of_edition(document.id, edition.number).await?;
    made.ok_or_else(|| Error::Internal("a proof is gone".to_owned()))
}

/// Keeps a proof in a transaction of its own.
pub(super) async fn prove_later(app: &App, proof: Proof) -> Result<(), Error> {
    let now = app.services.clock.now();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
        let mut entry = AuditEntry::new(now, None, "paper.prove", "paper");
        entry.subject = proof.edition.map(|(document, _)| document.get());
        entry.edition = proof.edition.map(|(_, number)| number);
        entry.organization = Some(proof.organization_id);
        entry.detail = Some(serde_json::json!({ "kind": proof.kind, "content_sha256": proof.content_sha256 }));
        insert(transaction, proof.clone()).await?;
        Ok(transaction.record(entry, ()).await?)
    };
    app.store.write("paper.prove", work).await
}

/// What of a proof is printed.
pub(super) fn printed(app: &App, proof: &Proof) -> PrintedProof {
    PrintedProof {
        code: proof.code.clone(),
        url: format!("{}/public/v1/verify/{}", app.services.papers.public_url(), proof.code),
        content_sha256: proof.content_sha256.clone(),
    }
}
