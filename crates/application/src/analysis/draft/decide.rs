use prongsai_domain::access::Action;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::analysis::draft::{Applied, Decision, DecisionInput, ProposedFinding, with_decisions};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{AnalysisDraftId, AnalysisId, OrganizationId, UserId};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Stored as _, StoredAnalysis, Transaction};

use super::drafted::{Sources, hash};
use crate::document::{find_organization, lock_organization_for};
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

/// A decision about a proposed finding, and what it did.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The proposal.
    pub proposal: ProposedFinding,
    /// The decision.
    pub decision: Decision,
    /// The analysis after the decision; `None` if there is none.
    pub analysis: Option<StoredAnalysis>,
    /// Whether the decision changed the analysis.
    pub has_changed: bool,
}

/// Accepts, edits or rejects a proposed finding. An accepted or edited one is added to the analysis once; the first one
/// creates the analysis, with the scores. `sha256` is the hash of the proposal that the actor has seen;
/// `input` makes the decision about it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], and [`Error::Invalid`] if there is no such proposal or its figures are
/// different now.
pub async fn decide<A: Replayable>(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    (id, sha256, input): (&str, &str, impl FnOnce(&ProposedFinding) -> DecisionInput),
    respond: impl Fn(&Decided) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let organization = find_organization(app, context, organization, Action::Draft).await?;
    // Read before the transaction. The decision stores its proposal: a later change of the figures opens it again.
    let sources = Sources::load(app, context, &organization, fiscal_year).await?;
    let (proposal, decision) = checked(&sources, id, sha256, input)?;
    let key = (organization.id, fiscal_year);
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        lock_organization_for(transaction, acting, organization.id, Action::Draft)
            .await
            .map(drop)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Decided>, Error> {
        permit(transaction, acting).await?;
        let present = transaction.find_analysis_draft(organization.id, fiscal_year).await?;
        let mut decisions = present.as_ref().map(|draft| draft.content.clone()).unwrap_or_default();
        decisions.decide(proposal.clone(), decision.clone());
        let before = transaction.lock_analysis(organization.id, fiscal_year).await?;
        let base = before
            .as_ref()
            .map_or_else(|| new_analysis(&sources), |before| before.content.clone());
        let only = decisions.only(&proposal.id);
        let (findings, applied) = with_decisions(&base.findings, &only, &sources.catalogue);
        refuse_without_room(&applied)?;
        let has_changed = !applied.added.is_empty() || !applied.replaced.is_empty();
        let analysis = if has_changed {
            let written = Analysis { findings, ..base };
            Some(write(transaction, acting, key, before, (written, &sources.score_authors)).await?)
        } else {
            before
        };
        let id = present
            .as_ref()
            .map_or_else(|| AnalysisDraftId::new(acting.new_id()), |draft| draft.id);
        let version = present.map(|draft| draft.version);
        let mut entry = acting.audit(AuditAction::DraftDecide, "analysis_draft");
        entry.subject = Some(id.get());
        entry.organization = Some(organization.id);
        entry.detail = Some(serde_json::json!({
            "fiscal_year": fiscal_year.get(), "proposal": proposal.id, "decision": name(&decision),
        }));
        entry.before = version.as_ref().map(|version| version.id);
        let new = acting.content(id.get(), decisions.encode()?, version);
        entry.after = Some(transaction.put_analysis_draft(key, acting.user(), new).await?.id);
        let decided = Decided {
            proposal: proposal.clone(),
            decision: decision.clone(),
            analysis,
            has_changed,
        };
        Ok(transaction.record(entry, decided).await?)
    };
    write_replying(app, context, "analysis_draft.decide", permit, work, respond).await
}

/// The name of a decision.
const fn name(decision: &Decision) -> &'static str {
    match decision {
        Decision::Accepted { .. } => "accepted",
        Decision::Edited { .. } => "edited",
        Decision::Rejected { .. } => "rejected",
    }
}

/// The proposal as it is now, if the actor has seen it so, and the checked decision.
fn checked(
    sources: &Sources,
    id: &str,
    sha256: &str,
    input: impl FnOnce(&ProposedFinding) -> DecisionInput,
) -> Result<(ProposedFinding, Decision), Error> {
    let proposals = sources.proposals();
    let mut checker = Checker::new();
    let Some(proposal) = proposals.iter().find(|proposal| proposal.id == id) else {
        let known: Vec<&str> = proposals.iter().map(|proposal| proposal.id.as_str()).collect();
        let known = Some(known.join(", ")).filter(|known| !known.is_empty());
        checker.at("proposal", |at| {
            at.refuse_with(
                "unknown-proposal",
                "ไม่มีข้อเสนอนี้แล้ว โปรดอ่านข้อเสนอใหม่",
                "there is no such proposal now; read the proposals again",
                known,
            );
        });
        return Err(Error::Invalid(checker.finish(None::<()>).err().unwrap_or_default()));
    };
    let present = hash(proposal)?;
    if present != sha256 {
        checker.at("proposal_sha256", |at| {
            at.refuse_with(
                "proposal-changed",
                "คะแนนเปลี่ยนไปหลังจากที่อ่านข้อเสนอ โปรดอ่านข้อเสนอใหม่",
                "the figures have changed since the proposal was read; read it again",
                Some(present),
            );
        });
    }
    let decision = input(proposal).check(proposal, &mut checker);
    let decision = checker.finish(decision)?;
    Ok((proposal.clone(), decision))
}

fn refuse_without_room(applied: &Applied) -> Result<(), Error> {
    if applied.no_room.is_empty() {
        return Ok(());
    }
    let mut checker = Checker::new();
    checker.at("proposal", |at| {
        at.refuse(
            "too-many-findings",
            "การวิเคราะห์มีประเด็นครบจำนวนสูงสุดแล้ว",
            "the analysis has as many findings as it may have",
        );
    });
    Err(Error::Invalid(checker.finish(None::<()>).err().unwrap_or_default()))
}

/// The first analysis of a year: the scores that the findings are drafted from, and nothing else yet.
fn new_analysis(sources: &Sources) -> Analysis {
    Analysis {
        assessed_fiscal_year: sources.assessed,
        covers: Vec::new(),
        scores: sources.scores.clone(),
        findings: Vec::new(),
        putting_into_practice: None,
        recommendations: None,
    }
}

async fn write(
    transaction: &mut Transaction,
    acting: &Acting,
    key: (OrganizationId, FiscalYear),
    before: Option<StoredAnalysis>,
    (analysis, score_authors): (Analysis, &[UserId]),
) -> Result<StoredAnalysis, Error> {
    let action = match before {
        Some(_) => AuditAction::AnalysisEdit,
        None => AuditAction::AnalysisCreate,
    };
    let id = before
        .as_ref()
        .map_or_else(|| AnalysisId::new(acting.new_id()), |before| before.id);
    let base = before.map(|before| before.version);
    let mut entry = acting.audit(action, "analysis");
    entry.subject = Some(id.get());
    entry.organization = Some(key.0);
    entry.detail = Some(serde_json::json!({ "fiscal_year": key.1.get() }));
    entry.before = base.as_ref().map(|base| base.id);
    let mut new = acting.content(id.get(), analysis.encode()?, base);
    // The people who wrote the scores wrote a part of the analysis: they do not approve a report that shows it.
    new.quoted = score_authors.to_vec();
    let stored = transaction.put_analysis(key, analysis, acting.user(), new).await?;
    entry.after = Some(stored.version.id);
    transaction.note(entry).await?;
    Ok(stored)
}
