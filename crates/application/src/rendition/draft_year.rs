use std::collections::BTreeMap;

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
use prongsai_persistence::{Overrides, Visibility};

use super::frozen::preview;
use super::indicators::indicators_of;
use super::issuer::{IssuerSnapshot, years_with};
use super::manuscript::{DocumentWork, Manuscript, MeasureWork, PlanWork, Work};
use super::renderer::for_organization;
use super::year::in_year_book;
use crate::catalogue::NACC_ITA;
use crate::document::{find_organization, load_frozen};
use crate::public::override_reason;
use crate::{App, Context, Error};

/// The year of an organization as one actor sees it.
pub(super) struct DraftYear {
    pub(super) organization: Organization,
    fiscal_year: FiscalYear,
    analysis: Option<Analysis>,
    documents: Vec<(Document, Edition)>,
    may_read_drafts: bool,
}

impl DraftYear {
    pub(super) async fn load(
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

    pub(super) fn measures(&self) -> impl Iterator<Item = &(Document, Edition)> {
        self.documents
            .iter()
            .filter(|(document, _)| document.kind == DocumentKind::Measure)
    }

    pub(super) fn plan(&self) -> PlanWork {
        let measures = self.measures().filter_map(|(_, edition)| {
            Some(MeasureWork {
                content: Measure::in_content(&edition.content)?.clone(),
                override_reason: override_reason(edition).map(str::to_owned),
            })
        });
        PlanWork {
            analysis: self.analysis.clone(),
            // This analysis is the stored one, and not that of an approved report.
            analysis_override: None,
            measures: measures.collect(),
        }
    }

    /// The parts that a report would show if every measure were submitted as it is now.
    pub(super) async fn preview(&self, app: &App) -> Result<FrozenYear, Error> {
        let measures: Vec<&(Document, Edition)> = self.measures().collect();
        preview(
            app,
            &self.organization.profile.name_th,
            self.analysis.clone(),
            &measures,
        )
        .await
    }

    /// The reasons for which authors approved measures of the preview, by measure.
    pub(super) fn measure_overrides(&self) -> BTreeMap<DocumentId, String> {
        let reason =
            |(document, edition): &(Document, Edition)| Some((document.id, override_reason(edition)?.to_owned()));
        self.measures().filter_map(reason).collect()
    }

    /// The year book. It shows the organization and the template as they are now, and no approvers, also of documents that
    /// are approved.
    pub(super) async fn book(&self, app: &App) -> Result<Work, Error> {
        if self.documents.is_empty() {
            return Err(Error::NotFound);
        }
        let issuer = self.issuer(app).await?;
        let mut documents = Vec::new();
        for kind in in_year_book() {
            for (document, edition) in self.documents.iter().filter(|(document, _)| document.kind == kind) {
                let mut year = load_frozen(&app.store, &edition.content)
                    .await?
                    .map(|year| year.at_site(app.services.renditions.public_url()));
                let mut overrides = overrides_of(app, document.id, edition).await?;
                if year.is_none() && kind == DocumentKind::Report && self.may_read_drafts {
                    year = Some(self.preview(app).await?);
                    overrides.frozen = self.measure_overrides();
                }
                documents.push(DocumentWork::new(edition.content.clone(), year, &issuer, overrides));
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
        let years = years_with(self.fiscal_year, self.analysis.as_ref());
        Ok(IssuerSnapshot::of(letterhead, &years))
    }

    pub(super) async fn manuscript(&self, app: &App, work: Work) -> Result<Manuscript, Error> {
        let issuer = self.issuer(app).await?;
        let changed = self.documents.iter().map(|(_, edition)| edition.updated_at).max();
        Ok(Manuscript {
            indicators: indicators_of(app, &issuer).await?,
            fiscal_year: self.fiscal_year,
            place: for_organization(self.organization.id),
            work,
            verification: None,
            dated: changed.ok_or(Error::NotFound)?,
            issuer,
        })
    }
}

/// The parts that a report of the year would show if every measure were submitted as it is now.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::Forbidden`] if the actor may not read the year.
pub(crate) async fn preview_of_year(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<FrozenYear, Error> {
    DraftYear::load(app, context, organization, fiscal_year)
        .await?
        .preview(app)
        .await
}

/// The overrides of an edition, whether it was published or not.
pub(super) async fn overrides_of(app: &App, document: DocumentId, edition: &Edition) -> Result<Overrides, Error> {
    Ok(Overrides {
        own: override_reason(edition).map(str::to_owned),
        frozen: app.store.frozen_overrides(document, edition.number).await?,
    })
}
