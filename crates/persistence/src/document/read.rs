use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text};
use diesel_async::RunQueryDsl;
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::State;

use super::rows::{DocumentRow, EditionRow};
use super::visibility::Visibility;
use crate::schema::{documents, editions};
use crate::{Store, StoreError};

/// A document with the edition that a reader is shown: the one in work, else the live one, else the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The document.
    pub document: Document,
    /// The edition that is shown.
    pub edition: Edition,
    /// The number of the public edition, where there is one.
    pub live_edition: Option<u32>,
}

/// Which edition comes first when one is to be shown.
pub(super) const SHOWN_FIRST: &str =
    "(state IN ('draft', 'returned', 'submitted', 'approved')) DESC, (state = 'published') DESC, number DESC";

/// The condition under which an edition is visible; `$n` are the three binds of [`Visibility`].
macro_rules! visible {
    ($visibility:expr) => {
        diesel::dsl::sql::<Bool>("(")
            .bind::<Bool, _>($visibility.everything)
            .sql(" OR editions.organization_id = ANY(")
            .bind::<Array<diesel::sql_types::Uuid>, _>(&$visibility.organizations)
            .sql(") OR (editions.province_code = ANY(")
            .bind::<Array<Text>, _>(&$visibility.provinces)
            .sql(") AND editions.state NOT IN ('draft', 'returned')))")
    };
}

pub(super) use visible;

impl Store {
    /// A document with the edition that this reader is shown; nothing when he may not see any.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn find_current(
        &self,
        kind: DocumentKind,
        id: DocumentId,
        visibility: &Visibility,
    ) -> Result<Option<Current>, StoreError> {
        let row = self
            .read(async |connection| {
                documents::table
                    .inner_join(editions::table)
                    .filter(documents::id.eq(id.get()))
                    .filter(documents::kind.eq(kind.as_str()))
                    .filter(visible!(visibility))
                    .order_by(diesel::dsl::sql::<Bool>(SHOWN_FIRST))
                    .select((
                        DocumentRow::as_select(),
                        EditionRow::as_select(),
                        diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::Integer>>(
                            "(SELECT live.number FROM editions live \
                             WHERE live.document_id = documents.id AND live.state = 'published') AS live_edition",
                        ),
                    ))
                    .first::<(DocumentRow, EditionRow, Option<i32>)>(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(|(document, edition, live)| {
            Ok(Current {
                document: document.try_into()?,
                edition: edition.try_into()?,
                live_edition: live.and_then(|number| u32::try_from(number).ok()),
            })
        })
        .transpose()
    }

    /// The editions of a document that this reader may see, newest first; empty when he may not see any.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn editions_of(
        &self,
        kind: DocumentKind,
        id: DocumentId,
        visibility: &Visibility,
    ) -> Result<Vec<Edition>, StoreError> {
        let rows = self
            .read(async |connection| {
                editions::table
                    .filter(editions::document_id.eq(id.get()))
                    .filter(editions::kind.eq(kind.as_str()))
                    .filter(visible!(visibility))
                    .order_by(editions::number.desc())
                    .select(EditionRow::as_select())
                    .load::<EditionRow>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Edition::try_from).collect()
    }
}

/// Orders the editions of one document as [`Store::find_current`] does and takes the first.
pub(super) fn shown(editions: &[Edition]) -> Option<&Edition> {
    editions.iter().max_by_key(|edition| {
        (
            edition.state.is_in_work(),
            edition.state == State::Published,
            edition.number,
        )
    })
}
