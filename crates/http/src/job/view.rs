use prongsai_application::job::{JobQuery, JobRecord, JobState};
use prongsai_domain::id::{JobId, OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::Paging;
use crate::problem::Problem;

/// How far a job has come: `queued` while it waits for its turn or its next attempt; `running`; `done`; `merged` if another
/// job with the same effect is done in its place; `dead` if it failed and is not attempted again.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = JobState)]
pub(super) enum JobStateName {
    Queued,
    Running,
    Done,
    Merged,
    Dead,
}

impl From<JobState> for JobStateName {
    fn from(state: JobState) -> Self {
        match state {
            JobState::Queued => Self::Queued,
            JobState::Running => Self::Running,
            JobState::Done => Self::Done,
            JobState::Merged => Self::Merged,
            JobState::Dead => Self::Dead,
        }
    }
}

impl From<JobStateName> for JobState {
    fn from(name: JobStateName) -> Self {
        match name {
            JobStateName::Queued => Self::Queued,
            JobStateName::Running => Self::Running,
            JobStateName::Done => Self::Done,
            JobStateName::Merged => Self::Merged,
            JobStateName::Dead => Self::Dead,
        }
    }
}

/// The filters of a list of jobs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct JobFilters {
    /// Only jobs in this state.
    #[param(inline, example = "dead")]
    state: Option<JobStateName>,
}

impl JobFilters {
    /// The requested part of the list.
    ///
    /// # Errors
    /// 400 if the cursor does not belong to this list.
    pub(super) fn query(&self, paging: &Paging) -> Result<JobQuery, Problem> {
        Ok(JobQuery {
            state: self.state.map(JobState::from),
            before: paging.after()?,
            limit: paging.fetch_limit(),
        })
    }
}

/// A job: work that outlives the request that caused it.
#[derive(Serialize, ToSchema)]
pub(super) struct JobView {
    /// The id of the job.
    #[schema(value_type = Uuid)]
    id: JobId,
    /// What it does.
    #[schema(example = "rendition.year")]
    kind: String,
    /// How far it has come.
    state: JobStateName,
    /// How often it was attempted.
    #[schema(minimum = 0, example = 1)]
    attempts: i32,
    /// How often it is attempted at most.
    #[schema(minimum = 1, example = 12)]
    attempts_max: i32,
    /// The person whose request caused it; `null` for the program itself.
    #[schema(value_type = Option<Uuid>)]
    caused_by: Option<UserId>,
    /// The organization that it is about.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// When it was made, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it is attempted next, or was due, in UTC.
    #[schema(format = DateTime)]
    run_at: String,
    /// When the last attempt began, in UTC.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// When it ended, in UTC.
    #[schema(format = DateTime)]
    finished_at: Option<String>,
    /// Why the last attempt failed, as a code; `null` if none failed.
    #[schema(example = "no-thai-font")]
    error_code: Option<String>,
    /// The job that is done in its place.
    #[schema(value_type = Option<Uuid>)]
    merged_into: Option<JobId>,
}

impl From<JobRecord> for JobView {
    fn from(job: JobRecord) -> Self {
        Self {
            id: job.id,
            kind: job.kind,
            state: job.state.into(),
            attempts: job.attempts,
            attempts_max: job.attempts_max,
            caused_by: job.caused_by,
            organization_id: job.organization,
            created_at: job.created_at.to_string(),
            run_at: job.run_at.to_string(),
            started_at: job.started_at.map(|at| at.to_string()),
            finished_at: job.finished_at.map(|at| at.to_string()),
            error_code: job.error_code,
            merged_into: job.merged_into,
        }
    }
}
