use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use uuid::Uuid;

use super::edition::{PublicEdition, PublicEditionRow};
use crate::rows::withdrawal;
use crate::schema::publications;
use crate::{Store, StoreError};

/// What the public gets at the address of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicBody {
    /// The live edition.
    Live {
        /// The edition.
        edition: PublicEdition,
        /// The entity tag of the served bytes, without quotes.
        etag: String,
    },
    /// The withdrawal of the edition that was live.
    Withdrawn {
        /// The public reason.
        reason: String,
        /// Time of withdrawal, in UTC.
        at: Timestamp,
    },
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = publications, check_for_backend(diesel::pg::Pg))]
struct BodyRow {
    #[diesel(embed)]
    edition: PublicEditionRow,
    etag: String,
    withdrawn_at: Option<jiff_diesel::Timestamp>,
    withdraw_reason: Option<String>,
}

impl TryFrom<BodyRow> for PublicBody {
    type Error = StoreError;

    fn try_from(row: BodyRow) -> Result<Self, StoreError> {
        Ok(match row.withdrawn_at {
            None => Self::Live {
                edition: row.edition.try_into()?,
                etag: row.etag,
            },
            Some(at) => {
                let (at, reason) = withdrawal(at, row.withdraw_reason)?;
                Self::Withdrawn { reason, at }
            }
        })
    }
}

impl Store {
    /// What the public gets for a document; `None` when it is not, and was not, public. `is_public` is false for an
    /// invitation to an internal survey that the organization does not show.
    pub async fn find_public_body(&self, kind: DocumentKind, id: DocumentId) -> Result<Option<PublicBody>, StoreError> {
        let found = self.find_public_bodies(&[(kind, id)]).await?;
        Ok(found.into_iter().next().map(|(_, body)| body))
    }

    /// What the public gets for some documents, as [`find_public_body`](Self::find_public_body), in no particular order. Those
    /// that were never public are missing.
    pub async fn find_public_bodies(
        &self,
        keys: &[(DocumentKind, DocumentId)],
    ) -> Result<Vec<((DocumentKind, DocumentId), PublicBody)>, StoreError> {
        let ids: Vec<Uuid> = keys.iter().map(|(_, id)| id.get()).collect();
        let rows: Vec<BodyRow> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::document_id.eq_any(&ids))
                    .filter(publications::is_current)
                    .filter(publications::is_public)
                    .select(BodyRow::as_select())
                    .load(connection)
                    .await
            })
            .await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            // An id of another kind is not found.
            if let Some(key) = row.edition.key().filter(|key| keys.contains(key)) {
                found.push((key, row.try_into()?));
            }
        }
        Ok(found)
    }
}
