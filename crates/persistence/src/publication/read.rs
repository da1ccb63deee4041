use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;

use crate::schema::publications;
use crate::{Store, StoreError};

/// What an anonymous reader of a published document is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicBody {
    /// It is live.
    Live {
        /// The canonical bytes.
        body: String,
        /// Their entity tag, without quotes.
        etag: String,
    },
    /// It was live and has been withdrawn.
    Withdrawn {
        /// The public reason.
        reason: String,
        /// When, in UTC.
        at: Timestamp,
    },
}

type BodyRow = (String, String, bool, Option<jiff_diesel::Timestamp>, Option<String>);

impl Store {
    /// The public answer for a document; nothing when it is not, and was not, shown to the public.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn find_public_body(&self, kind: DocumentKind, id: DocumentId) -> Result<Option<PublicBody>, StoreError> {
        let row = self
            .read(async |connection| {
                publications::table
                    .filter(publications::document_id.eq(id.get()))
                    .filter(publications::kind.eq(kind.as_str()))
                    .select((
                        publications::body,
                        publications::etag,
                        publications::is_public,
                        publications::withdrawn_at,
                        publications::withdraw_reason,
                    ))
                    .first::<BodyRow>(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(row.and_then(
            |(body, etag, is_public, withdrawn_at, reason)| match (is_public, withdrawn_at) {
                (false, _) => None,
                (true, None) => Some(PublicBody::Live { body, etag }),
                (true, Some(at)) => Some(PublicBody::Withdrawn {
                    reason: reason.unwrap_or_default(),
                    at: at.to_jiff(),
                }),
            },
        ))
    }
}
