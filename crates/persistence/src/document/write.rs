use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};

use super::read::{Current, shown};
use super::rows::{DocumentRow, EditionRow, stored_number, stored_year};
use crate::schema::{documents, editions, results};
use crate::{StoreError, Transaction};
use prongsai_domain::workflow::State;

impl Transaction {
    /// Locks a document against other changes and loads it with the edition that is worked on (or shown).
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_document(&mut self, kind: DocumentKind, id: DocumentId) -> Result<Option<Current>, StoreError> {
        let row = documents::table
            .filter(documents::id.eq(id.get()))
            .filter(documents::kind.eq(kind.as_str()))
            .select(DocumentRow::as_select())
            .for_update()
            .first::<DocumentRow>(self.connection())
            .await
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        self.current_of(row.try_into()?).await
    }

    /// Locks the document that an office knows by a key.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_document_by_key(
        &mut self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        kind: DocumentKind,
        key: &str,
    ) -> Result<Option<Current>, StoreError> {
        let row = documents::table
            .filter(documents::organization_id.eq(organization.get()))
            .filter(documents::fiscal_year.eq(stored_year(fiscal_year)))
            .filter(documents::kind.eq(kind.as_str()))
            .filter(documents::key.eq(key))
            .select(DocumentRow::as_select())
            .for_update()
            .first::<DocumentRow>(self.connection())
            .await
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        self.current_of(row.try_into()?).await
    }

    /// Locks all documents of a kind that an office has in a year, in the order they were made.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_documents_of_year(
        &mut self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        kind: DocumentKind,
    ) -> Result<Vec<Current>, StoreError> {
        let rows = documents::table
            .filter(documents::organization_id.eq(organization.get()))
            .filter(documents::fiscal_year.eq(stored_year(fiscal_year)))
            .filter(documents::kind.eq(kind.as_str()))
            .order_by(documents::id)
            .select(DocumentRow::as_select())
            .for_update()
            .load::<DocumentRow>(self.connection())
            .await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.extend(self.current_of(row.try_into()?).await?);
        }
        Ok(all)
    }

    async fn current_of(&mut self, document: Document) -> Result<Option<Current>, StoreError> {
        let editions = self.all_editions(document.id).await?;
        let live_edition = editions
            .iter()
            .find(|edition| edition.state == State::Published)
            .map(|edition| edition.number);
        let edition = shown(&editions).cloned();
        Ok(edition.map(|edition| Current {
            document,
            edition,
            live_edition,
        }))
    }

    /// Every edition of a document, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn all_editions(&mut self, id: DocumentId) -> Result<Vec<Edition>, StoreError> {
        let rows = editions::table
            .filter(editions::document_id.eq(id.get()))
            .order_by(editions::number.desc())
            .select(EditionRow::as_select())
            .load::<EditionRow>(self.connection())
            .await?;
        rows.into_iter().map(Edition::try_from).collect()
    }

    /// Keeps a new document with its first edition.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the office has a document with this key in the year.
    pub async fn insert_document(&mut self, document: &Document, edition: &Edition) -> Result<(), StoreError> {
        diesel::insert_into(documents::table)
            .values(DocumentRow::from(document))
            .execute(self.connection())
            .await?;
        self.insert_edition_row(document, edition).await
    }

    /// Keeps a further edition; the document's revision goes up.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when there is an edition in work.
    pub async fn insert_edition(&mut self, document: &mut Document, edition: &Edition) -> Result<(), StoreError> {
        self.insert_edition_row(document, edition).await?;
        self.raise_revision(document).await
    }

    async fn insert_edition_row(&mut self, document: &Document, edition: &Edition) -> Result<(), StoreError> {
        diesel::insert_into(editions::table)
            .values(EditionRow::of(document, edition)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps what changed in an edition; the document's revision goes up.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when a rule of the schema refuses it, e.g. the four-eyes rule.
    pub async fn update_edition(&mut self, document: &mut Document, edition: &Edition) -> Result<(), StoreError> {
        let row = EditionRow::of(document, edition)?;
        diesel::update(editions::table.find((row.document_id, row.number)))
            .set(row)
            .execute(self.connection())
            .await?;
        self.raise_revision(document).await
    }

    async fn raise_revision(&mut self, document: &mut Document) -> Result<(), StoreError> {
        document.revision = diesel::update(documents::table.find(document.id.get()))
            .set(documents::revision.eq(documents::revision + 1))
            .returning(documents::revision)
            .get_result(self.connection())
            .await?;
        Ok(())
    }

    /// Removes a draft edition, and with it the document when it was the only one; the audit trail stays.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when something still refers to it, or it was published.
    pub async fn delete_edition(&mut self, document: &mut Document, number: u32) -> Result<(), StoreError> {
        let number = stored_number(number);
        diesel::delete(editions::table.find((document.id.get(), number)))
            .execute(self.connection())
            .await?;
        let left: i64 = editions::table
            .filter(editions::document_id.eq(document.id.get()))
            .count()
            .get_result(self.connection())
            .await?;
        if left > 0 {
            return self.raise_revision(document).await;
        }
        diesel::delete(results::table.filter(results::document_id.eq(document.id.get())))
            .execute(self.connection())
            .await?;
        diesel::delete(documents::table.find(document.id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
