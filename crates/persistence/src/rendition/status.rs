use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::DocumentId;

use crate::rows::{loaded_number, stored_number, withdrawal};
use crate::schema::{publications, verification_records};
use crate::{Store, StoreError};

/// The public state of a document that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationStatus {
    /// The number of the edition that was published last.
    pub edition: u32,
    /// Whether the document may be shown to the public.
    pub is_public: bool,
    /// When that edition was withdrawn, in UTC, and the public reason.
    pub withdrawal: Option<(Timestamp, String)>,
    /// When that edition was published, in UTC.
    pub published_at: Timestamp,
    /// The verification code of that edition, if it has one.
    pub code: Option<String>,
}

type StatusRow = (
    i32,
    bool,
    Option<jiff_diesel::Timestamp>,
    Option<String>,
    jiff_diesel::Timestamp,
    Option<String>,
);

impl Store {
    /// The public state of a document; `None` when it was never published.
    pub async fn publication_status(&self, document: DocumentId) -> Result<Option<PublicationStatus>, StoreError> {
        let row: Option<StatusRow> = self
            .read(async |connection| {
                publications::table
                    .left_join(
                        verification_records::table.on(verification_records::document_id
                            .eq(publications::document_id.nullable())
                            .and(verification_records::edition.eq(publications::edition.nullable()))),
                    )
                    .filter(publications::document_id.eq(document.get()))
                    .filter(publications::is_current)
                    .select((
                        publications::edition,
                        publications::is_public,
                        publications::withdrawn_at,
                        publications::withdraw_reason,
                        publications::published_at,
                        verification_records::code.nullable(),
                    ))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        let Some((edition, is_public, withdrawn_at, reason, published_at, code)) = row else {
            return Ok(None);
        };
        Ok(Some(PublicationStatus {
            edition: loaded_number(edition)?,
            is_public,
            withdrawal: withdrawn_at.map(|at| withdrawal(at, reason)).transpose()?,
            published_at: published_at.to_jiff(),
            code,
        }))
    }

    /// Whether a published edition is for the public. It may be withdrawn.
    pub async fn is_public_edition(&self, document: DocumentId, number: u32) -> Result<bool, StoreError> {
        let number = stored_number(number);
        let is_public = self
            .read(async |connection| {
                publications::table
                    .find((document.get(), number))
                    .select(publications::is_public)
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(is_public.unwrap_or(false))
    }

    /// When an edition was withdrawn from the public, in UTC, and the public reason; `None` when it was not.
    pub async fn withdrawal_of_edition(
        &self,
        document: DocumentId,
        number: u32,
    ) -> Result<Option<(Timestamp, String)>, StoreError> {
        let number = stored_number(number);
        let row: Option<(Option<jiff_diesel::Timestamp>, Option<String>)> = self
            .read(async |connection| {
                publications::table
                    .find((document.get(), number))
                    .select((publications::withdrawn_at, publications::withdraw_reason))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        let Some((Some(at), reason)) = row else { return Ok(None) };
        withdrawal(at, reason).map(Some)
    }

    /// When the next edition after a published one was published, in UTC; `None` when there is none.
    pub async fn next_publication(&self, document: DocumentId, number: u32) -> Result<Option<Timestamp>, StoreError> {
        let number = stored_number(number);
        let at: Option<jiff_diesel::Timestamp> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::document_id.eq(document.get()))
                    .filter(publications::edition.gt(number))
                    .order_by(publications::edition)
                    .select(publications::published_at)
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(at.map(jiff_diesel::Timestamp::to_jiff))
    }
}
