use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;

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

impl Store {
    /// What the public gets for a document; `None` when it is not, and was not, public. `is_public` is false for an
    /// invitation to an internal survey that the organization does not show.
    pub async fn find_public_body(&self, kind: DocumentKind, id: DocumentId) -> Result<Option<PublicBody>, StoreError> {
        let row: Option<BodyRow> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::document_id.eq(id.get()))
                    .filter(publications::kind.eq(kind.as_str()))
                    .filter(publications::is_current)
                    .filter(publications::is_public)
                    .select(BodyRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(match row.withdrawn_at {
            None => PublicBody::Live {
                edition: row.edition.try_into()?,
                etag: row.etag,
            },
            Some(at) => {
                let (at, reason) = withdrawal(at, row.withdraw_reason)?;
                PublicBody::Withdrawn { reason, at }
            }
        }))
    }
}
