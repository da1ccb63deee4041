//! Divisions of organizations.

use diesel::dsl::{AsSelect, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::organization::Division;
use prongsai_domain::text::fold;
use uuid::Uuid;

use crate::schema::divisions;
use crate::{Store, StoreError, Transaction};

#[derive(Queryable, Selectable)]
#[diesel(table_name = divisions, check_for_backend(Pg))]
struct DivisionRow {
    id: Uuid,
    organization_id: Uuid,
    revision: i64,
    name_th: String,
    is_active: bool,
}

impl From<DivisionRow> for Division {
    fn from(row: DivisionRow) -> Self {
        Self {
            id: DivisionId::new(row.id),
            organization_id: OrganizationId::new(row.organization_id),
            revision: row.revision,
            name_th: row.name_th,
            is_active: row.is_active,
        }
    }
}

fn selected() -> Select<divisions::table, AsSelect<DivisionRow, Pg>> {
    divisions::table.select(DivisionRow::as_select())
}

impl Store {
    /// A division of an organization.
    pub async fn find_division(
        &self,
        organization: OrganizationId,
        id: DivisionId,
    ) -> Result<Option<Division>, StoreError> {
        let row: Option<DivisionRow> = self
            .read(async |connection| {
                selected()
                    .filter(divisions::id.eq(id.get()))
                    .filter(divisions::organization_id.eq(organization.get()))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(row.map(Division::from))
    }

    /// The divisions of an organization by id, after one of them, at most `limit`.
    pub async fn divisions_of(
        &self,
        organization: OrganizationId,
        after: Option<DivisionId>,
        limit: i64,
    ) -> Result<Vec<Division>, StoreError> {
        let rows: Vec<DivisionRow> = self
            .read(async |connection| {
                let mut query = selected()
                    .into_boxed::<Pg>()
                    .filter(divisions::organization_id.eq(organization.get()));
                if let Some(after) = after {
                    query = query.filter(divisions::id.gt(after.get()));
                }
                query.order_by(divisions::id).limit(limit).load(connection).await
            })
            .await?;
        Ok(rows.into_iter().map(Division::from).collect())
    }
}

impl Store {
    /// All divisions of organizations, by id.
    pub async fn divisions_of_all(&self, organizations: &[OrganizationId]) -> Result<Vec<Division>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<DivisionRow> = self
            .read_long(async |connection| {
                let found = selected().filter(divisions::organization_id.eq_any(&organizations));
                Ok(found.order_by(divisions::id).load(connection).await?)
            })
            .await?;
        Ok(rows.into_iter().map(Division::from).collect())
    }
}

impl Transaction {
    /// All divisions of an organization, by id.
    pub async fn divisions_of(&mut self, organization: OrganizationId) -> Result<Vec<Division>, StoreError> {
        let rows: Vec<DivisionRow> = selected()
            .filter(divisions::organization_id.eq(organization.get()))
            .order_by(divisions::id)
            .load(self.connection())
            .await?;
        Ok(rows.into_iter().map(Division::from).collect())
    }

    /// The number of divisions of an organization.
    pub async fn count_divisions(&mut self, organization: OrganizationId) -> Result<u64, StoreError> {
        let count: i64 = divisions::table
            .filter(divisions::organization_id.eq(organization.get()))
            .count()
            .get_result(self.connection())
            .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// A division of an organization, locked until the end of the transaction against changes and new references.
    pub async fn lock_division(
        &mut self,
        organization: OrganizationId,
        id: DivisionId,
    ) -> Result<Option<Division>, StoreError> {
        let row: Option<DivisionRow> = selected()
            .filter(divisions::id.eq(id.get()))
            .filter(divisions::organization_id.eq(organization.get()))
            .for_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        Ok(row.map(Division::from))
    }

    /// Adds a division.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the organization has a division with that name.
    pub async fn insert_division(&mut self, division: &Division, now: Timestamp) -> Result<(), StoreError> {
        self.insert_divisions(std::slice::from_ref(division), now).await
    }

    /// Adds divisions, in one statement.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the organization has a division with one of the names.
    pub async fn insert_divisions(&mut self, new: &[Division], now: Timestamp) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        let now = jiff_diesel::Timestamp::from(now);
        let rows: Vec<_> = new
            .iter()
            .map(|division| {
                (
                    divisions::id.eq(division.id.get()),
                    divisions::organization_id.eq(division.organization_id.get()),
                    divisions::revision.eq(division.revision),
                    divisions::name_th.eq(&division.name_th),
                    divisions::name_folded.eq(fold(&division.name_th)),
                    divisions::is_active.eq(division.is_active),
                    divisions::created_at.eq(now),
                )
            })
            .collect();
        diesel::insert_into(divisions::table)
            .values(rows)
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Updates a division's name and revision, and whether it is active.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the organization has another division with that name.
    pub async fn update_division(&mut self, division: &Division) -> Result<(), StoreError> {
        diesel::update(divisions::table.find(division.id.get()))
            .set((
                divisions::revision.eq(division.revision),
                divisions::name_th.eq(&division.name_th),
                divisions::name_folded.eq(fold(&division.name_th)),
                divisions::is_active.eq(division.is_active),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Deletes a division.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when an edition refers to it.
    pub async fn delete_division(&mut self, id: DivisionId) -> Result<(), StoreError> {
        diesel::delete(divisions::table.find(id.get()))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }
}
