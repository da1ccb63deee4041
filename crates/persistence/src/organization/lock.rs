use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use uuid::Uuid;

use super::queries::{one, selected};
use super::rows::OrganizationRow;
use crate::schema::{documents, organizations};
use crate::{StoreError, Transaction};

/// See [`Transaction::share_organization_of`]. The connection is shared with other statements of the same round trip.
pub(crate) async fn share_organization_of(
    mut connection: &AsyncPgConnection,
    kind: DocumentKind,
    document: DocumentId,
) -> Result<Option<Organization>, StoreError> {
    let whose = documents::table
        .filter(documents::id.eq(document.get()))
        .filter(documents::kind.eq(kind.as_str()))
        .select(documents::organization_id);
    one(selected()
        .filter(organizations::id.eq_any(whose))
        .for_share()
        .first(&mut connection)
        .await
        .optional()?)
}

impl Transaction {
    /// The organization with this id, locked until the end of the transaction.
    pub async fn lock_organization(&mut self, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
        one(selected()
            .filter(organizations::id.eq(id.get()))
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?)
    }

    /// The organizations with these ids that exist, by id, locked until the end of the transaction.
    pub async fn lock_organizations(&mut self, ids: &[OrganizationId]) -> Result<Vec<Organization>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let rows: Vec<OrganizationRow> = selected()
            .filter(organizations::id.eq_any(ids))
            .order_by(organizations::id)
            .for_no_key_update()
            .load(self.waiting_connection())
            .await?;
        rows.into_iter().map(Organization::try_from).collect()
    }

    /// The organization with this id, locked in shared mode until the end of the transaction: the first lock of every
    /// transaction that changes data of an organization. Other transactions may take the same lock.
    pub async fn share_organization(&mut self, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
        one(selected()
            .filter(organizations::id.eq(id.get()))
            .for_share()
            .first(self.waiting_connection())
            .await
            .optional()?)
    }

    /// The same without waiting; `None` when another transaction holds a lock that excludes this one, and when the
    /// organization does not exist.
    pub async fn try_share_organization(&mut self, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
        one(selected()
            .filter(organizations::id.eq(id.get()))
            .for_share()
            .skip_locked()
            .first(self.connection())
            .await
            .optional()?)
    }

    /// As [`Self::share_organization`], for the organization of a document.
    pub async fn share_organization_of(
        &mut self,
        kind: DocumentKind,
        document: DocumentId,
    ) -> Result<Option<Organization>, StoreError> {
        share_organization_of(self.waiting_connection(), kind, document).await
    }

    /// The number of these organizations that exist.
    pub async fn count_organizations(&mut self, ids: &[OrganizationId]) -> Result<usize, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let count: i64 = organizations::table
            .filter(organizations::id.eq_any(ids))
            .count()
            .get_result(self.connection())
            .await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}
