use diesel::prelude::*;
use diesel::sql_types::{SmallInt, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::document::{Content, ContentVersion, DocumentKind};
use prongsai_domain::id::{ContentId, DocumentId};
use uuid::Uuid;

use super::{ContentRow, Stored};
use crate::rows::as_json;
use crate::schema::contents;
use crate::store::fixed;
use crate::{Store, StoreError, Transaction};

/// A content that was found by a reference.
#[derive(Clone, Debug, QueryableByName)]
pub struct StoredContent {
    /// The id of the document, result or analysis.
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: Uuid,
    /// SHA-256 of the body, in hexadecimal.
    #[diesel(sql_type = Text)]
    pub sha256: String,
    /// The schema version of the body.
    #[diesel(sql_type = SmallInt)]
    pub schema_version: i16,
    /// The canonical JSON.
    #[diesel(sql_type = Text)]
    pub body: String,
}

impl StoredContent {
    /// Reads the value.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the body is not such a value.
    pub fn decode<T: Stored>(&self) -> Result<T, StoreError> {
        T::decode(self.schema_version, &self.body)
    }
}

/// Several versions of a subject may have the same bytes; the query returns one of them.
const BY_REFERENCE: &str = "SELECT DISTINCT ON (content.subject_id, content.sha256) \
        content.subject_id, content.sha256, content.schema_version, content.body \
    FROM json_array_elements($1::json) wanted \
    JOIN contents content ON content.subject_id = (wanted ->> 0)::uuid AND content.sha256 = wanted ->> 1 \
    ORDER BY content.subject_id, content.sha256";

async fn load(
    connection: &mut AsyncPgConnection,
    references: &[(Uuid, &str)],
) -> Result<Vec<StoredContent>, StoreError> {
    Ok(fixed(BY_REFERENCE).text(as_json(&references)?).load(connection).await?)
}

impl Store {
    /// The contents with these references (subject and SHA-256), in no particular order.
    pub async fn contents(&self, references: &[(Uuid, &str)]) -> Result<Vec<StoredContent>, StoreError> {
        self.read_long(async |connection| load(connection, references).await)
            .await
    }
}

impl Transaction {
    /// The contents with these references (subject and SHA-256), in no particular order.
    pub async fn contents(&mut self, references: &[(Uuid, &str)]) -> Result<Vec<StoredContent>, StoreError> {
        load(self.connection(), references).await
    }

    /// One stored version of the content of a document.
    pub async fn document_content(
        &mut self,
        kind: DocumentKind,
        id: ContentId,
    ) -> Result<Option<(Content, ContentVersion)>, StoreError> {
        let row: Option<ContentRow> = contents::table
            .find(id.get())
            .filter(contents::kind.eq(kind.as_str()))
            .select(ContentRow::as_select())
            .first(self.connection())
            .await
            .optional()?;
        row.map(|row| Ok((row.decode_document(kind)?, row.version()?)))
            .transpose()
    }

    /// The newest version of a document's content with this SHA-256.
    pub async fn document_content_with(
        &mut self,
        kind: DocumentKind,
        document: DocumentId,
        sha256: &str,
    ) -> Result<Option<(Content, ContentVersion)>, StoreError> {
        let row: Option<ContentRow> = contents::table
            .filter(contents::subject_id.eq(document.get()))
            .filter(contents::kind.eq(kind.as_str()))
            .filter(contents::sha256.eq(sha256))
            .order_by(contents::version.desc())
            .select(ContentRow::as_select())
            .first(self.connection())
            .await
            .optional()?;
        row.map(|row| Ok((row.decode_document(kind)?, row.version()?)))
            .transpose()
    }
}
