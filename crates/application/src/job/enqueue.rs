use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{JobId, OrganizationId, UserId};
use prongsai_persistence::{NewJob, Transaction};
use uuid::Uuid;

use super::payload::{Job, Years};
use crate::{Acting, Error};

/// The row of a job with this id, caused by a person or by the program itself.
pub(crate) fn new_job(
    id: Uuid,
    caused_by: Option<UserId>,
    organization: Option<OrganizationId>,
    job: Job,
) -> Result<NewJob, Error> {
    let internal = |error: serde_json::Error| Error::Internal(error.to_string());
    let kind = job
        .kind()
        .ok_or_else(|| Error::Internal(format!("{} is no kind of jobs", job.name())))?;
    Ok(NewJob {
        id: JobId::new(id),
        kind: kind.name,
        version: kind.version,
        payload: job.payload().map_err(internal)?.to_string(),
        dedupe_key: job.dedupe_key(),
        attempts_max: kind.attempts_max,
        caused_by,
        organization,
    })
}

/// Inserts a job in the transaction of its cause. Returns its id.
pub(crate) async fn enqueue(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: Option<OrganizationId>,
    job: Job,
) -> Result<JobId, Error> {
    let new = new_job(acting.new_id(), Some(acting.user()), organization, job)?;
    transaction.enqueue(&new).await?;
    Ok(new.id)
}

/// Inserts what follows from a change of the public documents of a year, or of what its renditions show of the
/// organization: the verification records of plan and year book, and after them the files. Without a year, this is done for all
/// years of the organization.
pub(crate) async fn enqueue_year(
    transaction: &mut Transaction,
    acting: &Acting,
    organization_id: OrganizationId,
    fiscal_year: Option<FiscalYear>,
) -> Result<(), Error> {
    let years = Years {
        organization_id,
        fiscal_year,
    };
    let job = match fiscal_year {
        Some(_) => Job::RecordYear(years),
        None => Job::RecordYears(years),
    };
    enqueue(transaction, acting, Some(organization_id), job).await?;
    Ok(())
}
