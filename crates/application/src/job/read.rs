use prongsai_domain::access::{Action, Role, Scope, platform_roles_with};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::JobId;
use prongsai_domain::job::JobState;
use prongsai_persistence::{JobFilter, JobRecord, Recorded, Transaction};

use crate::acting::change;
use crate::{Acting, App, Conflict, Context, Error};

/// Which jobs are listed.
#[derive(Clone, Copy, Debug)]
pub struct JobQuery {
    /// Only jobs in this state.
    pub state: Option<JobState>,
    /// Only jobs before this one.
    pub before: Option<JobId>,
    /// The largest number of jobs.
    pub limit: i64,
}

/// Whether the person administers the platform, now.
fn is_platform_admin(context: &Context) -> bool {
    context.token.is_none()
        && context
            .actor
            .platform_roles()
            .any(|role| context.actor.may_use(role, Action::ManageUsers))
}

/// Whether the person administers the people of the organization of a job.
fn administers(context: &Context, job: &JobRecord) -> bool {
    let scope = job.organization.map(Scope::Organization);
    let held = context.actor.memberships.iter();
    held.filter(|held| Some(&held.scope) == scope.as_ref())
        .any(|held| context.actor.may_use(held.role, Action::ManageUsers))
}

fn check_platform_admin(context: &Context) -> Result<(), Error> {
    context.check_in_person()?;
    if is_platform_admin(context) {
        return Ok(());
    }
    let needs: Vec<Role> = platform_roles_with(Action::ManageUsers);
    Err(Error::Forbidden {
        action: Action::ManageUsers,
        needs,
    })
}

/// A job that the person caused. An administrator of an organization also sees the jobs of the organization, an administrator
/// of the platform sees all jobs.
///
/// # Errors
/// [`Error::NotFound`] for any other job.
pub async fn find(app: &App, context: &Context, id: JobId) -> Result<JobRecord, Error> {
    context.check_in_person()?;
    let job = app.store.find_job(id).await?.ok_or(Error::NotFound)?;
    let is_own = job.caused_by == Some(context.user());
    if is_own || administers(context, &job) || is_platform_admin(context) {
        Ok(job)
    } else {
        Err(Error::NotFound)
    }
}

/// The jobs of the cluster, newest first, for administrators of the platform.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(app: &App, context: &Context, query: JobQuery) -> Result<Vec<JobRecord>, Error> {
    check_platform_admin(context)?;
    let JobQuery { state, before, limit } = query;
    Ok(app.store.jobs(&JobFilter { state, before, limit }).await?)
}

/// Lets a dead job be attempted again, as often as a new one.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Conflict::JobNotDead`].
pub async fn retry(app: &App, context: &Context, id: JobId) -> Result<JobRecord, Error> {
    check_platform_admin(context)?;
    let job = app.store.find_job(id).await?.ok_or(Error::NotFound)?;
    change(
        app,
        context,
        "job.retry",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            check_platform_admin(acting)?;
            if !transaction.retry_job(id).await? {
                return Err(Error::Conflict(Conflict::JobNotDead));
            }
            let mut entry = acting.audit(AuditAction::JobRetry, "job");
            entry.subject = Some(id.get());
            entry.organization = job.organization;
            entry.detail = Some(serde_json::json!({ "kind": job.kind, "error_code": job.error_code }));
            Ok(transaction.record(entry, ()).await?)
        },
    )
    .await?;
    app.store.find_job(id).await?.ok_or(Error::NotFound)
}
