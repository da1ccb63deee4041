use std::collections::BTreeMap;

use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::score::{ScoreCard, YearScores};
use prongsai_persistence::{AuditEntry, PutScores, Recorded, StoredScores, Transaction};

use super::outcome::{CHANGES_MAX, ImportEffect, ImportedScores, ScoreImportOutcome};
use super::plan::{Plan, PlannedScores};
use crate::score::ScoreReview;
use crate::score::assessment::known_indicators;
use crate::score::put::prepared;
use crate::{Acting, Error};

type Present = BTreeMap<(OrganizationId, FiscalYear), StoredScores>;

/// Locks every organization of the plan, and checks that the actor may import for it.
pub(super) async fn permit(transaction: &mut Transaction, acting: &Acting, plan: &Plan) -> Result<(), Error> {
    let mut ids: Vec<OrganizationId> = plan.entries.iter().map(|entry| entry.organization).collect();
    ids.sort_unstable();
    ids.dedup();
    let organizations = transaction.lock_organizations(&ids).await?;
    acting.confirm(transaction).await?;
    if organizations.len() < ids.len() {
        return Err(Error::NotFound);
    }
    for organization in organizations {
        authorize(&acting.actor, Action::Import, &organization.jurisdiction())?;
    }
    Ok(())
}

/// Writes the scores that differ. `named` is the organization of the request.
pub(super) async fn carry_out(
    transaction: &mut Transaction,
    acting: &Acting,
    named: OrganizationId,
    plan: &Plan,
) -> Result<Recorded<ScoreImportOutcome>, Error> {
    permit(transaction, acting, plan).await?;
    let keys: Vec<_> = plan
        .entries
        .iter()
        .map(|entry| (entry.organization, entry.fiscal_year))
        .collect();
    let present = transaction.scores_of(&plan.programme, &keys).await?;
    let present = present
        .into_iter()
        .map(|it| ((it.organization_id, it.content.fiscal_year), it));
    let mut present: Present = present.collect();
    let mut writing = Writing::default();
    for entry in &plan.entries {
        writing.add(acting, plan, entry, &mut present)?;
    }
    let Writing {
        mut outcome,
        puts,
        entries,
        places,
        ..
    } = writing;
    let written = transaction.put_scores(puts).await?;
    for (place, stored) in places.into_iter().zip(written) {
        if let Some(entry) = outcome.entries.get_mut(place) {
            entry.revision = Some(stored.revision);
        }
    }
    let changed = entries.len();
    transaction.note_all(&entries).await?;
    let mut entry = acting.audit(AuditAction::ScoresImport, "scores");
    entry.organization = Some(named);
    entry.detail = Some(serde_json::json!({
        "programme": plan.programme, "entries": plan.entries.len(), "changed": changed,
    }));
    Ok(transaction.record(entry, outcome).await?)
}

/// What will be written, and the outcome.
struct Writing {
    outcome: ScoreImportOutcome,
    puts: Vec<PutScores>,
    entries: Vec<AuditEntry<'static>>,
    /// The places in the outcome of what is written.
    places: Vec<usize>,
    /// The number of changed figures that the outcome lists.
    listed: usize,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            outcome: ScoreImportOutcome {
                dry_run: false,
                sheet: None,
                other_sheets: Vec::new(),
                ignored: Vec::new(),
                entries: Vec::new(),
                further_changes: 0,
            },
            puts: Vec::new(),
            entries: Vec::new(),
            places: Vec::new(),
            listed: 0,
        }
    }
}

impl Writing {
    fn add(
        &mut self,
        acting: &Acting,
        plan: &Plan,
        planned: &PlannedScores,
        present: &mut Present,
    ) -> Result<(), Error> {
        let catalogue = plan
            .catalogues
            .get(&planned.fiscal_year)
            .ok_or_else(|| Error::Internal("a year has no catalogue".to_owned()))?;
        let before = present.remove(&(planned.organization, planned.fiscal_year));
        let base = before
            .as_ref()
            .map_or_else(ScoreCard::default, |it| it.content.scores.clone());
        let after = YearScores {
            programme: catalogue.programme.clone(),
            fiscal_year: planned.fiscal_year,
            scores: base.clone().updated_with(planned.scores.clone()),
        };
        let mut changes = base.changes_to(&after.scores);
        let effect = match &before {
            None => ImportEffect::Created,
            Some(_) if changes.is_empty() => ImportEffect::Unchanged,
            Some(_) => ImportEffect::Updated,
        };
        let revision = before.as_ref().map(|before| before.revision);
        let review = ScoreReview::of(&after, catalogue);
        if effect != ImportEffect::Unchanged {
            let indicators = known_indicators(&after, catalogue);
            let (put, entry) = prepared(acting, planned.organization, before, after)?;
            self.places.push(self.outcome.entries.len());
            self.puts.push(PutScores { indicators, ..put });
            self.entries.push(entry);
        }
        let room = CHANGES_MAX.saturating_sub(self.listed);
        self.outcome.further_changes += changes.len().saturating_sub(room);
        changes.truncate(room);
        self.listed += changes.len();
        self.outcome.entries.push(ImportedScores {
            row: planned.row,
            organization_id: planned.organization,
            organization: planned.name.clone(),
            fiscal_year: planned.fiscal_year,
            effect,
            revision,
            changes,
            review,
        });
        Ok(())
    }
}
