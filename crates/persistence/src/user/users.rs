use diesel::dsl::{AsSelect, IntoBoxed, Select, exists, not};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::user::{StandingName, User};
use uuid::Uuid;

use super::rows::UserRow;
use crate::schema::{memberships, pending_grants, users};
use crate::{Store, StoreError, Transaction};

/// The data that a login is checked against. It has no `Debug`, so that a log never contains it.
pub struct Credential {
    /// The person.
    pub user_id: UserId,
    /// Whether the person may log in.
    pub is_active: bool,
    /// The hash of the password, in the PHC format; `None` before the person has set one.
    pub password_hash: Option<String>,
}

/// The filters of a list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserFilter {
    /// Only people with a role in one of these organizations, or with a proposed one; everybody when absent.
    pub organizations: Option<Vec<OrganizationId>>,
    /// Only accounts of this standing.
    pub standing: Option<StandingName>,
    /// Only people of whom something waits for a second person at this moment, or only the others: an unconfirmed account, or
    /// a proposed role in one of [`Self::organizations`] that has not expired.
    pub awaits_confirmation: Option<(bool, Timestamp)>,
    /// Only people after this one; ids sort by creation.
    pub after: Option<UserId>,
    /// The largest number of people.
    pub limit: i64,
}

fn selected() -> Select<users::table, AsSelect<UserRow, Pg>> {
    users::table.select(UserRow::as_select())
}

