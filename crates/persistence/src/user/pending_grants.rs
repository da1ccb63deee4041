use diesel::dsl::{AsSelect, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::PendingGrant;
use uuid::Uuid;

use super::rows::{PendingGrantRow, scope_columns};
use crate::schema::pending_grants;
use crate::{Store, StoreError, Transaction};

/// The second person of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrantConfirmation {
    /// Who confirms it; `None` for the operator of the host.
    pub by: Option<UserId>,
    /// When, in UTC.
    pub at: Timestamp,
}

fn selected() -> Select<pending_grants::table, AsSelect<PendingGrantRow, Pg>> {
    pending_grants::table.select(PendingGrantRow::as_select())
}

impl Store {
    /// The proposed roles of these people, also expired ones, by id.
    pub async fn pending_grants_of(&self, people: &[UserId]) -> Result<Vec<PendingGrant>, StoreError> {
        let people: Vec<Uuid> = people.iter().map(|id| id.get()).collect();
        let rows: Vec<PendingGrantRow> = self
            .read(async |connection| {
                selected()
                    .filter(pending_grants::user_id.eq_any(&people))
                    .order_by(pending_grants::id)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(PendingGrant::try_from).collect()
    }

    /// The proposed roles in these organizations, or everywhere, that have not expired at a moment, by id.
    pub async fn pending_grants_in(
        &self,
        organizations: Option<&[OrganizationId]>,
        at: Timestamp,
        after: Option<MembershipId>,
        limit: i64,
    ) -> Result<Vec<PendingGrant>, StoreError> {
        let rows: Vec<PendingGrantRow> = self
            .read(async |connection| {
                let mut query = selected().into_boxed::<Pg>();
                if let Some(organizations) = organizations {
                    let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
                    query = query.filter(pending_grants::organization_id.eq_any(organizations));
                }
                if let Some(after) = after {
                    query = query.filter(pending_grants::id.gt(after.get()));
                }
                query
                    .filter(pending_grants::expires_at.gt(jiff_diesel::Timestamp::from(at)))
                    .order_by(pending_grants::id)
                    .limit(limit)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(PendingGrant::try_from).collect()
    }

    /// The proposed roles that have expired at a moment, and about whose expiry nobody was told, by id, at most `limit`.
    pub async fn untold_expired_grants(&self, at: Timestamp, limit: i64) -> Result<Vec<PendingGrant>, StoreError> {
        let rows: Vec<PendingGrantRow> = self
            .read(async |connection| {
                selected()
                    .filter(pending_grants::expires_at.le(jiff_diesel::Timestamp::from(at)))
                    .filter(pending_grants::expiry_told_at.is_null())
                    .order_by(pending_grants::id)
                    .limit(limit)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(PendingGrant::try_from).collect()
    }
}

impl Transaction {
    /// Records that people were told of the expiry of a proposal. Lock its person first. Returns whether the
    /// proposal exists and this was not recorded before.
    pub async fn mark_expiry_told(&mut self, id: MembershipId, at: Timestamp) -> Result<bool, StoreError> {
        let marked = diesel::update(pending_grants::table.find(id.get()))
            .filter(pending_grants::expiry_told_at.is_null())
            .set(pending_grants::expiry_told_at.eq(jiff_diesel::NullableTimestamp::from(Some(at))))
            .execute(self.connection())
            .await?;
        Ok(marked > 0)
    }

    /// The proposed roles of a person, also expired ones, by id.
    pub async fn pending_grants_of(&mut self, person: UserId) -> Result<Vec<PendingGrant>, StoreError> {
        let rows: Vec<PendingGrantRow> = selected()
            .filter(pending_grants::user_id.eq(person.get()))
            .order_by(pending_grants::id)
            .load(self.connection())
            .await?;
        rows.into_iter().map(PendingGrant::try_from).collect()
    }

    /// Proposes a role. An expired proposal of the same role gives way to it.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the role is proposed already.
    pub async fn insert_pending_grant(&mut self, pending: &PendingGrant) -> Result<(), StoreError> {
        let grant = &pending.grant;
        // No role of a province needs a second person (`Role::needs_second_person`), so the table has no province.
        let (organization, _) = scope_columns(&grant.membership.scope);
        diesel::delete(pending_grants::table)
            .filter(pending_grants::user_id.eq(grant.user_id.get()))
            .filter(pending_grants::role.eq(grant.membership.role.as_str()))
            .filter(pending_grants::organization_id.is_not_distinct_from(organization))
            .filter(pending_grants::expires_at.le(jiff_diesel::Timestamp::from(pending.proposed_at)))
            .execute(self.connection())
            .await?;
        diesel::insert_into(pending_grants::table)
            .values((
                pending_grants::id.eq(grant.id.get()),
                pending_grants::user_id.eq(grant.user_id.get()),
                pending_grants::role.eq(grant.membership.role.as_str()),
                pending_grants::organization_id.eq(organization),
                pending_grants::proposed_by.eq(pending.proposed_by.map(UserId::get)),
                pending_grants::proposed_at.eq(jiff_diesel::Timestamp::from(pending.proposed_at)),
                pending_grants::expires_at.eq(jiff_diesel::Timestamp::from(pending.expires_at)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Gives a role that was proposed. Lock its person first.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the person already has it.
    pub async fn confirm_pending_grant(
        &mut self,
        pending: &PendingGrant,
        confirmation: GrantConfirmation,
    ) -> Result<(), StoreError> {
        self.delete_pending_grant(pending.grant.id).await?;
        self.insert_membership(&pending.grant, pending.proposed_by, confirmation.at, Some(confirmation))
            .await
    }

    /// Removes a proposal.
    pub async fn delete_pending_grant(&mut self, id: MembershipId) -> Result<(), StoreError> {
        diesel::delete(pending_grants::table.find(id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
