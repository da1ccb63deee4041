use prongsai_domain::access::{Action, authorize};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::organization::Organization;
use prongsai_persistence::Visibility;

use super::counts::IssueCounts;
use super::examine::of_organizations;
use super::load::Depth;
use crate::organization::{self, OrganizationQuery};
use crate::{App, Context, Error};

/// The organizations that are read together.
const TOGETHER: usize = 100;

/// An organization with the number of issues of its year.
#[derive(Clone, Debug)]
pub struct OrganizationCounts {
    /// The organization.
    pub organization: Organization,
    /// Whether everything counts. For a reader who may not read drafts, only what is missing or late counts: that needs no text
    /// of a draft.
    pub is_whole: bool,
    /// The numbers.
    pub counts: IssueCounts,
}

/// Counts the issues of a year of the organizations that the actor sees, by id. The number of statements does not depend on the
/// number of organizations.
pub async fn count_issues(
    app: &App,
    context: &Context,
    query: OrganizationQuery,
    fiscal_year: FiscalYear,
) -> Result<Vec<OrganizationCounts>, Error> {
    let mut organizations = organization::list(app, context, query).await?;
    let is_read = |one: &Organization| authorize(&context.actor, Action::ReadDrafts, &one.jurisdiction()).is_ok();
    let partly: Vec<Organization> = organizations.extract_if(.., |one| !is_read(one)).collect();
    let mut counted = Vec::new();
    for (organizations, depth) in [(organizations, Depth::Everything), (partly, Depth::Progress)] {
        for some in organizations.chunks(TOGETHER) {
            // Only numbers leave this function, so the drafts count also for readers who may not see them.
            let seen = (&Visibility::EVERYTHING, depth, context.now);
            let examinations = of_organizations(app, some.to_vec(), fiscal_year, seen).await?;
            counted.extend(examinations.into_iter().map(|examination| OrganizationCounts {
                counts: examination.counts(),
                organization: examination.organization,
                is_whole: depth == Depth::Everything,
            }));
        }
    }
    counted.sort_by_key(|row| row.organization.id);
    Ok(counted)
}
