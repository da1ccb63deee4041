use prongsai_domain::access::{Action, authorize};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::workflow::State;

use super::draft_year::{DraftYear, overrides_of};
use super::formats::{Format, PageLinks, TableKind};
use super::frozen::results_only;
use super::indicators::indicators_of;
use super::issuer::{IssuerSnapshot, years_of};
use super::letterhead::approved_letterhead;
use super::manuscript::{DocumentWork, Manuscript, Work};
use super::record::render_and_record;
use super::renderer::for_organization;
use super::renditions::RenderOutput;
use super::verification_record::{printed, verification_of_published, with_approval};
use super::year::YearRendition;
use crate::audit;
use crate::catalogue::{NACC_ITA, in_force};
use crate::document::{self as documents, DocumentView};
use crate::{App, Context, Error};

/// Makes a rendition of the edition of a document that the actor sees. It is watermarked as a draft unless the edition
/// was published.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see any edition; otherwise the error of rendering.
pub async fn document(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    format: Format,
) -> Result<RenderOutput, Error> {
    let view = documents::find(app, context, kind, id).await?;
    note_download(app, context, &view, format.extension()).await?;
    let manuscript = of_edition(app, context, view).await?;
    render_and_record(app, manuscript, format, PageLinks::default()).await
}

/// Makes the poster of an invitation that the actor sees, as PDF.
///
/// # Errors
/// As [`document`]; [`Error::NotFound`] for an announcement without a survey.
pub async fn poster(app: &App, context: &Context, id: DocumentId) -> Result<RenderOutput, Error> {
    let view = documents::find(app, context, DocumentKind::Announcement, id).await?;
    let mut manuscript = of_edition(app, context, view.clone()).await?;
    manuscript.work = manuscript.work.as_poster().ok_or(Error::NotFound)?;
    note_download(app, context, &view, "poster.pdf").await?;
    render_and_record(app, manuscript, Format::Pdf, PageLinks::default()).await
}

/// Stores a security event unless everybody may see the edition.
async fn note_download(app: &App, context: &Context, view: &DocumentView, file: &'static str) -> Result<(), Error> {
    let DocumentView { document, edition, .. } = view;
    if matches!(edition.state, State::Published | State::Superseded)
        && app.store.is_public_edition(document.id, edition.number).await?
    {
        return Ok(());
    }
    audit::downloaded_draft(app, context, document, edition, file).await
}

async fn of_edition(app: &App, context: &Context, view: DocumentView) -> Result<Manuscript, Error> {
    let DocumentView {
        document,
        edition,
        frozen,
        ..
    } = view;
    let organization_id = document.jurisdiction.organization_id;
    let fiscal_year = document.fiscal_year;
    if edition.was_published() {
        let verification = verification_of_published(app, &document, &edition).await?;
        let issuer = IssuerSnapshot::from_stored(&verification.issuer, verification.logo.clone())?;
        let overrides = overrides_of(app, document.id, &edition).await?;
        return Ok(Manuscript {
            indicators: indicators_of(app, &issuer).await?,
            fiscal_year,
            place: for_organization(organization_id),
            work: Work::of(DocumentWork::new(edition.content, frozen, &issuer, overrides)),
            verification: Some(printed(app, &verification)),
            dated: verification.published_at,
            issuer,
        });
    }
    let mut year = frozen;
    let mut overrides = overrides_of(app, document.id, &edition).await?;
    if year.is_none()
        && document.kind == DocumentKind::Report
        && authorize(&context.actor, Action::ReadDrafts, &document.jurisdiction).is_ok()
    {
        let draft = DraftYear::load(app, context, organization_id, fiscal_year).await?;
        year = Some(draft.preview(app).await?);
        overrides.frozen = draft.measure_overrides();
    }
    let letterhead = app
        .store
        .letterhead(organization_id, NACC_ITA)
        .await?
        .ok_or(Error::NotFound)?;
    let catalogues = edition
        .catalogues
        .clone()
        .unwrap_or_else(|| in_force(&letterhead.catalogues, &years_of(fiscal_year, year.as_ref())));
    // What was approved is shown as it will be published.
    let issuer = match approved_letterhead(app, &edition).await? {
        Some(approved) => approved.issuer(catalogues),
        None => IssuerSnapshot::with_catalogues(letterhead, catalogues),
    };
    let issuer = with_approval(issuer, &edition);
    Ok(Manuscript {
        indicators: indicators_of(app, &issuer).await?,
        fiscal_year,
        place: for_organization(organization_id),
        work: Work::of(DocumentWork::new(edition.content, year, &issuer, overrides)),
        verification: None,
        dated: edition.updated_at,
        issuer,
    })
}

/// Makes the plan or the year book of an organization's year as the actor sees it. It is always a draft; the public
/// rendition is made from published documents only.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization, any measure for a plan, or any document for a year
/// book; otherwise the error of rendering.
pub async fn year_rendition(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    fiscal_year: FiscalYear,
    rendition: YearRendition,
    format: Format,
) -> Result<RenderOutput, Error> {
    let year = DraftYear::load(app, context, organization_id, fiscal_year).await?;
    let work = match rendition {
        YearRendition::Plan if year.measures().next().is_none() => return Err(Error::NotFound),
        YearRendition::Plan => Work::Plan(year.plan()),
        YearRendition::YearBook => year.book(app).await?,
    };
    let file = format!("{}.{}", rendition.as_str(), format.extension());
    audit::downloaded_year(app, context, organization_id, fiscal_year, file).await?;
    let manuscript = year.manuscript(app, work).await?;
    render_and_record(app, manuscript, format, PageLinks::default()).await
}

/// Makes a table of an organization's year as the actor sees it, as CSV.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization, or no measure of its year; [`Error::Forbidden`] for
/// the results if the actor may not read drafts.
pub async fn year_table(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    fiscal_year: FiscalYear,
    table: TableKind,
) -> Result<RenderOutput, Error> {
    let year = DraftYear::load(app, context, organization_id, fiscal_year).await?;
    if table == TableKind::Results {
        authorize(&context.actor, Action::ReadDrafts, &year.organization.jurisdiction())?;
    }
    if year.measures().next().is_none() {
        return Err(Error::NotFound);
    }
    let work = match table {
        TableKind::Plan => Work::Plan(year.plan()),
        TableKind::Results => results_only(year.preview(app).await?, year.measure_overrides()),
    };
    let file = match table {
        TableKind::Plan => "plan.csv",
        TableKind::Results => "results.csv",
    };
    audit::downloaded_year(app, context, organization_id, fiscal_year, file.to_owned()).await?;
    let manuscript = year.manuscript(app, work).await?;
    render_and_record(app, manuscript, Format::YearCsv(table), PageLinks::default()).await
}
