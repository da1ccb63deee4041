use prongsai_domain::access::{Action, authorize};
use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::kind::Listed as _;
use prongsai_domain::measure::Measure;
use prongsai_domain::organization::Organization;
use prongsai_domain::report::FrozenYear;
use prongsai_domain::workflow::State;
use prongsai_persistence::Visibility;

use super::formats::{Format, PageLinks, TableKind};
use super::frozen::{self, preview};
use super::indicators::indicators_of;
use super::issuer::{IssuerSnapshot, years_of};
use super::manuscript::{DocumentWork, Manuscript, PlanWork, Work};
use super::record::render_and_record;
use super::renditions::RenderOutput;
use super::verification_record::{printed, verification_of_published};
use super::year::{YearRendition, in_year_book};
use crate::audit;
use crate::catalogue::NACC_ITA;
use crate::document::{self as documents, DocumentView, find_organization, load_frozen};
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
    note_download(app, context, &view, "poster.pdf").await?;
    let mut manuscript = of_edition(app, context, view).await?;
    manuscript.work = manuscript.work.as_poster().ok_or(Error::NotFound)?;
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
        return Ok(Manuscript {
            indicators: indicators_of(app, &issuer).await?,
            fiscal_year,
            work: Work::of(edition.content, frozen, &issuer),
            verification: Some(printed(app, &verification)),
            dated: verification.published_at,
            issuer,
        });
    }
    let mut year = frozen;
    if year.is_none()
        && document.kind == DocumentKind::Report
        && authorize(&context.actor, Action::ReadDrafts, &document.jurisdiction).is_ok()
    {
        let draft = DraftYear::load(app, context, organization_id, fiscal_year).await?;
        year = Some(draft.preview(app).await?);
    }
    let letterhead = app
        .store
        .letterhead(organization_id, NACC_ITA)
        .await?
        .ok_or(Error::NotFound)?;
    let issuer = match edition.catalogues {
        Some(catalogues) if edition.state.is_visible_to_supervisors() => {
            IssuerSnapshot::with_catalogues(letterhead, catalogues)
        }
        _ => IssuerSnapshot::of(letterhead, &years_of(fiscal_year, year.as_ref())),
    };
    Ok(Manuscript {
        indicators: indicators_of(app, &issuer).await?,
        fiscal_year,
        work: Work::of(edition.content, year, &issuer),
        verification: None,
        dated: edition.updated_at,
        issuer,
    })
}

/// Makes the plan or the year book of an organization's year as the actor sees it. It is always a draft; the public
/// rendition is made from published documents only.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization, or nothing of its year; otherwise the error of
/// rendering.
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
        TableKind::Results => frozen::results_only(year.preview(app).await?),
    };
    let file = match table {
        TableKind::Plan => "plan.csv",
        TableKind::Results => "results.csv",
    };
    audit::downloaded_year(app, context, organization_id, fiscal_year, file.to_owned()).await?;
    let manuscript = year.manuscript(app, work).await?;
    render_and_record(app, manuscript, Format::YearCsv(table), PageLinks::default()).await
}

/// The year of an organization as one actor sees it.
struct DraftYear {
    organization: Organization,
    fiscal_year: FiscalYear,
    analysis: Option<Analysis>,
    documents: Vec<(Document, Edition)>,
    may_read_drafts: bool,
}

impl DraftYear {
    async fn load(
        app: &App,
        context: &Context,
        organization_id: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Self, Error> {
        let organization = find_organization(app, context, organization_id, Action::ReadSubmitted).await?;
        let may_read_drafts = authorize(&context.actor, Action::ReadDrafts, &organization.jurisdiction()).is_ok();
        let analysis = if may_read_drafts {
            app.store.find_analysis(organization_id, fiscal_year).await?
        } else {
            None
        };
        let visibility = Visibility::of(&context.actor);
        let mut documents = app
            .store
            .documents_of_year(organization_id, fiscal_year, &visibility)
            .await?;
        documents.retain(|(_, edition)| !matches!(edition.state, State::Withdrawn | State::Superseded));
        Ok(Self {
            organization,
            fiscal_year,
            analysis: analysis.map(|analysis| analysis.content),
            documents,
            may_read_drafts,
        })
    }

    fn measures(&self) -> impl Iterator<Item = &(Document, Edition)> {
        self.documents
            .iter()
            .filter(|(document, _)| document.kind == DocumentKind::Measure)
    }

    fn plan(&self) -> PlanWork {
        PlanWork {
            analysis: self.analysis.clone(),
            measures: self
                .measures()
                .filter_map(|(_, edition)| Measure::in_content(&edition.content).cloned())
                .collect(),
        }
    }

    /// The parts that a report would show if every measure were submitted as it is now.
    async fn preview(&self, app: &App) -> Result<FrozenYear, Error> {
        let measures: Vec<&(Document, Edition)> = self.measures().collect();
        preview(
            app,
            &self.organization.profile.name_th,
            self.analysis.clone(),
            &measures,
        )
        .await
    }

    async fn book(&self, app: &App) -> Result<Work, Error> {
        if self.documents.is_empty() {
            return Err(Error::NotFound);
        }
        let issuer = self.issuer(app).await?;
        let mut documents = Vec::new();
        for kind in in_year_book() {
            for (_, edition) in self.documents.iter().filter(|(document, _)| document.kind == kind) {
                let mut year = load_frozen(&app.store, &edition.content).await?;
                if year.is_none() && kind == DocumentKind::Report && self.may_read_drafts {
                    year = Some(self.preview(app).await?);
                }
                documents.push(DocumentWork::new(edition.content.clone(), year, &issuer));
            }
        }
        Ok(Work::YearBook {
            plan: self.plan(),
            documents,
        })
    }

    async fn issuer(&self, app: &App) -> Result<IssuerSnapshot, Error> {
        let letterhead = app
            .store
            .letterhead(self.organization.id, NACC_ITA)
            .await?
            .ok_or(Error::NotFound)?;
        let assessed = self.analysis.as_ref().map(|analysis| analysis.assessed_fiscal_year);
        let years: Vec<FiscalYear> = [self.fiscal_year].into_iter().chain(assessed).collect();
        Ok(IssuerSnapshot::of(letterhead, &years))
    }

    async fn manuscript(&self, app: &App, work: Work) -> Result<Manuscript, Error> {
        let issuer = self.issuer(app).await?;
        let changed = self.documents.iter().map(|(_, edition)| edition.updated_at).max();
        Ok(Manuscript {
            indicators: indicators_of(app, &issuer).await?,
            fiscal_year: self.fiscal_year,
            work,
            verification: None,
            dated: changed.ok_or(Error::NotFound)?,
            issuer,
        })
    }
}
