use std::sync::Arc;

use prongsai_domain::access::Action;
use prongsai_domain::analysis::draft::{Decision, Decisions, DraftInput, LastYear, ProposedFinding, Thresholds, draft};
use prongsai_domain::analysis::{Finding, ScoreCard};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::organization::Organization;
use prongsai_domain::template::{MeasureTemplate, Need, suggest};
use prongsai_persistence::{Canonical, DocumentFilter, StoredAnalysis, StoredTemplate, Visibility};

use crate::catalogue::NACC_ITA;
use crate::document::find_organization;
use crate::{App, Context, Error, catalogue, measure_template};

/// The largest number of measures of a year whose titles are compared.
const MEASURES_MAX: i64 = 2_000;

/// The findings that are drafted for an analysis.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The year whose scores are used.
    pub assessed_fiscal_year: FiscalYear,
    /// Whether there are scores of that year.
    pub has_scores: bool,
    /// Whether there are scores of the year before it.
    pub has_last_year: bool,
    /// The revision of the analysis; `None` if there is none.
    pub analysis_revision: Option<i64>,
    /// The proposed findings.
    pub findings: Vec<DraftedFinding>,
}

/// A proposed finding, with what was decided about it.
#[derive(Clone, Debug)]
pub struct DraftedFinding {
    /// The proposal.
    pub proposal: ProposedFinding,
    /// SHA-256 of the proposal. A decision names it.
    pub sha256: String,
    /// Whether it waits for a decision, because there is none or the figures changed since.
    pub is_open: bool,
    /// The last decision.
    pub decision: Option<Decision>,
    /// The templates of measures that answer it, the nearest owner first.
    pub measures: Vec<SuggestedMeasure>,
}

/// A template that answers a finding.
#[derive(Clone, Debug)]
pub struct SuggestedMeasure {
    /// The template.
    pub template: StoredTemplate,
}

/// Drafts the findings of an analysis from the scores of the assessed year, those of the year before, and the medians of
/// other organizations. Nothing is stored.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn drafted(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<Draft, Error> {
    let organization = find_organization(app, context, organization, Action::ReadDrafts).await?;
    let sources = Sources::load(app, context, &organization, fiscal_year).await?;
    let proposals = sources.proposals();
    let decided = app.store.find_analysis_draft(organization.id, fiscal_year).await?;
    let decisions = decided.map(|stored| stored.content).unwrap_or_default();
    let templates = measure_template::usable_by(app, &organization).await?;
    let titles = titles(app, context, organization.id, fiscal_year).await?;
    let findings = with_measures(
        &proposals,
        &decisions,
        (&templates, &titles),
        &organization,
        fiscal_year,
    )?;
    Ok(Draft {
        assessed_fiscal_year: sources.assessed,
        has_scores: sources.scores.is_some(),
        has_last_year: sources.last_year.is_some(),
        analysis_revision: sources.analysis.map(|analysis| analysis.revision),
        findings,
    })
}

/// What findings are drafted from.
pub(super) struct Sources {
    pub(super) analysis: Option<StoredAnalysis>,
    pub(super) assessed: FiscalYear,
    pub(super) scores: Option<ScoreCard>,
    /// The authors of the stored scores that findings are drafted from: their figures are in the texts.
    pub(super) score_authors: Vec<UserId>,
    pub(super) catalogue: Arc<Catalogue>,
    last_year: Option<(ScoreCard, Arc<Catalogue>)>,
    medians: prongsai_domain::analysis::draft::Medians,
}

