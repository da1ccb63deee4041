use diesel::pg::Pg;
use diesel::prelude::*;
use prongsai_domain::document::{Content, ContentVersion, DocumentKind};
use prongsai_domain::id::{ContentId, UserId};
use uuid::Uuid;

use super::{Stored, read_document};
use crate::StoreError;
use crate::rows::loaded_number;
use crate::schema::contents;

/// A content that is loaded together with its subject.
#[derive(Queryable, Selectable)]
#[diesel(table_name = contents, check_for_backend(Pg))]
pub(crate) struct ContentRow {
    id: Uuid,
    version: i32,
    schema_version: i16,
    body: String,
    sha256: String,
    contributors: Vec<Uuid>,
    base_id: Option<Uuid>,
}

impl ContentRow {
    /// Reads the value.
    pub(crate) fn decode<T: Stored>(&self) -> Result<T, StoreError> {
        T::decode(self.schema_version, &self.body)
    }

    /// Reads the content of a document of this kind.
    pub(crate) fn decode_document(&self, kind: DocumentKind) -> Result<Content, StoreError> {
        read_document(kind, self.schema_version, &self.body)
    }

    /// The version without its body.
    pub(crate) fn version(self) -> Result<ContentVersion, StoreError> {
        Ok(ContentVersion {
            id: ContentId::new(self.id),
            number: loaded_number(self.version)?,
            sha256: self.sha256,
            contributors: self.contributors.into_iter().map(UserId::new).collect(),
            base: self.base_id.map(ContentId::new),
        })
    }
}
