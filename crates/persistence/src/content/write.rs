use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{ContentId, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::Encoded;
use crate::rows::{as_json, loaded_number};
use crate::store::fixed;
use crate::{StoreError, Transaction};

/// A version of a content that will be inserted.
#[derive(Clone, Debug)]
pub struct NewContent {
    /// The id.
    pub id: ContentId,
    /// The document, result or analysis that it belongs to.
    pub subject: Uuid,
    /// The content in its stored form.
    pub encoded: Encoded,
    /// The person who wrote it; `None` when the system derived it from its base: nobody becomes an author by that.
    pub author: Option<UserId>,
    /// The version that it was made from.
    pub base: Option<ContentVersion>,
    /// The authors of other contents that it quotes, such as the scores in an analysis. They are its authors too.
    pub quoted: Vec<UserId>,
    /// The time of writing, in UTC.
    pub at: Timestamp,
}

/// A row of `contents` without its version number, which the statement assigns. Three statements list these columns:
/// [`INSERT_CONTENTS`], `INSERT_DOCUMENTS` in `document/write.rs` and `INSERT_RESULTS` in `result/write.rs`. `CREATE` in
/// `document/create.rs` lists all of them but the base.
#[derive(Serialize)]
pub(crate) struct NewContentRow<'a> {
    id: Uuid,
    kind: &'a str,
    subject_id: Uuid,
    schema_version: i16,
    body: &'a str,
    sha256: &'a str,
    author_id: Option<Uuid>,
    contributors: Vec<Uuid>,
    base_id: Option<Uuid>,
    created_at: Timestamp,
}

/// Inserts rows of `contents` from the JSON array `$1`.
pub(crate) const INSERT_CONTENTS: &str = "INSERT INTO contents \
    (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id, created_at) \
    SELECT id, kind, subject_id, \
           coalesce((SELECT max(known.version) FROM contents known WHERE known.subject_id = new.subject_id), 0) + 1, \
           schema_version, body, sha256, author_id, \
           contributors || coalesce((SELECT array_agg(DISTINCT person) FROM contents known, unnest(known.contributors) person \
                                     WHERE known.subject_id = new.subject_id AND known.sha256 = new.sha256 \
                                       AND person <> ALL (new.contributors)), '{}'), \
           base_id, created_at \
    FROM json_populate_recordset(NULL::contents, $1::json) new RETURNING id, version, contributors";

#[derive(QueryableByName)]
struct Numbered {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Array<SqlUuid>)]
    contributors: Vec<Uuid>,
}

impl NewContent {
    /// The version that the content becomes under a number.
    pub fn version(&self, number: u32) -> ContentVersion {
        ContentVersion {
            id: self.id,
            number,
            sha256: self.encoded.canonical.sha256.clone(),
            contributors: self.contributors(),
            base: self.base.as_ref().map(|base| base.id),
        }
    }

    fn contributors(&self) -> Vec<UserId> {
        let mut contributors = self
            .base
            .as_ref()
            .map(|base| base.contributors.clone())
            .unwrap_or_default();
        for author in self.quoted.iter().copied().chain(self.author) {
            if !contributors.contains(&author) {
                contributors.push(author);
            }
        }
        contributors
    }

    pub(crate) fn row(&self) -> NewContentRow<'_> {
        NewContentRow {
            id: self.id.get(),
            kind: self.encoded.kind,
            subject_id: self.subject,
            schema_version: self.encoded.schema_version,
            body: &self.encoded.canonical.text,
            sha256: &self.encoded.canonical.sha256,
            author_id: self.author.map(UserId::get),
            contributors: self.contributors().iter().map(|person| person.get()).collect(),
            base_id: self.base.as_ref().map(|base| base.id.get()),
            created_at: self.at,
        }
    }
}

impl Transaction {
    /// Inserts contents in one statement, at most one for each subject, and returns their versions in the same order. Who
    /// wrote the same text in an earlier version is a contributor too. The caller has locked the subjects, so that no other
    /// transaction assigns the same numbers.
    pub async fn insert_contents(&mut self, new: &[NewContent]) -> Result<Vec<ContentVersion>, StoreError> {
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<NewContentRow<'_>> = new.iter().map(NewContent::row).collect();
        let numbered: Vec<Numbered> = fixed(INSERT_CONTENTS)
            .text(as_json(&rows)?)
            .load(self.connection())
            .await?;
        let numbered: HashMap<Uuid, Numbered> = numbered.into_iter().map(|row| (row.id, row)).collect();
        new.iter()
            .map(|content| {
                let row = numbered
                    .get(&content.id.get())
                    .ok_or_else(|| StoreError::Corrupt("a content was not inserted".to_owned()))?;
                Ok(ContentVersion {
                    contributors: row.contributors.iter().copied().map(UserId::new).collect(),
                    ..content.version(loaded_number(row.version)?)
                })
            })
            .collect()
    }

    /// Inserts one content; see [`Self::insert_contents`].
    pub async fn insert_content(&mut self, new: NewContent) -> Result<ContentVersion, StoreError> {
        let mut versions = self.insert_contents(std::slice::from_ref(&new)).await?;
        versions
            .pop()
            .ok_or_else(|| StoreError::Corrupt("a content was not inserted".to_owned()))
    }
}
