use prongsai_application::StoredTemplate;
use prongsai_application::analysis::draft::{Decided, Draft, DraftedFinding, SuggestedMeasure};
use prongsai_domain::analysis::FindingKind;
use prongsai_domain::analysis::draft::{Decision, ProposedFinding, Reason};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::{AnalysisView, FindingView};

/// The findings that the scores suggest for the analysis of a year.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnalysisDraftView {
    /// The organization.
    organization_id: Uuid,
    /// The fiscal year of the measures, a B.E. year.
    #[schema(example = 2567)]
    fiscal_year: u16,
    /// The year whose scores are used, a B.E. year: that of the analysis, or the year before.
    #[schema(example = 2566)]
    assessed_fiscal_year: u16,
    /// Whether there are scores of that year. Without them nothing is proposed.
    has_scores: bool,
    /// Whether there are scores of the year before it, to compare with.
    has_last_year: bool,
    /// The revision of the analysis; `null` if there is none yet.
    analysis_revision: Option<i64>,
    /// The proposed findings: urgent weaknesses, points to be improved, strengths.
    findings: Vec<ProposedFindingView>,
}

/// A finding that the scores suggest.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposedFindingView {
    /// Identifies the proposal within the year.
    #[schema(example = "i7-weakness")]
    id: String,
    /// The hash of the proposal; a decision names it.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    sha256: String,
    /// The kind of finding.
    #[schema(value_type = String, example = "needs_development")]
    kind: FindingKind,
    /// The code of the indicator.
    #[schema(example = "i7")]
    indicator: String,
    /// The finding in words, with all figures.
    #[schema(example = "ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร ได้ 81.50 คะแนน ต่ำกว่าเกณฑ์ผ่าน (85.00 คะแนน) จึงควรพัฒนาให้ดีขึ้น")]
    description: String,
    /// Why it is proposed, with the figures.
    #[schema(value_type = Vec<ReasonView>)]
    reasons: Vec<Reason>,
    /// Whether it waits for a decision: there is none, or the figures have changed since.
    is_open: bool,
    /// The last decision; `null` if there is none.
    decision: Option<FindingDecisionView>,
    /// Templates of measures that answer the finding, the nearest owner first.
    suggested_measures: Vec<SuggestedMeasureView>,
}

/// Why a finding is proposed. Which of the figures there are depends on the reason.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the domain writes")]
pub(crate) struct ReasonView {
    /// `below_urgent_mark`, `below_pass_mark`, `dropped`, `below_medians`, `at_strength_mark` or `best`.
    #[schema(example = "below_pass_mark")]
    reason: String,
    /// The score of the assessed year.
    #[schema(example = 81.5)]
    score: f64,
    /// The mark.
    #[schema(required = false, example = 85)]
    mark: Option<f64>,
    /// The score of the year before.
    #[schema(required = false)]
    before: Option<f64>,
    /// The year before, a B.E. year.
    #[schema(required = false)]
    fiscal_year: Option<u16>,
    /// The median of the other organizations of the province.
    #[schema(required = false)]
    province: Option<f64>,
    /// The median of the other organizations of the same kind.
    #[schema(required = false)]
    kind: Option<f64>,
}

/// A decision about a proposed finding.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingDecisionView {
    /// `accepted`, `edited` or `rejected`.
    #[schema(example = "edited", pattern = "^(accepted|edited|rejected)$")]
    decision: &'static str,
    /// The finding; `null` if it was rejected. Its key is the id of the proposal.
    finding: Option<FindingView>,
    /// Why it was rejected; otherwise `null`.
    reason: Option<String>,
}

/// A template of a measure that answers a finding.
#[derive(Serialize, ToSchema)]
pub(crate) struct SuggestedMeasureView {
    /// The id of the template. `GET …/measure-templates/{template_id}/measure` of the organization drafts a
    /// measure from it.
    template_id: Uuid,
    /// Who keeps it: `organization`, `province` or `platform`.
    #[schema(example = "platform")]
    owner: &'static str,
    /// The title.
    #[schema(example = "มาตรการยกระดับประสิทธิภาพการสื่อสาร")]
    title: String,
}

/// A decision about a proposed finding, and the analysis after it.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionView {
    /// The id of the proposal.
    #[schema(example = "i7-weakness")]
    proposal: String,
    /// The decision.
    decision: FindingDecisionView,
    /// Whether it changed the analysis. A finding that the analysis has already is not added again.
    changed: bool,
    /// The analysis; `null` if there is none.
    analysis: Option<AnalysisView>,
}

impl AnalysisDraftView {
    pub(super) fn new(organization: OrganizationId, fiscal_year: FiscalYear, draft: Draft) -> Self {
        Self {
            organization_id: organization.get(),
            fiscal_year: fiscal_year.get(),
            assessed_fiscal_year: draft.assessed_fiscal_year.get(),
            has_scores: draft.has_scores,
            has_last_year: draft.has_last_year,
            analysis_revision: draft.analysis_revision,
            findings: draft.findings.into_iter().map(ProposedFindingView::from).collect(),
        }
    }
}

impl From<DraftedFinding> for ProposedFindingView {
    fn from(drafted: DraftedFinding) -> Self {
        let ProposedFinding {
            id,
            kind,
            indicator,
            description,
            reasons,
        } = drafted.proposal;
        Self {
            id,
            sha256: drafted.sha256,
            kind,
            indicator: indicator.to_string(),
            description,
            reasons,
            is_open: drafted.is_open,
            decision: drafted.decision.map(FindingDecisionView::from),
            suggested_measures: drafted.measures.into_iter().map(SuggestedMeasureView::from).collect(),
        }
    }
}

impl From<SuggestedMeasure> for SuggestedMeasureView {
    fn from(suggested: SuggestedMeasure) -> Self {
        let StoredTemplate { id, owner, content, .. } = suggested.template;
        Self {
            template_id: id.get(),
            owner: owner.scope().as_str(),
            title: content.title,
        }
    }
}

impl From<Decision> for FindingDecisionView {
    fn from(decision: Decision) -> Self {
        let (name, finding, reason) = match decision {
            Decision::Accepted { finding } => ("accepted", Some(finding), None),
            Decision::Edited { finding } => ("edited", Some(finding), None),
            Decision::Rejected { reason } => ("rejected", None, Some(reason)),
        };
        Self {
            decision: name,
            finding: finding.map(FindingView::from),
            reason,
        }
    }
}

impl DecisionView {
    pub(super) fn new(organization: OrganizationId, fiscal_year: FiscalYear, decided: &Decided) -> Self {
        let analysis = decided.analysis.clone();
        Self {
            proposal: decided.proposal.id.clone(),
            decision: FindingDecisionView::from(decided.decision.clone()),
            changed: decided.has_changed,
            analysis: analysis.map(|stored| AnalysisView::new(organization, fiscal_year, stored)),
        }
    }
}
