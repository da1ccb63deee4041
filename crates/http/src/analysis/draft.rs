use actix_web::web::Data;
use actix_web::{get, post};
use prongsai_application::analysis::draft::{self, Decided};
use prongsai_application::{AnswerError, App, Error};
use prongsai_domain::analysis::FindingKind;
use prongsai_domain::analysis::draft::{DecisionInput, ProposedFinding};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::violation::Checker;
use serde::Deserialize;
use utoipa::ToSchema;

use super::draft_view::{AnalysisDraftView, DecisionView};
use crate::Answer;
use crate::extract::{Authenticated, Filters, JsonPost, NoFilters, PathValue};
use crate::present::{self, Reply};
use crate::problem::Problem;

/// A decision about a proposed finding.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideFinding {
    /// The id of the proposal.
    #[schema(example = "i7-weakness", max_length = 100)]
    proposal: String,
    /// The hash of the proposal as it was read. If the figures have changed since, the decision is refused.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    proposal_sha256: String,
    /// `accept` it as proposed, `edit` it, or `reject` it.
    #[schema(value_type = String, pattern = "^(accept|edit|reject)$")]
    decision: DecisionName,
    /// Of `edit`: the kind of finding; that of the proposal if absent.
    #[schema(value_type = Option<String>, pattern = "^(urgent_weakness|needs_development|strength)$")]
    kind: Option<FindingKind>,
    /// Of `edit`: the finding in words. Required there.
    #[schema(max_length = 10_000)]
    description: Option<String>,
    /// Of `reject`: the reason. Required there.
    #[schema(max_length = 10_000)]
    reason: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DecisionName {
    Accept,
    Edit,
    Reject,
}

impl DecideFinding {
    /// Refuses the fields of other decisions.
    fn check(&self) -> Result<(), Problem> {
        let mut checker = Checker::new();
        let (is_edit, is_reject) = match self.decision {
            DecisionName::Accept => (false, false),
            DecisionName::Edit => (true, false),
            DecisionName::Reject => (false, true),
        };
        for (field, is_unused) in [
            ("kind", self.kind.is_some() && !is_edit),
            ("description", self.description.is_some() && !is_edit),
            ("reason", self.reason.is_some() && !is_reject),
        ] {
            if is_unused {
                checker.at(field, |at| {
                    at.refuse(
                        "not-for-this-decision",
                        "การตัดสินใจนี้ไม่ใช้ค่านี้",
                        "this decision does not take this field",
                    );
                });
            }
        }
        Ok(checker.finish(Some(())).map_err(Error::from)?)
    }

    /// The decision about a proposal.
    fn about(&self, proposal: &ProposedFinding) -> DecisionInput {
        match self.decision {
            DecisionName::Accept => DecisionInput::Accept,
            DecisionName::Edit => DecisionInput::Edit {
                kind: self.kind.unwrap_or(proposal.kind),
                description: self.description.clone().unwrap_or_default(),
            },
            DecisionName::Reject => DecisionInput::Reject {
                reason: self.reason.clone().unwrap_or_default(),
            },
        }
    }
}

/// Proposes findings for the analysis of a year, from the scores of the assessed year.
///
/// They follow from the marks of the year's levels, from the change against the year before, and from the medians of the
/// other organizations of the province and of the kind, where at least five have scores. Each proposal has its figures, a
/// Thai text, the last decision about it, and templates of measures that answer it. Nothing enters the analysis by itself.
#[utoipa::path(tag = "analyses",
    responses((status = 200, body = AnalysisDraftView, description = "The proposed findings")))]
#[get("/{id}/analyses/{fiscal_year}/draft")]
pub(crate) async fn get_analysis_draft(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    _: Filters<NoFilters>,
) -> Answer {
    let drafted = draft::drafted(&app, &context, organization, fiscal_year).await?;
    Ok(present::plain(&AnalysisDraftView::new(
        organization,
        fiscal_year,
        drafted,
    )))
}

/// Accepts, edits or rejects one proposed finding.
///
/// An accepted or edited finding is added to the analysis once; if there is no analysis yet, it is created with the scores.
/// The answer has the analysis, and its new `ETag`. A decision can be taken again: its finding replaces the earlier one, as
/// long as nobody has changed that. A rejection removes nothing.
#[utoipa::path(tag = "analyses",
    request_body(content = DecideFinding, example = json!({
        "proposal": "i7-weakness", "proposal_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "decision": "edit", "description": "ประชาชนยังไม่ทราบช่องทางการติดต่อ",
    })),
    responses((status = 200, body = DecisionView, description = "The decision, and the analysis after it")))]
#[post("/{id}/analyses/{fiscal_year}/draft/decisions")]
pub(crate) async fn decide_finding(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<DecideFinding>,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |decided: &Decided| reply(organization, fiscal_year, decided);
    input.check()?;
    let about = |proposal: &ProposedFinding| input.about(proposal);
    let decision = (input.proposal.as_str(), input.proposal_sha256.as_str(), about);
    present::send(draft::decide(&app, &context, organization, fiscal_year, decision, respond).await?)
}

fn reply(organization: OrganizationId, fiscal_year: FiscalYear, decided: &Decided) -> Result<Reply, AnswerError> {
    let revision = decided.analysis.as_ref().map(|analysis| analysis.revision);
    let view = DecisionView::new(organization, fiscal_year, decided);
    match revision {
        Some(revision) => present::changed(revision, &view),
        None => present::done(&view),
    }
}
