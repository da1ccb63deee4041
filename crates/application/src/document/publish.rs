use prongsai_domain::document::Content;
use prongsai_domain::report::Frozen;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Canonical, Current, Publication, Transaction};

use crate::paper::prove_publication;
use crate::public::PublicDocument;
use crate::{Conflict, Context, Error};

/// What must be true and done before an edition becomes the live one: its predecessor is superseded, and a report
/// shows nothing that is not public itself.
pub(super) async fn before_publication(
    transaction: &mut Transaction,
    context: &Context,
    current: &mut Current,
) -> Result<(), Error> {
    if let Content::Report(report) = &current.edition.content
        && let Some(frozen) = &report.frozen
    {
        check_frozen_is_public(transaction, frozen).await?;
    }
    let editions = transaction.all_editions(current.document.id).await?;
    for mut live in editions.into_iter().filter(|edition| edition.state == State::Published) {
        live.supersede(context.now)?;
        transaction.update_edition(&mut current.document, &live).await?;
        let kind = current.document.kind;
        let mut entry = context.audit(format!("{kind}.supersede"), kind.as_str());
        entry.subject = Some(current.document.id.get());
        entry.organization = Some(current.document.place.organization_id);
        entry.edition = Some(live.number);
        entry.from = Some(State::Published);
        entry.to = Some(State::Superseded);
        transaction.note(entry).await?;
    }
    Ok(())
}

/// Makes the edition the live one for the public.
pub(super) async fn publish(
    transaction: &mut Transaction,
    context: &Context,
    current: &mut Current,
) -> Result<(), Error> {
    let organization = current.document.place.organization_id;
    let office = transaction
        .lock_organization(organization)
        .await?
        .ok_or(Error::NotFound)?;
    let content_sha256 = Canonical::of(&current.edition.content)?.sha256;
    let body = Canonical::of(&PublicDocument::new(current, &office, &content_sha256, context.now))?;
    transaction
        .put_publication(Publication {
            document: &current.document,
            edition: &current.edition,
            body,
            shows_internal: office.profile.settings.publishes_internal_surveys,
            at: context.now,
        })
        .await?;
    current.live_edition = Some(current.edition.number);
    prove_publication(transaction, context, current, &content_sha256).await
}

/// A report may not carry a draft into the public: each measure in it must be public, in just that edition, now or
/// earlier.
async fn check_frozen_is_public(transaction: &mut Transaction, frozen: &Frozen) -> Result<(), Error> {
    let mut missing = Vec::new();
    for measure in &frozen.measures {
        let editions = transaction.all_editions(measure.id).await?;
        let was_public = editions
            .iter()
            .any(|edition| edition.number == measure.edition && edition.published.is_some());
        if !was_public {
            missing.push(measure.content.title.clone());
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let named = missing.join("; ");
    Err(Error::Conflict(Conflict::ReportNotReady {
        message_th: format!("ต้องเผยแพร่มาตรการเหล่านี้ก่อน: {named}"),
        message_en: format!("publish these measures first: {named}"),
    }))
}
