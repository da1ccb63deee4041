use prongsai_domain::access::{Action, authorize};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::violation::{Checker, Violation};
use prongsai_persistence::{Recorded, RenditionTemplate, Transaction};
use prongsai_rendering::rendition::{Numerals, Template};

use super::issuer::{template_of, word_of};
pub use super::logo::LOGO_BYTES_MAX;
use super::logo::check_logo;
use crate::acting::change;
use crate::{Acting, App, Context, Error, Precondition};

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

/// The rendition template of an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateView {
    /// Counts the changes; 0 if the organization never set a template.
    pub revision: i64,
    /// The template.
    pub template: Template,
}

impl From<RenditionTemplate> for TemplateView {
    fn from(kept: RenditionTemplate) -> Self {
        Self {
            revision: kept.revision,
            template: template_of(kept),
        }
    }
}

/// Finds the rendition template of an organization, or the defaults if it never set one.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization.
pub async fn template(app: &App, context: &Context, organization_id: OrganizationId) -> Result<TemplateView, Error> {
    let organization = app
        .store
        .find_organization(organization_id)
        .await?
        .ok_or(Error::NotFound)?;
    authorize(&context.actor, Action::ReadOrganization, &organization.jurisdiction())?;
    Ok(app.store.rendition_template(organization_id).await?.into())
}

/// Replaces the rendition template of an organization. Published renditions do not change.
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
    // Decoding a picture takes time, so it is done before the transaction and not on a thread that serves requests. Its
    // violations are returned only after the rights are checked.
    let checked = tokio::task::spawn_blocking(move || check_template(&input)).await;
    let checked = checked.map_err(|error| Error::Internal(error.to_string()))?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<TemplateView>, Error> {
        let organization = transaction
            .lock_organization(organization_id)
            .await?
            .ok_or(Error::NotFound)?;
        authorize(&acting.actor, Action::ReadOrganization, &organization.jurisdiction())?;
        let before = transaction.lock_rendition_template(organization_id).await?;
        precondition.check(before.revision)?;
        authorize(&acting.actor, Action::ManageOrganization, &organization.jurisdiction())?;
        let mut template = checked.clone()?;
        template.revision = before.revision + 1;
        transaction
            .put_rendition_template(organization_id, &template, acting.now)
            .await?;
        let mut entry = acting.audit("paper_template.put", "paper_template");
        entry.subject = Some(organization_id.get());
        entry.organization = Some(organization_id);
        entry.detail = Some(serde_json::json!({ "revision": template.revision, "logo": template.logo.is_some() }));
        Ok(transaction.record(entry, template.into()).await?)
    };
    change(app, context, "paper_template.put", work).await
}

fn check_template(input: &TemplateInput) -> Result<RenditionTemplate, Vec<Violation>> {
    let mut checker = Checker::new();
    let header_lines = lines("header_lines", &input.header_lines, &mut checker);
    let signature_positions = lines("signature_positions", &input.signature_positions, &mut checker);
    let logo = match &input.logo {
        Some(base64) => checker.at("logo", |at| check_logo(base64, at)).map(Some),
        None => Some(None),
    };
    let template = header_lines.zip(signature_positions).zip(logo);
    let ((header_lines, signature_positions), logo) = checker.finish(template)?;
    Ok(RenditionTemplate {
        revision: 0,
        numerals: word_of(input.numerals).to_owned(),
        header_lines,
        signature_positions,
        logo,
    })
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
