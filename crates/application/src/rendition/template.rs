use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::{Checker, Violation};
use prongsai_persistence::{
    AuditEntry, ProposedTemplate, Recorded, RenditionTemplate, StoredLogo, TemplateState, Transaction,
};
use prongsai_rendering::rendition::Numerals;
use tokio::sync::Semaphore;

use super::decoding::{DECODING, in_turn};
use super::issuer::word_of;
pub use super::logo::LOGO_BYTES_MAX;
use super::logo::check_logo;
use super::template_view::{Pictures, TemplateView};
use crate::acting::change;
use crate::blob::keep;
use crate::difference::difference;
use crate::document::{find_organization, share_organization_for};
use crate::job::enqueue_year;
use crate::organization::check_proposal_is_open;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// The maximum number of header lines, and of posts.
const LINES_MAX: usize = 10;
/// Longest line or post, in characters.
const LINE_MAX: usize = 300;

/// The whole rendition template of an organization, before it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateInput {
    /// The digits that are printed.
    pub numerals: Numerals,
    /// Lines above the title.
    pub header_lines: Vec<String>,
    /// The posts of the signatories, for renditions that do not name any.
    pub signature_positions: Vec<String>,
    /// The logo: a PNG in base64.
    pub logo: Option<String>,
}

/// Finds the rendition template of an organization, or the defaults if it never set one.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization.
pub async fn template(app: &App, context: &Context, organization_id: OrganizationId) -> Result<TemplateView, Error> {
    find_organization(app, context, organization_id, Action::ReadOrganization).await?;
    let state = app.store.rendition_template(organization_id).await?;
    Pictures::load(app, &state).await?.view(state)
}

/// Proposes a rendition template for an organization. It replaces an earlier proposal. It is in force when another
/// administrator accepts it, for what is approved from then on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`] with every violation.
pub async fn put_template(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    precondition: &Precondition,
    input: TemplateInput,
) -> Result<TemplateView, Error> {
    // The rights are checked before the picture is decoded, and again in the transaction.
    let organization = app.store.find_organization(organization_id).await?;
    let present = app.store.rendition_template(organization_id).await?;
    check_rights(context, organization.as_ref(), precondition, &present)?;
    let (mut template, png) = checked_in_turn(&DECODING, input).await?;
    if let Some(png) = png {
        template.logo = Some(StoredLogo::Blob(keep(app, png.into(), "image/png").await?));
    }
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<TemplateState>, Error> {
        let mut state = locked(transaction, acting, organization_id, precondition).await?;
        state.in_force.revision += 1;
        let proposed = ProposedTemplate {
            template: template.clone(),
            by: acting.user(),
            at: acting.now,
        };
        transaction
            .propose_rendition_template(organization_id, state.in_force.revision, &proposed)
            .await?;
        let logo = template.logo.is_some();
        let changes = template_difference(&state.in_force, &template);
        state.proposed = Some(proposed);
        let entry = entry(
            acting,
            AuditAction::TemplatePut,
            organization_id,
            &state,
            (logo, changes),
        );
        Ok(transaction.record(entry, state).await?)
    };
    let state = change(app, context, "paper_template.put", work).await?;
    Pictures::load(app, &state).await?.view(state)
}

/// Puts the proposed rendition template of an organization in force.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::SecondPerson`] if the actor proposed it,
/// [`Conflict::NothingProposed`], [`Conflict::ProposalExpired`] after 14 days and if the person who proposed it does not
/// administer any more.
pub async fn accept_template<A: Replayable>(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    precondition: &Precondition,
    respond: impl Fn(&TemplateView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let pictures = present_pictures(app, context, organization_id, precondition).await?;
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization_id, Action::ManageOrganization).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<TemplateView>, Error> {
        let mut state = locked(transaction, acting, organization_id, precondition).await?;
        let accepted = state
            .proposed
            .take()
            .ok_or(Error::Conflict(Conflict::NothingProposed))?;
        if accepted.by == acting.user() {
            return Err(Error::SecondPerson);
        }
        check_proposal_is_open(transaction, acting, organization_id, (accepted.by, accepted.at)).await?;
        precondition.check_read(state.in_force.revision)?;
        let revision = state.in_force.revision + 1;
        transaction
            .accept_rendition_template(organization_id, revision, &accepted, acting.user(), acting.now)
            .await?;
        enqueue_year(transaction, acting, organization_id, None).await?;
        let changes = template_difference(&state.in_force, &accepted.template);
        state.in_force = RenditionTemplate {
            revision,
            ..accepted.template
        };
        let logo = state.in_force.logo.is_some();
        let entry = entry(
            acting,
            AuditAction::TemplateAccept,
            organization_id,
            &state,
            (logo, changes),
        );
        Ok(transaction.record(entry, pictures.view(state)?).await?)
    };
    write_replying(app, context, "paper_template.accept", permit, work, respond).await
}

