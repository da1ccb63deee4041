use prongsai_domain::access::{Action, Actor, authorize};
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::{OrganizationFilter, OrganizationVisibility};

use crate::{App, Context, Error};

/// What a list of offices is narrowed to, and which part of it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationQuery {
    /// Of one province.
    pub province_code: Option<ProvinceCode>,
    /// Of one kind.
    pub kind: Option<OrganizationKind>,
    /// Whose name contains this, however it is spaced.
    pub name_part: Option<String>,
    /// After this office.
    pub after: Option<OrganizationId>,
    /// How many at most.
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

/// The offices that the actor sees, by id.
///
/// # Errors
/// [`Error::Unavailable`] when the database cannot be reached.
pub async fn list(app: &App, context: &Context, query: OrganizationQuery) -> Result<Vec<Organization>, Error> {
    Ok(app
        .store
        .organizations(&query.seen_by(visibility(&context.actor)))
        .await?)
}

/// An office that the actor sees.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, context: &Context, id: OrganizationId) -> Result<Organization, Error> {
    let office = app.store.find_organization(id).await?.ok_or(Error::NotFound)?;
    authorize(&context.actor, Action::ReadOrganization, &office.place())?;
    Ok(office)
}

/// The offices, for anybody. What may be shown of them is for the caller to choose.
///
/// # Errors
/// [`Error::Unavailable`] when the database cannot be reached.
pub async fn list_public(app: &App, query: OrganizationQuery) -> Result<Vec<Organization>, Error> {
    Ok(app
        .store
        .organizations(&query.seen_by(OrganizationVisibility::All))
        .await?)
}

/// An office, for anybody. What may be shown of it is for the caller to choose.
///
/// # Errors
/// [`Error::NotFound`].
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
