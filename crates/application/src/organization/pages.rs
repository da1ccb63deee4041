use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::text::fold;
use prongsai_persistence::OrganizationVisibility;

use super::read::OrganizationQuery;
use crate::{App, Error};

/// The most organizations of one name. Subdistricts share names; provinces and districts tell them apart.
const NAMED_MAX: i64 = 100;

/// The organization with this id, or those with this name, for the operator of the host.
///
/// # Errors
/// The error of the store.
pub async fn named(app: &App, id_or_name: &str) -> Result<Vec<Organization>, Error> {
    if let Ok(id) = id_or_name.parse() {
        return Ok(app.store.find_organization(id).await?.into_iter().collect());
    }
    let query = OrganizationQuery {
        name_part: Some(id_or_name.to_owned()),
        limit: NAMED_MAX,
        ..OrganizationQuery::default()
    };
    let mut found = app
        .store
        .organizations(&query.seen_by(OrganizationVisibility::All))
        .await?;
    found.retain(|one| fold(&one.profile.name_th) == fold(id_or_name));
    Ok(found)
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
