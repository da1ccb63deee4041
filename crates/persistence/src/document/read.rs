use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, UserId};
use uuid::Uuid;

use super::rows::{DocumentRow, EditionRow};
use super::shown::{LetterheadAuthors, LiveEdition, Shown};
use super::visibility::{Visibility, visible};
use crate::rows::loaded_number;
use crate::schema::{documents, edition_details};
use crate::{Store, StoreError};

/// A document with the edition that a reader is shown: the one in work, otherwise the live one, otherwise the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The document.
    pub document: Document,
    /// The edition that is shown.
    pub edition: Edition,
    /// The number of the live edition, the one in state `published`, if there is one.
    pub live_edition: Option<u32>,
}

impl TryFrom<(DocumentRow, EditionRow, Option<i32>)> for Current {
    type Error = StoreError;

    fn try_from((document, edition, live): (DocumentRow, EditionRow, Option<i32>)) -> Result<Self, StoreError> {
        Ok(Self {
            document: document.try_into()?,
            edition: edition.try_into()?,
            live_edition: live.map(loaded_number).transpose()?,
        })
    }
}

impl Store {
    /// A document with the edition that this reader is shown; `None` when the reader may not see any edition. The
    /// edition has its letterhead authors.
    pub async fn find_current(
        &self,
        kind: DocumentKind,
        id: DocumentId,
        visibility: &Visibility,
    ) -> Result<Option<Current>, StoreError> {
        let row = self
            .read(async |connection| {
                documents::table
                    .inner_join(edition_details::table)
                    .filter(documents::id.eq(id.get()))
                    .filter(documents::kind.eq(kind.as_str()))
                    .filter(Shown::one(id.get(), visibility))
                    .select((
                        DocumentRow::as_select(),
                        EditionRow::as_select(),
                        LiveEdition,
                        LetterheadAuthors,
                    ))
                    .first::<(DocumentRow, EditionRow, Option<i32>, Vec<Uuid>)>(connection)
                    .await
                    .optional()
            })
            .await?;
        let Some((document, edition, live, authors)) = row else {
            return Ok(None);
        };
        let mut current = Current::try_from((document, edition, live))?;
        current.edition.letterhead_authors = authors.into_iter().map(UserId::new).collect();
        Ok(Some(current))
    }

    /// The editions of a document that this reader may see, newest first.
    pub async fn editions_of(
        &self,
        kind: DocumentKind,
        id: DocumentId,
        visibility: &Visibility,
    ) -> Result<Vec<Edition>, StoreError> {
        let rows = self
            .read(async |connection| {
                edition_details::table
                    .filter(edition_details::document_id.eq(id.get()))
                    .filter(edition_details::kind.eq(kind.as_str()))
                    .filter(visible!(visibility))
                    .order_by(edition_details::number.desc())
                    .select(EditionRow::as_select())
                    .load::<EditionRow>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Edition::try_from).collect()
    }
}
