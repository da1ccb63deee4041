use diesel::dsl::{AsSelect, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::geography::{DistrictCode, OrganizationKind, ProvinceCode};
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::organization::Organization;
use prongsai_domain::text::fold;
use uuid::Uuid;

use super::rows::{ConsentsRow, OrganizationRow, ProfileRow};
use crate::schema::{documents, organizations, publications};
use crate::{Store, StoreError, Transaction};

/// The organizations that a reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationVisibility {
    /// Every organization: for platform administrators, and for the public list.
    All,
    /// The organizations of these provinces, and these organizations.
    Only {
        /// The provinces.
        provinces: Vec<ProvinceCode>,
        /// The organizations.
        organizations: Vec<OrganizationId>,
    },
}

/// The filters of a list of organizations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// The organizations that the reader sees.
    pub visibility: OrganizationVisibility,
    /// Only organizations of this province.
    pub province_code: Option<ProvinceCode>,
    /// Only organizations of this kind.
    pub kind: Option<OrganizationKind>,
    /// Only organizations whose name contains this text, regardless of spaces.
    pub name_part: Option<String>,
    /// Only organizations after this one; ids sort by creation.
    pub after: Option<OrganizationId>,
    /// The largest number of organizations.
    pub limit: i64,
}

pub(super) type Selected = Select<organizations::table, AsSelect<OrganizationRow, Pg>>;

pub(super) fn selected() -> Selected {
    organizations::table.select(OrganizationRow::as_select())
}

pub(super) fn one(row: Option<OrganizationRow>) -> Result<Option<Organization>, StoreError> {
    row.map(Organization::try_from).transpose()
}

