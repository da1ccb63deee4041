use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use prongsai_domain::document::{Document, Edition};
use uuid::Uuid;

use super::acts::ActRow;
use super::rows::{DocumentRow, NewEditionRow};
use crate::content::NewContent;
use crate::rows::{as_json, stored_number};
use crate::schema::{activities, documents, editions, results};
use crate::store::{Fixed, cached, fixed};
use crate::{StoreError, Transaction};

/// A document to insert, with its first edition and the content of that.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// The document.
    pub document: Document,
    /// Its first edition.
    pub edition: Edition,
    /// The content of the edition.
    pub content: NewContent,
}

/// `$1` are editions.
const INSERT_EDITIONS: &str = "
WITH new_editions AS (
    INSERT INTO editions (document_id, number, state, content_id, title, indicators, division_id, category, drafters,
                          catalogues, change_kind, change_note, created_at, updated_at)
    SELECT document_id, number, state, content_id, title, indicators, division_id, category, drafters, catalogues,
           change_kind, change_note, created_at, updated_at
    FROM json_populate_recordset(NULL::editions, $1::json)
    RETURNING document_id)
UPDATE documents document SET revision = document.revision + 1
FROM new_editions WHERE document.id = new_editions.document_id RETURNING document.id, document.revision";

/// `$1` are contents, `$2` documents, `$3` editions. Foreign keys are checked at the end of the statement.
macro_rules! insert_documents {
    () => {
        "
WITH new_contents AS (
    INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id,
                          created_at)
    SELECT id, kind, subject_id, 1, schema_version, body, sha256, author_id, contributors, base_id, created_at
    FROM json_populate_recordset(NULL::contents, $1::json)),
new_documents AS (
    INSERT INTO documents (id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by,
                           created_at)
    SELECT id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by, created_at
    FROM json_populate_recordset(NULL::documents, $2::json))
INSERT INTO editions (document_id, number, state, content_id, title, indicators, division_id, category, drafters,
                      catalogues, created_at, updated_at)
SELECT document_id, number, state, content_id, title, indicators, division_id, category, drafters, catalogues,
       created_at, updated_at
FROM json_populate_recordset(NULL::editions, $3::json)"
    };
}

const INSERT_DOCUMENTS: &str = insert_documents!();

/// `$4` is the organization, `$5` the programme, `$6` the fiscal year. A statement does not see what it inserts, so the
/// number is that before the insertion.
const INSERT_DOCUMENTS_AND_COUNT: &str = concat!(
    insert_documents!(),
    "
RETURNING (SELECT count(*) FROM documents known
           WHERE known.organization_id = $4 AND known.programme = $5 AND known.fiscal_year = $6::smallint) AS number"
);

/// `$1` are editions, `$2` all their acts; only new acts are inserted. The change note stays as it was inserted.
const UPDATE_EDITIONS: &str = "
WITH new_acts AS (
    INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, person_position, acting_as, reason,
                      is_override, content_sha256, letterhead_id, acknowledged, is_migrated, at)
    SELECT document_id, edition, ordinal, act, person_id, person_name, person_position, acting_as, reason,
           is_override, content_sha256, letterhead_id, acknowledged, is_migrated, at
    FROM json_populate_recordset(NULL::acts, $2::json) new
    WHERE NOT EXISTS (SELECT FROM acts known WHERE known.document_id = new.document_id
                      AND known.edition = new.edition AND known.ordinal = new.ordinal)),
changed AS (
    UPDATE editions edition SET state = new.state, content_id = new.content_id, title = new.title,
        indicators = new.indicators, division_id = new.division_id, category = new.category, drafters = new.drafters,
        catalogues = new.catalogues, updated_at = new.updated_at
    FROM json_populate_recordset(NULL::editions, $1::json) new
    WHERE edition.document_id = new.document_id AND edition.number = new.number
    RETURNING edition.document_id)
UPDATE documents document SET revision = document.revision + 1
FROM changed WHERE document.id = changed.document_id RETURNING document.id, document.revision";

#[derive(QueryableByName)]
struct NumberRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct RevisionRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

impl Transaction {
    /// Inserts documents with their first editions, in one statement.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the organization has a document with that key in the year.
    pub async fn insert_documents(&mut self, new: &[NewDocument]) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        inserting(INSERT_DOCUMENTS, new)?
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// Inserts a document as [`Self::insert_documents`] does. Returns how many documents its organization had before in
    /// its year, counted by the same statement.
    ///
    /// # Errors
    /// As [`Self::insert_documents`].
    pub async fn insert_document_and_count(&mut self, new: &NewDocument) -> Result<u64, StoreError> {
        let Document {
            jurisdiction,
            programme,
            fiscal_year,
            ..
        } = &new.document;
        let counted: NumberRow = inserting(INSERT_DOCUMENTS_AND_COUNT, std::slice::from_ref(new))?
            .uuid(jurisdiction.organization_id.get())
            .text(programme)
            .text(fiscal_year.get().to_string())
            .get_result(self.waiting_connection())
            .await?;
        Ok(u64::try_from(counted.number).unwrap_or_default())
    }