/// The logos of the present templates, for the answer to an acceptance that the actor may make; none for others, whom the
/// transaction refuses, or answers as before.
async fn present_pictures(
    app: &App,
    context: &Context,
    id: OrganizationId,
    precondition: &Precondition,
) -> Result<Pictures, Error> {
    let organization = app.store.find_organization(id).await?;
    let state = app.store.rendition_template(id).await?;
    match check_rights(context, organization.as_ref(), precondition, &state) {
        Ok(()) => Pictures::load(app, &state).await,
        Err(_) => Ok(Pictures::default()),
    }
}

/// The templates, locked for a change that the actor may make.
async fn locked(
    transaction: &mut Transaction,
    acting: &Acting,
    id: OrganizationId,
    precondition: &Precondition,
) -> Result<TemplateState, Error> {
    let organization = transaction.lock_organization(id).await?;
    let state = transaction.lock_rendition_template(id).await?;
    acting.confirm(transaction).await?;
    check_rights(acting, organization.as_ref(), precondition, &state)?;
    Ok(state)
}

fn check_rights(
    context: &Context,
    organization: Option<&Organization>,
    precondition: &Precondition,
    state: &TemplateState,
) -> Result<(), Error> {
    let jurisdiction = organization.ok_or(Error::NotFound)?.jurisdiction();
    authorize(&context.actor, Action::ReadOrganization, &jurisdiction)?;
    precondition.check(state.in_force.revision)?;
    Ok(authorize(&context.actor, Action::ManageOrganization, &jurisdiction)?)
}

fn entry(
    acting: &Acting,
    action: AuditAction,
    organization: OrganizationId,
    state: &TemplateState,
    (logo, changes): (bool, Option<serde_json::Value>),
) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "paper_template");
    entry.subject = Some(organization.get());
    entry.organization = Some(organization);
    entry.detail = Some(serde_json::json!({ "revision": state.in_force.revision, "logo": logo }));
    entry.changes = changes;
    entry
}

/// The changes of a template for the audit trail. A logo is named by its SHA-256.
fn template_difference(before: &RenditionTemplate, after: &RenditionTemplate) -> Option<serde_json::Value> {
    let fields = |template: &RenditionTemplate| {
        serde_json::json!({
            "numerals": template.numerals,
            "header_lines": template.header_lines,
            "signature_positions": template.signature_positions,
            "logo_sha256": template.logo.as_ref().map(StoredLogo::sha256),
        })
    };
    difference(Some(&fields(before)), Some(&fields(after)))
}

/// Checks a template, and decodes its picture, when it gets one of the turns. Returns the logo beside the template.
async fn checked_in_turn(
    turns: &'static Semaphore,
    input: TemplateInput,
) -> Result<(RenditionTemplate, Option<Vec<u8>>), Error> {
    Ok(in_turn(turns, move || check_template(&input)).await??)
}

fn check_template(input: &TemplateInput) -> Result<(RenditionTemplate, Option<Vec<u8>>), Vec<Violation>> {
    let mut checker = Checker::new();
    let header_lines = lines("header_lines", &input.header_lines, &mut checker);
    let signature_positions = lines("signature_positions", &input.signature_positions, &mut checker);
    let logo = match &input.logo {
        Some(base64) => checker.at("logo", |at| check_logo(base64, at)).map(Some),
        None => Some(None),
    };
    let template = header_lines.zip(signature_positions).zip(logo);
    let ((header_lines, signature_positions), logo) = checker.finish(template)?;
    let template = RenditionTemplate {
        revision: 0,
        numerals: word_of(input.numerals).to_owned(),
        header_lines,
        signature_positions,
        logo: None,
    };
    Ok((template, logo))
}

fn lines(field: &str, raw: &[String], checker: &mut Checker) -> Option<Vec<String>> {
    if !checker.limit_length(field, raw.len(), LINES_MAX) {
        return None;
    }
    checker.at(field, |at| {
        raw.iter()
            .enumerate()
            .map(|(index, line)| at.line(&index.to_string(), line, LINE_MAX))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_template_is_not_checked_without_a_turn() {
        static NO_TURN: Semaphore = Semaphore::const_new(0);
        NO_TURN.close();
        let refused = checked_in_turn(&NO_TURN, TemplateInput::default()).await;
        assert!(matches!(refused, Err(Error::Internal(_))), "{refused:?}");
    }
}
