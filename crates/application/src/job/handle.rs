use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_persistence::{ClaimedJob, JobLease, NewJob};

use super::enqueue::new_job;
use super::failure::JobFailure;
use super::kind::{KINDS, Lane};
use super::mail::send_password_token;
use super::payload::{Job, Links, Years};
use super::work::{End, Worker};
use crate::{App, Error, link, rendition};

/// Does the jobs of this program.
#[derive(Clone)]
pub struct Handler {
    app: App,
}

impl Handler {
    /// A handler for the jobs of a database.
    pub const fn new(app: App) -> Self {
        Self { app }
    }

    /// The kinds of jobs of a lane that this server does, with the versions of their payloads. A job of another kind or version waits: a newer
    /// program inserted it, and does it.
    pub fn kinds(&self, lane: Lane) -> Vec<(&'static str, i16)> {
        let services = &self.app.services;
        let of_lane = KINDS
            .iter()
            .filter(|kind| kind.lane == lane && kind.is_done_by(services));
        of_lane.map(|kind| (kind.name, kind.version)).collect()
    }

    async fn handle(&self, lease: JobLease, job: Job) -> Result<End, JobFailure> {
        let app = &self.app;
        match job {
            Job::Chore(chore) => {
                let forgotten = chore.run(app).await?;
                tracing::debug!(chore = chore.kind(), forgotten, "deleted expired data");
                Ok(End::Unfinished)
            }
            Job::RecordEditions => {
                rendition::record_editions(app).await?;
                Ok(End::Unfinished)
            }
            Job::RecordYear(years) => {
                let year = one_year(years)?;
                let followers = [Job::RenderDocuments(years), Job::RenderYear(years)];
                let followers = self.new_jobs(&followers.map(|job| (years.organization_id, job)))?;
                rendition::record_year(app, years.organization_id, year, lease, &followers).await?;
                Ok(End::Finished)
            }
            Job::RecordYears(Years { organization_id, .. }) => {
                let years = app.store.public_years(organization_id).await?;
                let years = years.into_iter().map(|year| (organization_id, year));
                self.follow(lease, years.collect()).await
            }
            Job::RecordAllYears => self.follow(lease, app.store.all_public_years().await?).await,
            Job::RenderDocuments(years) => {
                if rendition::render_documents(app, years.organization_id, one_year(years)?).await? {
                    return Ok(End::Unfinished);
                }
                // The rest comes after the documents of others that wait.
                let rest = self.new_jobs(&[(years.organization_id, job)])?;
                app.store.finish_job_with(lease, &rest).await?;
                Ok(End::Finished)
            }
            Job::RenderYear(years) => {
                rendition::render_year(app, years.organization_id, one_year(years)?).await?;
                Ok(End::Unfinished)
            }
            Job::MailPasswordToken(mail) => send_password_token(app, lease.job, mail).await,
            Job::BeginLinkRounds => self.begin_link_rounds(lease).await,
            Job::CheckLinks(links) => {
                let due = link::check(app, links.organization_id).await?;
                tracing::debug!(organization = %links.organization_id, due, "checked links");
                Ok(End::Unfinished)
            }
        }
    }

    /// Finishes a job and inserts [`Job::RecordYear`] for each of these years.
    async fn follow(&self, lease: JobLease, years: Vec<(OrganizationId, FiscalYear)>) -> Result<End, JobFailure> {
        let of_year = |(organization_id, year): (OrganizationId, FiscalYear)| {
            let years = Years {
                organization_id,
                fiscal_year: Some(year),
            };
            (organization_id, Job::RecordYear(years))
        };
        let jobs: Vec<(OrganizationId, Job)> = years.into_iter().map(of_year).collect();
        let followers = self.new_jobs(&jobs)?;
        self.app.store.finish_job_with(lease, &followers).await?;
        Ok(End::Finished)
    }

    /// Inserts [`Job::CheckLinks`] for the organizations whose turn it is. If the server dies in between, their turn is the next
    /// day.
    async fn begin_link_rounds(&self, lease: JobLease) -> Result<End, JobFailure> {
        if self.app.services.visitor.is_none() {
            return Ok(End::Unfinished);
        }
        let begun = self.app.store.begin_link_rounds().await?.into_iter();
        let check = |organization_id| (organization_id, Job::CheckLinks(Links { organization_id }));
        let checks = self.new_jobs(&begun.map(check).collect::<Vec<_>>())?;
        self.app.store.finish_job_with(lease, &checks).await?;
        Ok(End::Finished)
    }

    fn new_jobs(&self, jobs: &[(OrganizationId, Job)]) -> Result<Vec<NewJob>, Error> {
        let services = &self.app.services;
        let now = services.clock.now();
        jobs.iter()
            .map(|(organization, job)| new_job(services.ids.next(now), None, Some(*organization), *job))
            .collect()
    }
}

fn one_year(years: Years) -> Result<FiscalYear, JobFailure> {
    let missing = || JobFailure::lasting("unreadable-payload", "the job names no year");
    years.fiscal_year.ok_or_else(missing)
}

impl Worker for Handler {
    async fn run(&self, job: &ClaimedJob) -> Result<End, JobFailure> {
        match Job::of(job) {
            Some(known) => self.handle(job.lease, known).await,
            None => Err(JobFailure::lasting(
                "unreadable-payload",
                "the payload is not that of the kind",
            )),
        }
    }
}