    /// Inserts further editions, one for each document, whose contents are already stored; raises the revisions of the
    /// documents.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when an edition is in work.
    pub async fn insert_editions(&mut self, new: &mut [(&mut Document, &Edition)]) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        let rows: Result<Vec<_>, _> = new
            .iter()
            .map(|(document, edition)| NewEditionRow::of(document.id, edition))
            .collect();
        let revised: Vec<RevisionRow> = fixed(INSERT_EDITIONS)
            .text(as_json(&rows?)?)
            .load(self.waiting_connection())
            .await?;
        set_revisions(new, revised)
    }

    /// Updates the state of an edition and inserts its new acts; raises the revision of the document.
    ///
    /// # Errors
    /// As [`Self::update_editions`].
    pub async fn update_edition(&mut self, document: &mut Document, edition: &Edition) -> Result<(), StoreError> {
        self.update_editions(&mut [(document, edition)]).await
    }

    /// Updates the states of editions, one for each document, and inserts their new acts, in one statement. It does not
    /// change contents: an edition refers to the version of its content. The revisions of the documents are raised.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when a rule of the schema refuses it, e.g. the four-eyes rule.
    pub async fn update_editions(&mut self, changed: &mut [(&mut Document, &Edition)]) -> Result<(), StoreError> {
        if changed.is_empty() {
            return Ok(());
        }
        let mut editions = Vec::with_capacity(changed.len());
        let mut acts = Vec::new();
        for (document, edition) in changed.iter() {
            editions.push(NewEditionRow::of(document.id, edition)?);
            acts.extend(
                edition
                    .acts
                    .iter()
                    .map(|act| ActRow::of(document.id.get(), edition.number, act)),
            );
        }
        let revised: Vec<RevisionRow> = fixed(UPDATE_EDITIONS)
            .text(as_json(&editions)?)
            .text(as_json(&acts)?)
            .load(self.waiting_connection())
            .await?;
        set_revisions(changed, revised)
    }

    async fn raise_revision(&mut self, document: &mut Document) -> Result<(), StoreError> {
        let raise = diesel::update(documents::table.find(document.id.get()))
            .set(documents::revision.eq(documents::revision + 1))
            .returning(documents::revision);
        document.revision = cached(raise).get_result(self.connection()).await?;
        Ok(())
    }

    /// Deletes a draft edition, and the document when it was the only one. Contents and audit trail stay.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when something refers to it, or it was submitted.
    pub async fn delete_edition(&mut self, document: &mut Document, number: u32) -> Result<(), StoreError> {
        diesel::delete(editions::table.find((document.id.get(), stored_number(number))))
            .execute(self.connection())
            .await?;
        if !self.highest_editions(&[document.id]).await?.is_empty() {
            return self.raise_revision(document).await;
        }
        diesel::delete(results::table.filter(results::document_id.eq(document.id.get())))
            .execute(self.connection())
            .await?;
        diesel::delete(activities::table.filter(activities::document_id.eq(document.id.get())))
            .execute(self.connection())
            .await?;
        diesel::delete(documents::table.find(document.id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

/// A statement that inserts documents, with its first three parameters.
fn inserting(sql: &'static str, new: &[NewDocument]) -> Result<Fixed, StoreError> {
    let contents: Vec<_> = new.iter().map(|one| one.content.row()).collect();
    let documents: Vec<_> = new.iter().map(|one| DocumentRow::from(&one.document)).collect();
    let editions: Result<Vec<_>, _> = new
        .iter()
        .map(|one| NewEditionRow::of(one.document.id, &one.edition))
        .collect();
    Ok(fixed(sql)
        .text(as_json(&contents)?)
        .text(as_json(&documents)?)
        .text(as_json(&editions?)?))
}

fn set_revisions(changed: &mut [(&mut Document, &Edition)], revised: Vec<RevisionRow>) -> Result<(), StoreError> {
    let revisions: HashMap<Uuid, i64> = revised.into_iter().map(|row| (row.id, row.revision)).collect();
    for (document, _) in changed.iter_mut() {
        document.revision = revisions
            .get(&document.id.get())
            .copied()
            .ok_or_else(|| StoreError::Corrupt(format!("the document {} does not exist", document.id)))?;
    }
    Ok(())
}
