use diesel_async::RunQueryDsl;
use prongsai_domain::id::{JobId, OrganizationId, UserId};

use crate::store::fixed;
use crate::{StoreError, Transaction};

/// A job to insert.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// The id.
    pub id: JobId,
    /// The name of its kind.
    pub kind: &'static str,
    /// The version of the payload.
    pub version: i16,
    /// What is to be done, as JSON; never a secret.
    pub payload: String,
    /// Queued jobs of the kind with the same key are done together.
    pub dedupe_key: Option<String>,
    /// How often it is attempted.
    pub attempts_max: i32,
    /// The person whose request caused it.
    pub caused_by: Option<UserId>,
    /// The organization that it is about.
    pub organization: Option<OrganizationId>,
}

/// The other servers hear of the job at the commit. Workers that do not hear it find the job at their next look.
const INSERT: &str = "
WITH added AS (
    INSERT INTO jobs (id, kind, version, payload, dedupe_key, attempts_max, caused_by, organization_id)
    VALUES ($1, $2, CAST($3 AS smallint), $4, nullif($5, ''), CAST($6 AS integer), $7, $8) RETURNING kind)
SELECT pg_notify('jobs', kind) FROM added";

impl Transaction {
    /// Inserts a job. It is done if the transaction is committed, and not before.
    ///
    /// Jobs with the same key are no conflict, and no transaction waits for another one that inserts such a job: they are
    /// united when one of them is leased.
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<(), StoreError> {
        fixed(INSERT)
            .uuid(job.id.get())
            .text(job.kind)
            .text(job.version.to_string())
            .text(&job.payload)
            .text(job.dedupe_key.as_deref().unwrap_or_default())
            .text(job.attempts_max.to_string())
            .uuid(job.caused_by.map(UserId::get))
            .uuid(job.organization.map(OrganizationId::get))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
