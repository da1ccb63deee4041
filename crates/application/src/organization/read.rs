use prongsai_domain::access::{Action, Actor};
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
    fn seen_by(self, visibility: OrganizationVisibility) -> OrganizationFilter {
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

/// The organizations, for the public. The caller decides which fields to show.
pub async fn list_public(app: &App, query: OrganizationQuery) -> Result<Vec<Organization>, Error> {
    Ok(app
        .store
        .organizations(&query.seen_by(OrganizationVisibility::All))
        .await?)
}

/// An organization, for the public. The caller decides which fields to show.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist.
pub async fn find_public(app: &App, id: OrganizationId) -> Result<Organization, Error> {
    app.store.find_organization(id).await?.ok_or(Error::NotFound)
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
