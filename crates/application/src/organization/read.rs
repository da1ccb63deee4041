use prongsai_domain::access::{Action, Actor};
use prongsai_domain::approval_basis::ApprovalBasis;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::{OrganizationFilter, OrganizationVisibility};

use crate::document::find_organization;
use crate::{App, Context, Error};

/// The filters of a list of organizations, and the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationQuery {
    /// Only organizations of this province.
    pub province_code: Option<ProvinceCode>,
    /// Only organizations of this kind.
    pub kind: Option<OrganizationKind>,
    /// Only organizations whose name contains this text, regardless of spaces.
    pub name_part: Option<String>,
    /// Only organizations after this one.
    pub after: Option<OrganizationId>,
    /// The largest number of organizations.
    pub limit: i64,
}

impl OrganizationQuery {
    pub(crate) fn seen_by(self, visibility: OrganizationVisibility) -> OrganizationFilter {
        OrganizationFilter {
            visibility,
            province_code: self.province_code,
            kind: self.kind,
            name_part: self.name_part,
            after: self.after,
            limit: self.limit,
        }
    }
}

/// The organizations that the actor may see, by id.
pub async fn list(app: &App, context: &Context, query: OrganizationQuery) -> Result<Vec<Organization>, Error> {
    Ok(app
        .store
        .organizations(&query.seen_by(visibility(&context.actor)))
        .await?)
}

/// An organization that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or the actor may not see it.
pub async fn find(app: &App, context: &Context, id: OrganizationId) -> Result<Organization, Error> {
    find_organization(app, context, id, Action::ReadOrganization).await
}

/// An organization, for the public. The caller decides which fields to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicOrganization {
    /// The organization.
    pub organization: Organization,
    /// How many people its approvals rest on.
    pub approval_basis: ApprovalBasis,
}

/// The organizations, for the public, by id.
pub async fn list_public(app: &App, query: OrganizationQuery) -> Result<Vec<PublicOrganization>, Error> {
    let filter = query.seen_by(OrganizationVisibility::All);
    let organizations = app.store.organizations(&filter).await?;
    let ids: Vec<OrganizationId> = organizations.iter().map(|organization| organization.id).collect();
    let bases = app.store.approval_bases(&ids).await?;
    let with_basis = |organization: Organization| PublicOrganization {
        approval_basis: bases.get(&organization.id).copied().unwrap_or_default(),
        organization,
    };
    Ok(organizations.into_iter().map(with_basis).collect())
}

/// An organization, for the public.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist.
pub async fn find_public(app: &App, id: OrganizationId) -> Result<PublicOrganization, Error> {
    let organization = app.store.find_organization(id).await?.ok_or(Error::NotFound)?;
    let bases = app.store.approval_bases(&[id]).await?;
    Ok(PublicOrganization {
        organization,
        approval_basis: bases.get(&id).copied().unwrap_or_default(),
    })
}

fn visibility(actor: &Actor) -> OrganizationVisibility {
    if actor.is_platform_admin() {
        return OrganizationVisibility::All;
    }
    OrganizationVisibility::Only {
        provinces: actor.provinces(),
        organizations: actor.organizations(),
    }
}
