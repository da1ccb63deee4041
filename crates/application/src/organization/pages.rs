use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::OrganizationVisibility;

use super::read::OrganizationQuery;
use crate::{App, Error};

/// The organization with this id, or those with this name or local code, for the operator of the host. Subdistricts share names, so
/// there may be several.
///
/// # Errors
/// The error of the store.
pub async fn named(app: &App, id_or_name: &str) -> Result<Vec<Organization>, Error> {
    if let Ok(id) = id_or_name.parse() {
        return Ok(app.store.find_organization(id).await?.into_iter().collect());
    }
    Ok(app.store.organizations_named(&[id_or_name.to_owned()]).await?)
}

/// All organizations, a page at a time, for the operator of the host.
pub struct OrganizationPages<'a> {
    app: &'a App,
    province_code: Option<ProvinceCode>,
    size: i64,
    after: Option<OrganizationId>,
    is_over: bool,
}

/// All organizations, or those of a province, by id, in pages of `size`.
pub const fn pages_of(app: &App, province_code: Option<ProvinceCode>, size: i64) -> OrganizationPages<'_> {
    OrganizationPages {
        app,
        province_code,
        size,
        after: None,
        is_over: false,
    }
}

impl OrganizationPages<'_> {
    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// The error of the store.
    pub async fn next(&mut self) -> Result<Option<Vec<Organization>>, Error> {
        if self.is_over {
            return Ok(None);
        }
        let query = OrganizationQuery {
            province_code: self.province_code.clone(),
            kind: None,
            name_part: None,
            after: self.after,
            limit: self.size,
        };
        let filter = query.seen_by(OrganizationVisibility::All);
        let page = self.app.store.organizations(&filter).await?;
        self.after = page.last().map(|organization| organization.id);
        self.is_over = self.after.is_none();
        Ok((!page.is_empty()).then_some(page))
    }
}