impl Store {
    /// The person with this id.
    pub async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> = self
            .read(async |connection| {
                selected()
                    .filter(users::id.eq(id.get()))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(row.map(User::from))
    }

    /// The person with this login name (lower case).
    pub async fn find_user_by_username(&self, username: &str) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> = self
            .read(async |connection| {
                selected()
                    .filter(users::username.eq(username))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(row.map(User::from))
    }

    /// The people with these ids, in no order.
    pub async fn users_with(&self, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let rows: Vec<UserRow> = self
            .read(async |connection| selected().filter(users::id.eq_any(&ids)).load(connection).await)
            .await?;
        Ok(rows.into_iter().map(User::from).collect())
    }

    /// The hash of a person's password, if they have set one. Not for logs.
    pub async fn password_hash_of(&self, id: UserId) -> Result<Option<String>, StoreError> {
        let hash: Option<Option<String>> = self
            .read(async |connection| {
                users::table
                    .filter(users::id.eq(id.get()))
                    .select(users::password_hash)
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(hash.flatten())
    }

    /// The data that a login under this name is checked against.
    pub async fn find_credential(&self, username: &str) -> Result<Option<Credential>, StoreError> {
        let row: Option<(Uuid, bool, Option<String>)> = self
            .read(async |connection| {
                users::table
                    .filter(users::username.eq(username))
                    .select((users::id, users::is_active, users::password_hash))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(row.map(|(id, is_active, password_hash)| Credential {
            user_id: UserId::new(id),
            is_active,
            password_hash,
        }))
    }

    /// The people that match a filter, by id.
    pub async fn users(&self, filter: &UserFilter) -> Result<Vec<User>, StoreError> {
        let rows: Vec<UserRow> = self
            .read(async |connection| filtered(filter).load(connection).await)
            .await?;
        Ok(rows.into_iter().map(User::from).collect())
    }
}

type Filtered<'a> = IntoBoxed<'a, Select<users::table, AsSelect<UserRow, Pg>>, Pg>;

fn filtered(filter: &UserFilter) -> Filtered<'_> {
    let mut query = selected().into_boxed::<Pg>();
    let organizations: Option<Vec<Uuid>> = filter
        .organizations
        .as_ref()
        .map(|of| of.iter().map(|id| id.get()).collect());
    if let Some(organizations) = organizations.clone() {
        let held = memberships::table
            .filter(memberships::user_id.eq(users::id))
            .filter(memberships::organization_id.eq_any(organizations.clone()));
        let proposed = pending_grants::table
            .filter(pending_grants::user_id.eq(users::id))
            .filter(pending_grants::organization_id.eq_any(organizations));
        query = query.filter(exists(held).or(exists(proposed)));
    }
    let is_unconfirmed = || {
        users::password_hash
            .is_not_null()
            .and(users::handed_over_by.is_not_null())
    };
    match filter.standing {
        None => {}
        Some(StandingName::Invited) => query = query.filter(users::password_hash.is_null()),
        Some(StandingName::Unconfirmed) => query = query.filter(is_unconfirmed()),
        Some(StandingName::Confirmed) => {
            query = query.filter(users::password_hash.is_not_null().and(users::handed_over_by.is_null()));
        }
    }
    if let Some((awaits, at)) = filter.awaits_confirmation {
        // A proposed role in another organization does not count: a reader with a list of organizations may not know of it.
        let of_all = organizations.is_none();
        let proposed = pending_grants::table
            .filter(pending_grants::user_id.eq(users::id))
            .filter(pending_grants::expires_at.gt(jiff_diesel::Timestamp::from(at)))
            .filter(
                of_all
                    .into_sql::<Bool>()
                    .nullable()
                    .or(pending_grants::organization_id.eq_any(organizations.unwrap_or_default())),
            );
        query = if awaits {
            query.filter(is_unconfirmed().or(exists(proposed)))
        } else {
            query.filter(not(is_unconfirmed().or(exists(proposed))))
        };
    }
    if let Some(after) = filter.after {
        query = query.filter(users::id.gt(after.get()));
    }
    query.order_by(users::id).limit(filter.limit)
}

impl Transaction {
    /// The person with this id, locked until the end of the transaction.
    pub async fn lock_user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> = selected()
            .filter(users::id.eq(id.get()))
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        Ok(row.map(User::from))
    }

    /// The data that a login of this person is checked against. The person's row is locked until the end of the transaction,
    /// also against another login, because each login counts the sessions of the person.
    pub async fn lock_credential(&mut self, id: UserId) -> Result<Option<Credential>, StoreError> {
        let row: Option<(bool, Option<String>)> = users::table
            .filter(users::id.eq(id.get()))
            .select((users::is_active, users::password_hash))
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        Ok(row.map(|(is_active, password_hash)| Credential {
            user_id: id,
            is_active,
            password_hash,
        }))
    }

    /// Adds a person, who has no password yet.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the login name is taken.
    pub async fn insert_user(&mut self, user: &User, now: Timestamp) -> Result<(), StoreError> {
        let now = jiff_diesel::Timestamp::from(now);
        diesel::insert_into(users::table)
            .values((
                users::id.eq(user.id.get()),
                users::revision.eq(user.revision),
                users::username.eq(&user.username),
                users::display_name.eq(&user.profile.display_name),
                users::position.eq(&user.profile.position),
                users::acting_as.eq(&user.profile.acting_as),
                users::email.eq(&user.profile.email),
                users::is_active.eq(user.profile.is_active),
                users::created_at.eq(now),
                users::updated_at.eq(now),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Updates a person, including the revision.
    pub async fn update_user(&mut self, user: &User, now: Timestamp) -> Result<(), StoreError> {
        diesel::update(users::table.find(user.id.get()))
            .set((
                users::revision.eq(user.revision),
                users::display_name.eq(&user.profile.display_name),
                users::position.eq(&user.profile.position),
                users::acting_as.eq(&user.profile.acting_as),
                users::email.eq(&user.profile.email),
                users::is_active.eq(user.profile.is_active),
                users::updated_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Replaces a person's password.
    pub async fn set_password_hash(&mut self, user: UserId, password_hash: &str) -> Result<(), StoreError> {
        diesel::update(users::table.find(user.get()))
            .set(users::password_hash.eq(password_hash))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Removes a person's password: nobody logs in before another one is set.
    pub async fn delete_password_hash(&mut self, user: UserId) -> Result<(), StoreError> {
        diesel::update(users::table.find(user.get()))
            .set(users::password_hash.eq(None::<String>))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Records which administrator set a person's mail address; `None` for the operator of the host.
    pub async fn set_email_set_by(&mut self, user: UserId, by: Option<UserId>) -> Result<(), StoreError> {
        diesel::update(users::table.find(user.get()))
            .set(users::email_set_by.eq(by.map(UserId::get)))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Which administrator set a person's mail address; `None` if it was nobody, the operator, or is not known.
    pub async fn email_set_by(&mut self, user: UserId) -> Result<Option<UserId>, StoreError> {
        let by: Option<Uuid> = users::table
            .find(user.get())
            .select(users::email_set_by)
            .first(self.connection())
            .await?;
        Ok(by.map(UserId::new))
    }

    /// Records whose token set the password: that of an administrator, until a second person confirms the account. A trigger
    /// adds the administrator to those who had the account in hand, and empties that list with `None`.
    pub async fn set_handed_over_by(&mut self, user: UserId, by: Option<UserId>) -> Result<(), StoreError> {
        diesel::update(users::table.find(user.get()))
            .set(users::handed_over_by.eq(by.map(UserId::get)))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
