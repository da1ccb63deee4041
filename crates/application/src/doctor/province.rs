use prongsai_domain::access::{Action, authorize};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::rule;
use prongsai_persistence::Visibility;

use super::counts::IssueCounts;
use super::examine::of_organizations;
use crate::organization::{self, OrganizationQuery};
use crate::{App, Context, Error};

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
    let organizations = organization::list(app, context, query).await?;
    let wholly: Vec<OrganizationId> = organizations
        .iter()
        .filter(|one| authorize(&context.actor, Action::ReadDrafts, &one.jurisdiction()).is_ok())
        .map(|one| one.id)
        .collect();
    let of = (&Visibility::EVERYTHING, context.now);
    let examinations = of_organizations(app, organizations, fiscal_year, of).await?;
    let counted = examinations.into_iter().map(|examination| {
        let is_whole = wholly.contains(&examination.organization.id);
        let issues = examination.issues.iter();
        let seen = issues.filter(|issue| is_whole || rule::is_of_doctor(issue.rule));
        OrganizationCounts {
            counts: IssueCounts::of(seen),
            organization: examination.organization,
            is_whole,
        }
    });
    Ok(counted.collect())
}