impl Sources {
    pub(super) async fn load(
        app: &App,
        context: &Context,
        organization: &Organization,
        fiscal_year: FiscalYear,
    ) -> Result<Self, Error> {
        let of_reader = context.actor.organizations();
        let analysis = app.store.find_analysis(organization.id, fiscal_year).await?;
        let stated = analysis.as_ref().map(|analysis| analysis.content.assessed_fiscal_year);
        let assessed = stated.or_else(|| fiscal_year.previous()).unwrap_or(fiscal_year);
        let stored = app.store.find_scores(organization.id, NACC_ITA, assessed).await?;
        let mut score_authors: Vec<UserId> = Vec::new();
        score_authors.extend(
            stored
                .iter()
                .flat_map(|stored| stored.version.contributors.iter().copied()),
        );
        let in_analysis = || analysis.as_ref().and_then(|analysis| analysis.content.scores.clone());
        let scores = stored.map(|stored| stored.content.scores).or_else(in_analysis);
        let last_year = match assessed.previous() {
            Some(year) => match app.store.find_scores(organization.id, NACC_ITA, year).await? {
                Some(stored) => {
                    score_authors.extend(stored.version.contributors.iter().copied());
                    Some((stored.content.scores, catalogue::of_year(app, year).await?))
                }
                None => None,
            },
            None => None,
        };
        Ok(Self {
            scores,
            score_authors,
            catalogue: catalogue::of_year(app, assessed).await?,
            last_year,
            medians: app
                .store
                .score_medians(organization, &of_reader, NACC_ITA, assessed)
                .await?,
            assessed,
            analysis,
        })
    }

    pub(super) fn proposals(&self) -> Vec<ProposedFinding> {
        let Some(scores) = &self.scores else {
            return Vec::new();
        };
        draft(&DraftInput {
            scores,
            catalogue: &self.catalogue,
            last_year: self
                .last_year
                .as_ref()
                .map(|(scores, catalogue)| LastYear { scores, catalogue }),
            medians: Some(&self.medians),
            thresholds: Thresholds::of(&self.catalogue.level_scheme),
        })
    }
}

/// The hash of a proposal, by which a decision names what was seen.
pub(super) fn hash(proposal: &ProposedFinding) -> Result<String, Error> {
    Ok(Canonical::of(proposal)?.sha256)
}

/// The titles of the measures that the actor sees in a year.
async fn titles(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<Vec<String>, Error> {
    let filter = DocumentFilter {
        organization_id: Some(organization),
        fiscal_year: Some(fiscal_year),
        ..DocumentFilter::default()
    };
    let visibility = Visibility::of(&context.actor);
    let kind = DocumentKind::Measure;
    let measures = app
        .store
        .list_documents(kind, &filter, &visibility, None, MEASURES_MAX)
        .await?;
    Ok(measures.into_iter().map(|measure| measure.title).collect())
}

fn with_measures(
    proposals: &[ProposedFinding],
    decisions: &Decisions,
    (templates, titles): (&[StoredTemplate], &[String]),
    organization: &Organization,
    fiscal_year: FiscalYear,
) -> Result<Vec<DraftedFinding>, Error> {
    let open: Vec<&str> = decisions
        .open(proposals)
        .into_iter()
        .map(|proposal| proposal.id.as_str())
        .collect();
    let findings: Vec<Finding> = proposals.iter().map(as_finding).collect();
    let contents: Vec<MeasureTemplate> = templates.iter().map(|template| template.content.clone()).collect();
    let need = Need {
        findings: &findings,
        kind: organization.profile.kind,
        fiscal_year,
        titles,
    };
    let suggestions = suggest(&contents, need);
    proposals
        .iter()
        .map(|proposal| {
            let answering = suggestions
                .iter()
                .filter(|it| it.findings.contains(&proposal.id.as_str()));
            let measures = answering.filter_map(|suggestion| {
                let place = contents.iter().position(|it| std::ptr::eq(it, suggestion.template))?;
                let template = templates.get(place)?.clone();
                Some(SuggestedMeasure { template })
            });
            Ok(DraftedFinding {
                sha256: hash(proposal)?,
                is_open: open.contains(&proposal.id.as_str()),
                decision: decisions.get(&proposal.id).map(|decided| decided.decision.clone()),
                measures: measures.collect(),
                proposal: proposal.clone(),
            })
        })
        .collect()
}

fn as_finding(proposal: &ProposedFinding) -> Finding {
    Finding {
        key: proposal.id.clone(),
        kind: proposal.kind,
        indicator: proposal.indicator,
        description: Some(proposal.description.clone()),
    }
}
