use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{OrganizationId, ScoresId};
use prongsai_domain::score::{ScoreCardInput, YearScores};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, PutScores, Recorded, Stored as _, StoredScores, Transaction};

use super::assessment::{Assessed, known_indicators};
use super::read::assessed;
use crate::acting::change;
use crate::document::find_organization;
use crate::{Acting, App, Context, Error, PutCondition, catalogue};

/// Creates or replaces the scores of an assessment as a whole.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`] with every violation, or
/// [`Error::PreconditionRequired`] or [`Error::Stale`] if the condition does not match.
pub async fn put(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    (programme, fiscal_year): (&str, FiscalYear),
    condition: &PutCondition,
    input: ScoreCardInput,
) -> Result<Assessed, Error> {
    let organization = find_organization(app, context, organization, Action::ReadOrganization).await?;
    let (_, catalogue) = catalogue::of_programme(app, programme, fiscal_year).await?;
    let mut checker = Checker::new();
    let card = input.check(&catalogue, &mut checker);
    // Wrong scores are refused last, after the revision and the right.
    let checked = checker.finish(card.map(|scores| YearScores {
        programme: catalogue.programme.clone(),
        fiscal_year,
        scores,
    }));
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredScores>, Error> {
        // An exclusive lock: the first scores of a year have no row that could be locked.
        let organization = transaction
            .lock_organization(organization.id)
            .await?
            .ok_or(Error::NotFound)?;
        acting.confirm(transaction).await?;
        let jurisdiction = organization.jurisdiction();
        if authorize(&acting.actor, Action::ReadDrafts, &jurisdiction).is_err() {
            // A person who may not read the scores learns nothing about their revision.
            authorize(&acting.actor, Action::Draft, &jurisdiction)?;
        }
        let before = transaction
            .scores_of(programme, &[(organization.id, fiscal_year)])
            .await?
            .pop();
        condition.check(before.as_ref().map(|before| before.revision))?;
        authorize(&acting.actor, Action::Draft, &jurisdiction)?;
        let scores = checked.clone()?;
        let indicators = known_indicators(&scores, &catalogue);
        let (put, entry) = prepared(acting, organization.id, before, scores)?;
        let put = PutScores { indicators, ..put };
        let stored = transaction.put_scores(vec![put]).await?.pop();
        let stored = stored.ok_or_else(|| Error::Internal("the scores were not written".to_owned()))?;
        Ok(transaction.record(entry, stored).await?)
    };
    let stored = change(app, context, "scores.put", work).await?;
    assessed(app, stored).await
}

/// A change of scores, without the scores of its indicators, and its entry in the audit trail.
pub(super) fn prepared(
    acting: &Acting,
    organization: OrganizationId,
    before: Option<StoredScores>,
    scores: YearScores,
) -> Result<(PutScores, AuditEntry<'static>), Error> {
    let action = match before {
        Some(_) => AuditAction::ScoresEdit,
        None => AuditAction::ScoresCreate,
    };
    let id = before
        .as_ref()
        .map_or_else(|| ScoresId::new(acting.new_id()), |before| before.id);
    let base = before.map(|before| before.version);
    let mut entry = acting.audit(action, "scores");
    entry.subject = Some(id.get());
    entry.organization = Some(organization);
    entry.detail = Some(serde_json::json!({
        "programme": scores.programme.as_str(), "fiscal_year": scores.fiscal_year.get(),
    }));
    entry.before = base.as_ref().map(|base| base.id);
    let content = acting.content(id.get(), scores.encode()?, base);
    entry.after = Some(content.id);
    let put = PutScores {
        organization_id: organization,
        scores,
        indicators: std::collections::BTreeMap::new(),
        content,
        by: acting.user(),
    };
    Ok((put, entry))
}
