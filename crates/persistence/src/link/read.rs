use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::id::{LinkId, OrganizationId};
use prongsai_domain::link_check::{CheckedLink, LinkFault, LinkOutcome, LinkState};
use prongsai_domain::named::Named as _;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rows::corrupt;
use crate::schema::link_checks;
use crate::{Store, StoreError};

/// A place where an address stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPlace {
    /// What has it: `organization`, `channel`, `result` or a kind of documents.
    pub kind: String,
    /// The id of what has it.
    pub id: Uuid,
    /// The JSON pointer in it.
    pub pointer: String,
}

/// What is known about an address of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLink {
    /// Its id.
    pub id: LinkId,
    /// What is known.
    pub link: CheckedLink,
    /// Where it stood at the last visit.
    pub places: Vec<LinkPlace>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = link_checks, check_for_backend(Pg))]
struct LinkRow {
    id: Uuid,
    organization_id: Uuid,
    url: String,
    places: String,
    state: String,
    status: Option<i16>,
    fault: Option<String>,
    final_url: Option<String>,
    failing_since: Option<jiff_diesel::Timestamp>,
    checked_at: jiff_diesel::Timestamp,
}

impl TryFrom<LinkRow> for StoredLink {
    type Error = StoreError;

    fn try_from(row: LinkRow) -> Result<Self, StoreError> {
        let state = LinkState::with_name(&row.state).ok_or_else(|| corrupt("an unknown state of a link"))?;
        let fault = match row.fault {
            Some(name) => Some(LinkFault::with_name(&name).ok_or_else(|| corrupt("an unknown fault of a link"))?),
            None => None,
        };
        let status = row.status.map(u16::try_from).transpose().map_err(corrupt)?;
        Ok(Self {
            id: LinkId::new(row.id),
            link: CheckedLink {
                url: row.url,
                outcome: LinkOutcome {
                    state,
                    status,
                    fault,
                    final_url: row.final_url,
                },
                checked_at: row.checked_at.to_jiff(),
                failing_since: row.failing_since.map(jiff_diesel::Timestamp::to_jiff),
            },
            places: serde_json::from_str(&row.places).map_err(corrupt)?,
        })
    }
}

impl Store {
    /// What is known about the addresses of an organization, by id: those of one state or of all, after one of them, at most
    /// `limit`.
    pub async fn links_of(
        &self,
        organization: OrganizationId,
        state: Option<LinkState>,
        after: Option<LinkId>,
        limit: i64,
    ) -> Result<Vec<StoredLink>, StoreError> {
        let after = after.map_or(Uuid::nil(), LinkId::get);
        let rows: Vec<LinkRow> = self
            .read(async |connection| {
                let mut query = link_checks::table
                    .select(LinkRow::as_select())
                    .filter(link_checks::organization_id.eq(organization.get()))
                    .filter(link_checks::id.gt(after))
                    .into_boxed::<Pg>();
                if let Some(state) = state {
                    query = query.filter(link_checks::state.eq(state.as_str()));
                }
                query.order_by(link_checks::id).limit(limit).load(connection).await
            })
            .await?;
        rows.into_iter().map(StoredLink::try_from).collect()
    }

    /// All that is known about the addresses of an organization.
    pub async fn all_links_of(&self, organization: OrganizationId) -> Result<Vec<StoredLink>, StoreError> {
        let rows: Vec<LinkRow> = self
            .read_long(async |connection| {
                let found = link_checks::table.filter(link_checks::organization_id.eq(organization.get()));
                Ok(found.select(LinkRow::as_select()).load(connection).await?)
            })
            .await?;
        rows.into_iter().map(StoredLink::try_from).collect()
    }

    /// The addresses of organizations that fail, by organization.
    pub async fn failing_links_of_all(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<Vec<(OrganizationId, CheckedLink)>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<LinkRow> = self
            .read_long(async |connection| {
                let found = link_checks::table
                    .filter(link_checks::organization_id.eq_any(&organizations))
                    .filter(link_checks::failing_since.is_not_null())
                    .order_by((link_checks::organization_id, link_checks::id));
                Ok(found.select(LinkRow::as_select()).load(connection).await?)
            })
            .await?;
        let of_organization = |row: LinkRow| {
            let organization = OrganizationId::new(row.organization_id);
            Ok((organization, StoredLink::try_from(row)?.link))
        };
        rows.into_iter().map(of_organization).collect()
    }
}
