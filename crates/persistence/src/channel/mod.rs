//! Channels of organizations.

use diesel::dsl::{AsSelect, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::channel::{Channel, ChannelContent, ChannelKind};
use prongsai_domain::id::{ChannelId, OrganizationId};
use prongsai_domain::named::Named as _;
use uuid::Uuid;

use crate::rows::corrupt;
use crate::schema::channels;
use crate::{Store, StoreError, Transaction};

#[derive(Queryable, Selectable)]
#[diesel(table_name = channels, check_for_backend(Pg))]
struct ChannelRow {
    id: Uuid,
    organization_id: Uuid,
    revision: i64,
    key: String,
    kind: String,
    title: String,
    address: String,
    is_checked: bool,
}

impl TryFrom<ChannelRow> for Channel {
    type Error = StoreError;

    fn try_from(row: ChannelRow) -> Result<Self, StoreError> {
        let unknown = || corrupt(format!("{} is no kind of channels", row.kind));
        Ok(Self {
            id: ChannelId::new(row.id),
            organization_id: OrganizationId::new(row.organization_id),
            revision: row.revision,
            content: ChannelContent {
                kind: ChannelKind::with_name(&row.kind).ok_or_else(unknown)?,
                key: row.key,
                title: row.title,
                address: row.address,
                is_checked: row.is_checked,
            },
        })
    }
}

fn selected() -> Select<channels::table, AsSelect<ChannelRow, Pg>> {
    channels::table.select(ChannelRow::as_select())
}

fn loaded(rows: Vec<ChannelRow>) -> Result<Vec<Channel>, StoreError> {
    rows.into_iter().map(Channel::try_from).collect()
}

impl Store {
    /// A channel of an organization.
    pub async fn find_channel(
        &self,
        organization: OrganizationId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        let row: Option<ChannelRow> = self
            .read(async |connection| {
                selected()
                    .filter(channels::id.eq(id.get()))
                    .filter(channels::organization_id.eq(organization.get()))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(Channel::try_from).transpose()
    }

    /// The channels of an organization by id, after one of them, at most `limit`.
    pub async fn channels_of(
        &self,
        organization: OrganizationId,
        after: Option<ChannelId>,
        limit: i64,
    ) -> Result<Vec<Channel>, StoreError> {
        let after = after.map_or(Uuid::nil(), ChannelId::get);
        let rows: Vec<ChannelRow> = self
            .read(async |connection| {
                selected()
                    .filter(channels::organization_id.eq(organization.get()))
                    .filter(channels::id.gt(after))
                    .order_by(channels::id)
                    .limit(limit)
                    .load(connection)
                    .await
            })
            .await?;
        loaded(rows)
    }

    /// All channels of organizations, by id.
    pub async fn channels_of_all(&self, organizations: &[OrganizationId]) -> Result<Vec<Channel>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<ChannelRow> = self
            .read_long(async |connection| {
                let found = selected().filter(channels::organization_id.eq_any(&organizations));
                Ok(found.order_by(channels::id).load(connection).await?)
            })
            .await?;
        loaded(rows)
    }
}

impl Transaction {
    /// The number of channels of an organization.
    pub async fn count_channels(&mut self, organization: OrganizationId) -> Result<u64, StoreError> {
        let count: i64 = channels::table
            .filter(channels::organization_id.eq(organization.get()))
            .count()
            .get_result(self.connection())
            .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// A channel of an organization, locked until the end of the transaction.
    pub async fn lock_channel(
        &mut self,
        organization: OrganizationId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        let row: Option<ChannelRow> = selected()
            .filter(channels::id.eq(id.get()))
            .filter(channels::organization_id.eq(organization.get()))
            .for_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        row.map(Channel::try_from).transpose()
    }

    /// Adds a channel.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the organization has a channel with that key.
    pub async fn insert_channel(&mut self, channel: &Channel, now: Timestamp) -> Result<(), StoreError> {
        let now = jiff_diesel::Timestamp::from(now);
        let content = &channel.content;
        diesel::insert_into(channels::table)
            .values((
                channels::id.eq(channel.id.get()),
                channels::organization_id.eq(channel.organization_id.get()),
                channels::revision.eq(channel.revision),
                channels::key.eq(&content.key),
                channels::kind.eq(content.kind.as_str()),
                channels::title.eq(&content.title),
                channels::address.eq(&content.address),
                channels::is_checked.eq(content.is_checked),
                channels::created_at.eq(now),
                channels::updated_at.eq(now),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Replaces what a channel is, except its key.
    pub async fn update_channel(&mut self, channel: &Channel, now: Timestamp) -> Result<(), StoreError> {
        let content = &channel.content;
        diesel::update(channels::table.find(channel.id.get()))
            .set((
                channels::revision.eq(channel.revision),
                channels::kind.eq(content.kind.as_str()),
                channels::title.eq(&content.title),
                channels::address.eq(&content.address),
                channels::is_checked.eq(content.is_checked),
                channels::updated_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Deletes a channel.
    pub async fn delete_channel(&mut self, id: ChannelId) -> Result<(), StoreError> {
        diesel::delete(channels::table.find(id.get()))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }
}
