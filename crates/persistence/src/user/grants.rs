use diesel::dsl::{AsSelect, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::access::{Membership, Role};
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::{Grant, User};
use uuid::Uuid;

use super::pending_grants::GrantConfirmation;
use super::rows::{GrantRow, UserRow, scope_columns};
use crate::schema::{memberships, users};
use crate::{Store, StoreError, Transaction};

/// The key of the advisory lock that is held while an administrator may be removed: `prongsai` in ASCII. It
/// only has to differ from the keys of other advisory locks in the same database.
const ADMINISTRATORS: i64 = 0x7072_6f6e_6773_6169;

fn selected() -> Select<memberships::table, AsSelect<GrantRow, Pg>> {
    memberships::table.select(GrantRow::as_select())
}

impl Store {
    /// The roles of these people, by id.
    pub async fn grants_of(&self, people: &[UserId]) -> Result<Vec<Grant>, StoreError> {
        let people: Vec<Uuid> = people.iter().map(|id| id.get()).collect();
        let rows: Vec<GrantRow> = self
            .read(async |connection| {
                selected()
                    .filter(memberships::user_id.eq_any(&people))
                    .order_by(memberships::id)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }
}

impl Store {
    /// The people who may act as administrators of these organizations or of the platform, with each role that lets them, by
    /// person: active, with a password, and confirmed. At most 200 roles.
    pub async fn administrators_in(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<Vec<(User, Membership)>, StoreError> {
        let of: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<(UserRow, GrantRow)> = self
            .read(async |connection| {
                let of_organization = memberships::role
                    .eq(Role::OrganizationAdmin.as_str())
                    .and(memberships::organization_id.eq_any(&of));
                memberships::table
                    .inner_join(users::table.on(users::id.eq(memberships::user_id)))
                    .filter(memberships::role.eq(Role::PlatformAdmin.as_str()).or(of_organization))
                    .filter(users::is_active)
                    .filter(users::password_hash.is_not_null())
                    .filter(users::handed_over_by.is_null())
                    .order_by((users::id, memberships::id))
                    .limit(200)
                    .select((UserRow::as_select(), GrantRow::as_select()))
                    .load(connection)
                    .await
            })
            .await?;
        let administrator = |(user, grant): (UserRow, GrantRow)| {
            let grant = Grant::try_from(grant)?;
            Ok((User::from(user), grant.membership))
        };
        rows.into_iter().map(administrator).collect()
    }
}

impl Transaction {
    /// The roles of a person, by id.
    pub async fn grants_of(&mut self, person: UserId) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<GrantRow> = selected()
            .filter(memberships::user_id.eq(person.get()))
            .order_by(memberships::id)
            .load(self.connection())
            .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }

    /// Gives a role that one person may give. What two people must give goes through
    /// [`Transaction::insert_pending_grant`].
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the person already has it.
    pub async fn insert_grant(
        &mut self,
        grant: &Grant,
        granted_by: Option<UserId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.insert_membership(grant, granted_by, now, None).await
    }

    /// Stores a role, with its second person if it has one.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the person already has it.
    pub(super) async fn insert_membership(
        &mut self,
        grant: &Grant,
        granted_by: Option<UserId>,
        at: Timestamp,
        confirmation: Option<GrantConfirmation>,
    ) -> Result<(), StoreError> {
        let (organization, province) = scope_columns(&grant.membership.scope);
        let confirmed_by = confirmation.and_then(|confirmation| confirmation.by);
        let confirmed_at = confirmation.map(|confirmation| confirmation.at);
        diesel::insert_into(memberships::table)
            .values((
                memberships::id.eq(grant.id.get()),
                memberships::user_id.eq(grant.user_id.get()),
                memberships::role.eq(grant.membership.role.as_str()),
                memberships::organization_id.eq(organization),
                memberships::province_code.eq(province),
                memberships::granted_by.eq(granted_by.map(UserId::get)),
                memberships::created_at.eq(jiff_diesel::Timestamp::from(at)),
                memberships::confirmed_by.eq(confirmed_by.map(UserId::get)),
                memberships::confirmed_at.eq(jiff_diesel::NullableTimestamp::from(confirmed_at)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Removes a role.
    pub async fn delete_grant(&mut self, id: MembershipId) -> Result<(), StoreError> {
        diesel::delete(memberships::table.find(id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The people who may act as administrators of an organization: active, with a password, and confirmed.
    pub async fn administrators_of(&mut self, organization: OrganizationId) -> Result<Vec<UserId>, StoreError> {
        let ids: Vec<Uuid> = memberships::table
            .inner_join(users::table.on(users::id.eq(memberships::user_id)))
            .filter(memberships::role.eq(Role::OrganizationAdmin.as_str()))
            .filter(memberships::organization_id.eq(organization.get()))
            .filter(users::is_active)
            .filter(users::password_hash.is_not_null())
            .filter(users::handed_over_by.is_null())
            .order_by(users::id)
            .select(users::id)
            .load(self.connection())
            .await?;
        Ok(ids.into_iter().map(UserId::new).collect())
    }

    /// The active administrators of these organizations; without organizations those of the platform. They are told what
    /// happens to the accounts of others.
    pub async fn administrators_to_tell(
        &mut self,
        organizations: &[OrganizationId],
    ) -> Result<Vec<UserId>, StoreError> {
        let of: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let mut query = memberships::table
            .inner_join(users::table.on(users::id.eq(memberships::user_id)))
            .filter(users::is_active)
            .select(users::id)
            .distinct()
            .into_boxed::<Pg>();
        query = if of.is_empty() {
            query.filter(memberships::role.eq(Role::PlatformAdmin.as_str()))
        } else {
            query
                .filter(memberships::role.eq(Role::OrganizationAdmin.as_str()))
                .filter(memberships::organization_id.eq_any(of))
        };
        let ids: Vec<Uuid> = query.load(self.connection()).await?;
        Ok(ids.into_iter().map(UserId::new).collect())
    }

    /// Waits for other transactions that may remove an administrator, until their end.
    pub async fn lock_administrators(&mut self) -> Result<(), StoreError> {
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
            .bind::<diesel::sql_types::BigInt, _>(ADMINISTRATORS)
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// The number of platform administrators other than this person who may act. Another transaction that counts waits until
    /// the end of this one, so that two administrators cannot remove each other at the same time.
    pub async fn count_other_platform_admins(&mut self, person: UserId) -> Result<i64, StoreError> {
        self.lock_administrators().await?;
        Ok(memberships::table
            .inner_join(users::table.on(users::id.eq(memberships::user_id)))
            .filter(memberships::role.eq(Role::PlatformAdmin.as_str()))
            .filter(users::is_active)
            .filter(users::password_hash.is_not_null())
            .filter(users::handed_over_by.is_null())
            .filter(users::id.ne(person.get()))
            .count()
            .get_result(self.connection())
            .await?)
    }
}
