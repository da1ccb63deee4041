use jiff::Timestamp;
use prongsai_domain::announcement::Audience;
use prongsai_domain::document::{Document, Edition};
use prongsai_persistence::{AuditEntry, Canonical, Current, Proof, Recorded, Transaction};

use super::code::code_of;
use super::imprint::{Imprint, years_of};
use super::live::LiveEdition;
use super::manuscript::PrintedProof;
use crate::catalogue::NACC_ITA;
use crate::{App, Context, Error};

/// How many codes are tried before it is said that something is wrong.
const ATTEMPTS: u32 = 16;

/// Makes the proof of an edition that is just being published, in the transaction of its publication.
pub(crate) async fn prove_publication(
    transaction: &mut Transaction,
    context: &Context,
    current: &Current,
    content_sha256: &str,
) -> Result<(), Error> {
    let document = &current.document;
    let edition = &current.edition;
    let letterhead = transaction.letterhead(document.place.organization_id, NACC_ITA).await?;
    let letterhead = letterhead.ok_or(Error::NotFound)?;
    let mut imprint = Imprint::of(letterhead, &years_of(document.fiscal_year, &edition.content));
    if let Some(approval) = &edition.approved {
        imprint.approver_position = transaction.position_of(approval.act.by).await?;
        imprint.approved_at = Some(approval.act.at);
    }
    insert(
        transaction,
        proof_of(document, edition, content_sha256, context.now, &imprint)?,
    )
    .await
}

/// Notes on its proof that a published edition was withdrawn.
pub(crate) async fn withdraw_proof(
    transaction: &mut Transaction,
    context: &Context,
    current: &Current,
    reason: &str,
) -> Result<(), Error> {
    let id = current.document.id;
    Ok(transaction
        .withdraw_proof(id, current.edition.number, reason, context.now)
        .await?)
}

fn proof_of(
    document: &Document,
    edition: &Edition,
    content_sha256: &str,
    published_at: Timestamp,
    imprint: &Imprint,
) -> Result<Proof, Error> {
    Ok(Proof {
        code: String::new(),
        kind: document.kind.as_str().to_owned(),
        edition: Some((document.id, edition.number)),
        organization_id: document.place.organization_id,
        fiscal_year: document.fiscal_year,
        heading: edition.content.heading().to_owned(),
        content_sha256: content_sha256.to_owned(),
        members: None,
        imprint: Canonical::of(imprint)?.text,
        logo: imprint.template.logo_png.clone(),
        published_at,
        is_internal: edition.content.audience() == Some(Audience::Internal),
        withdrawn: edition
            .withdrawn
            .as_ref()
            .map(|withdrawn| (withdrawn.act.at, withdrawn.reason.clone())),
    })
}

/// Keeps a proof under the first code that is free.
async fn insert(transaction: &mut Transaction, mut proof: Proof) -> Result<(), Error> {
    let whose = match proof.edition {
        Some((document, _)) => document.to_string(),
        None => format!("{} {} {}", proof.organization_id, proof.fiscal_year.get(), proof.kind),
    };
    let number = proof.edition.map_or(0, |(_, number)| number);
    for attempt in 0..ATTEMPTS {
        proof.code = code_of(&proof.content_sha256, &whose, number, attempt);
        if transaction.insert_proof(&proof).await? {
            return Ok(());
        }
    }
    Err(Error::Internal(format!(
        "no code is free for {whose}, edition {number}"
    )))
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
        &years_of(live.fiscal_year, &live.content),
    );
    let proof = Proof {
        code: String::new(),
        kind: live.kind().as_str().to_owned(),
        edition: Some((live.id, live.edition)),
        organization_id: live.organization_id,
        fiscal_year: live.fiscal_year,
        heading: live.content.heading().to_owned(),
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
    let imprint = Imprint::of(
        letterhead.ok_or(Error::NotFound)?,
        &years_of(document.fiscal_year, &edition.content),
    );
    let published_at = edition.published.map_or(edition.updated_at, |act| act.at);
    let content_sha256 = Canonical::of(&edition.content)?.sha256;
    prove_later(
        app,
        proof_of(document, edition, &content_sha256, published_at, &imprint)?,
    )
    .await?;
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
        insert(transaction, proof).await?;
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
