//! The analysis of an organization for a year.

pub mod draft;

use prongsai_domain::access::{Action, authorize};
use prongsai_domain::analysis::AnalysisInput;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{AnalysisId, OrganizationId};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Stored as _, StoredAnalysis, Transaction};

use crate::acting::change;
use crate::document::find_organization;
use crate::{Acting, App, Context, Error, PutCondition, catalogue};

/// The analysis of an organization for a year.
///
/// # Errors
/// [`Error::NotFound`] when there is no analysis or the actor may not see it.
pub async fn find(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<StoredAnalysis, Error> {
    let organization = find_organization(app, context, organization, Action::ReadDrafts).await?;
    app.store
        .find_analysis(organization.id, fiscal_year)
        .await?
        .ok_or(Error::NotFound)
}

/// Creates or replaces the analysis of a year as a whole.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`] with every violation, or
/// [`Error::PreconditionRequired`] or [`Error::Stale`] if the condition does not match.
pub async fn put(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
    condition: &PutCondition,
    input: AnalysisInput,
) -> Result<StoredAnalysis, Error> {
    let organization = find_organization(app, context, organization, Action::ReadOrganization).await?;
    // `check` refuses an invalid year. Until then any catalogue can be used.
    let assessed = FiscalYear::new(input.assessed_fiscal_year).unwrap_or(fiscal_year);
    let catalogue = catalogue::of_year(app, assessed).await?;
    let mut checker = Checker::new();
    let analysis = input.check(fiscal_year, &catalogue, &mut checker);
    // A wrong content is refused last, after the revision and the right.
    let checked = checker.finish(analysis);
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredAnalysis>, Error> {
        // An exclusive lock: the first analysis of a year has no row that the approval of a report could lock.
        let organization = transaction
            .lock_organization(organization.id)
            .await?
            .ok_or(Error::NotFound)?;
        acting.confirm(transaction).await?;
        let jurisdiction = organization.jurisdiction();
        if authorize(&acting.actor, Action::ReadDrafts, &jurisdiction).is_err() {
            // A person who may not read the analysis learns nothing about its revision.
            authorize(&acting.actor, Action::Draft, &jurisdiction)?;
        }
        let before = transaction.lock_analysis(organization.id, fiscal_year).await?;
        condition.check(before.as_ref().map(|before| before.revision))?;
        authorize(&acting.actor, Action::Draft, &jurisdiction)?;
        let analysis = checked.clone()?;
        let id = before
            .as_ref()
            .map_or_else(|| AnalysisId::new(acting.new_id()), |before| before.id);
        let action = if before.is_some() {
            AuditAction::AnalysisEdit
        } else {
            AuditAction::AnalysisCreate
        };
        let base = before.map(|before| before.version);
        let base_id = base.as_ref().map(|base| base.id);
        let new = acting.content(id.get(), analysis.encode()?, base);
        let stored = transaction
            .put_analysis((organization.id, fiscal_year), analysis, acting.user(), new)
            .await?;
        let mut entry = acting.audit(action, "analysis");
        entry.subject = Some(id.get());
        entry.organization = Some(organization.id);
        entry.detail = Some(serde_json::json!({ "fiscal_year": fiscal_year.get() }));
        entry.before = base_id;
        entry.after = Some(stored.version.id);
        Ok(transaction.record(entry, stored).await?)
    };
    change(app, context, "analysis.put", work).await
}