/// A pattern that matches the text anywhere, with the text's wildcards escaped.
fn contains_pattern(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

impl Store {
    /// The organization with this id.
    pub async fn find_organization(&self, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
        one(self
            .read(async |connection| {
                selected()
                    .filter(organizations::id.eq(id.get()))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?)
    }

    /// The organizations that match a filter, by id.
    pub async fn organizations(&self, filter: &OrganizationFilter) -> Result<Vec<Organization>, StoreError> {
        let rows: Vec<OrganizationRow> = self
            .read_page(async |connection| {
                let mut query = selected().into_boxed::<Pg>();
                if let OrganizationVisibility::Only {
                    provinces,
                    organizations: own,
                } = &filter.visibility
                {
                    let provinces: Vec<String> = provinces.iter().map(ToString::to_string).collect();
                    let own: Vec<Uuid> = own.iter().map(|id| id.get()).collect();
                    query = query.filter(
                        organizations::province_code
                            .eq_any(provinces)
                            .or(organizations::id.eq_any(own)),
                    );
                }
                if let Some(code) = &filter.province_code {
                    query = query.filter(organizations::province_code.eq(code.as_str()));
                }
                if let Some(kind) = filter.kind {
                    query = query.filter(organizations::kind.eq(kind.as_str()));
                }
                if let Some(part) = &filter.name_part {
                    query = query.filter(organizations::name_folded.like(contains_pattern(&fold(part))));
                }
                if let Some(after) = filter.after {
                    query = query.filter(organizations::id.gt(after.get()));
                }
                query
                    .order_by(organizations::id)
                    .limit(filter.limit)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Organization::try_from).collect()
    }

    /// The organizations whose name or local code is one of these texts, by id, without those that were merged into another
    /// one. Spaces in names do not matter.
    pub async fn organizations_named(&self, names: &[String]) -> Result<Vec<Organization>, StoreError> {
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let rows: Vec<OrganizationRow> = self
            .read_page(async |connection| {
                selected()
                    .filter(organizations::merged_into.is_null())
                    .filter(
                        organizations::name_folded
                            .eq_any(&folded)
                            .or(organizations::local_code.eq_any(names)),
                    )
                    .order_by(organizations::id)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Organization::try_from).collect()
    }

    /// Names of organizations, for the ids that exist.
    pub async fn organization_names(
        &self,
        ids: &[OrganizationId],
    ) -> Result<Vec<(OrganizationId, String)>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let rows: Vec<(Uuid, String)> = self
            .read(async |connection| {
                organizations::table
                    .filter(organizations::id.eq_any(&ids))
                    .select((organizations::id, organizations::name_th))
                    .load(connection)
                    .await
            })
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (OrganizationId::new(id), name))
            .collect())
    }
}

impl Transaction {
    /// The organization with this id.
    pub async fn find_organization(&mut self, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
        one(selected()
            .filter(organizations::id.eq(id.get()))
            .first(self.connection())
            .await
            .optional()?)
    }

    /// The organization of this kind and name in a province, not one that was merged into another. Without a district, an
    /// organization in any district matches, if it is the only one.
    pub async fn find_organization_by_identity(
        &mut self,
        kind: OrganizationKind,
        province: &ProvinceCode,
        district: Option<&DistrictCode>,
        name: &str,
    ) -> Result<Option<Organization>, StoreError> {
        let mut query = selected()
            .into_boxed::<Pg>()
            .filter(organizations::merged_into.is_null())
            .filter(organizations::kind.eq(kind.as_str()))
            .filter(organizations::province_code.eq(province.as_str()))
            .filter(organizations::name_folded.eq(fold(name)));
        if let Some(district) = district {
            query = query.filter(organizations::district_code.eq(district.as_str()));
        }
        let mut found: Vec<OrganizationRow> = query.limit(2).load(self.connection()).await?;
        one(if found.len() == 1 { found.pop() } else { None })
    }

    /// Adds an organization; `by` is the author of what approvals show of it.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when another organization has its identity or local code.
    pub async fn insert_organization(
        &mut self,
        organization: &Organization,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let now = jiff_diesel::Timestamp::from(now);
        diesel::insert_into(organizations::table)
            .values((
                organizations::id.eq(organization.id.get()),
                organizations::revision.eq(organization.revision),
                ProfileRow::of(&organization.profile)?,
                ConsentsRow::from(&organization.consents),
                organizations::changed_by.eq(by.get()),
                organizations::created_at.eq(now),
                organizations::updated_at.eq(now),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Updates an organization, including its revision; `by` becomes an author of what approvals show of it, if that
    /// changes. The copies in its publications and documents follow: whether internal invitations are public, and the province.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when another organization has its identity or local code.
    pub async fn update_organization(
        &mut self,
        organization: &Organization,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        diesel::update(organizations::table.find(organization.id.get()))
            .set((
                organizations::revision.eq(organization.revision),
                ProfileRow::of(&organization.profile)?,
                ConsentsRow::from(&organization.consents),
                organizations::changed_by.eq(by.get()),
                organizations::updated_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.waiting_connection())
            .await?;
        self.follow_internal_surveys(organization).await?;
        self.follow_province(organization).await
    }

    async fn follow_internal_surveys(&mut self, organization: &Organization) -> Result<(), StoreError> {
        let shown = organization.profile.settings.publishes_internal_surveys;
        diesel::update(publications::table)
            .filter(publications::organization_id.eq(organization.id.get()))
            .filter(publications::is_internal)
            .filter(publications::is_public.ne(shown))
            .set(publications::is_public.eq(shown))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn follow_province(&mut self, organization: &Organization) -> Result<(), StoreError> {
        let id = organization.id.get();
        let code = organization.profile.province_code.as_str();
        diesel::update(documents::table)
            .filter(documents::organization_id.eq(id).and(documents::province_code.ne(code)))
            .set(documents::province_code.eq(code))
            .execute(self.connection())
            .await?;
        diesel::update(publications::table)
            .filter(
                publications::organization_id
                    .eq(id)
                    .and(publications::province_code.ne(code)),
            )
            .set(publications::province_code.eq(code))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_a_search_stand_for_themselves() {
        assert_eq!(contains_pattern("50%_\\"), "%50\\%\\_\\\\%");
    }
}
