use std::collections::BTreeMap;

use diesel::dsl::min;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use crate::rows::known_kinds;
use crate::schema::{organizations, publications};
use crate::{Store, StoreError};

/// The documents that an organization published last, and the data of the organization for its Atom feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatestPublications {
    /// The organization's full Thai name.
    pub name_th: String,
    /// When the organization was created, in UTC. This is the date of a feed without documents.
    pub since: Timestamp,
    /// The public documents, the latest publication first.
    pub documents: Vec<LatestPublication>,
}

/// A public document as an entry of the feed. A correction is no new entry: it changes `published_at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatestPublication {
    /// The id.
    pub id: DocumentId,
    /// The kind.
    pub kind: DocumentKind,
    /// Title or subject.
    pub title: String,
    /// When its first edition was published, in UTC.
    pub first_published_at: Timestamp,
    /// When its live edition was published, in UTC.
    pub published_at: Timestamp,
    /// The reason for which one of its authors approved the live edition.
    pub override_reason: Option<String>,
}

type Row = (Uuid, String, String, jiff_diesel::Timestamp, Option<String>);

impl Store {
    /// The documents that an organization published last and that are still public, at most `limit`. `None` when there
    /// is no such organization.
    pub async fn latest_publications(
        &self,
        organization: OrganizationId,
        limit: i64,
    ) -> Result<Option<LatestPublications>, StoreError> {
        self.read_long(async |connection| latest_publications(connection, organization, limit).await)
            .await
    }
}

async fn latest_publications(
    connection: &mut AsyncPgConnection,
    organization: OrganizationId,
    limit: i64,
) -> Result<Option<LatestPublications>, StoreError> {
    let found: Option<(String, jiff_diesel::Timestamp)> = organizations::table
        .find(organization.get())
        .select((organizations::name_th, organizations::created_at))
        .first(connection)
        .await
        .optional()?;
    let Some((name_th, since)) = found else {
        return Ok(None);
    };
    let rows: Vec<Row> = publications::table
        .filter(publications::organization_id.eq(organization.get()))
        .filter(publications::kind.eq_any(known_kinds()))
        .filter(publications::is_current)
        .filter(publications::is_public)
        .filter(publications::withdrawn_at.is_null())
        .order_by((publications::published_at.desc(), publications::document_id.desc()))
        .limit(limit)
        .select((
            publications::document_id,
            publications::kind,
            publications::title,
            publications::published_at,
            publications::override_reason,
        ))
        .load(connection)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|(id, ..)| *id).collect();
    let first: Vec<(Uuid, Option<jiff_diesel::Timestamp>)> = publications::table
        .filter(publications::document_id.eq_any(ids))
        .group_by(publications::document_id)
        .select((publications::document_id, min(publications::published_at)))
        .load(connection)
        .await?;
    let first: BTreeMap<Uuid, _> = first.into_iter().collect();
    let documents: Result<_, StoreError> = rows.into_iter().map(|row| latest(row, &first)).collect();
    Ok(Some(LatestPublications {
        name_th,
        since: since.to_jiff(),
        documents: documents?,
    }))
}

fn latest(
    (id, kind, title, published_at, override_reason): Row,
    first: &BTreeMap<Uuid, Option<jiff_diesel::Timestamp>>,
) -> Result<LatestPublication, StoreError> {
    // SQL types every minimum as nullable. Each of these documents has an edition, so the alternative is never used.
    let first_published_at = first.get(&id).copied().flatten().unwrap_or(published_at);
    Ok(LatestPublication {
        id: DocumentId::new(id),
        kind: kind
            .parse()
            .map_err(|_| StoreError::Corrupt(format!("{kind} is no kind of document")))?,
        title,
        first_published_at: first_published_at.to_jiff(),
        published_at: published_at.to_jiff(),
        override_reason,
    })
}
