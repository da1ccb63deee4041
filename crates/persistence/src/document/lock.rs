use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use super::read::Current;
use super::rows::{DocumentRow, EditionRow};
use super::shown::{LiveEdition, Shown};
use super::visibility::{Visibility, visible};
use crate::rows::{corrupt, loaded_number, stored_number};
use crate::schema::{documents, edition_details, editions};
use crate::{StoreError, Transaction};

/// The documents of an organization for a year in a programme. A macro, because the type of the query is long.
macro_rules! documents_of_year {
    ($organization:expr, $programme:expr, $year:expr) => {
        $crate::schema::documents::table
            .filter($crate::schema::documents::organization_id.eq($organization.get()))
            .filter($crate::schema::documents::programme.eq($programme))
            .filter($crate::schema::documents::fiscal_year.eq($crate::rows::stored_year($year)))
    };
}

pub(crate) use documents_of_year;

/// A locked document. What it contains is loaded later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its key, unique within the year and the kind.
    pub key: String,
}

/// See [`Transaction::lock_document`]. The connection is shared with other statements of the same round trip (`lock_and_read`).
pub(super) async fn lock_document(
    mut connection: &AsyncPgConnection,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<bool, StoreError> {
    let found: Option<Uuid> = documents::table
        .filter(documents::id.eq(id.get()))
        .filter(documents::kind.eq(kind.as_str()))
        .select(documents::id)
        .for_no_key_update()
        .first(&mut connection)
        .await
        .optional()?;
    Ok(found.is_some())
}

/// See [`Transaction::current_documents`].
pub(super) async fn current_documents(
    mut connection: &AsyncPgConnection,
    ids: &[DocumentId],
) -> Result<Vec<Current>, StoreError> {
    let details = || documents::table.inner_join(edition_details::table);
    let columns = (DocumentRow::as_select(), EditionRow::as_select(), LiveEdition);
    let rows: Vec<(DocumentRow, EditionRow, Option<i32>)> = if let [id] = ids {
        let one = details().filter(Shown::one(id.get(), &Visibility::EVERYTHING));
        one.select(columns).load(&mut connection).await?
    } else {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let many = details().filter(Shown::of(ids, &Visibility::EVERYTHING));
        many.order_by(documents::id)
            .select(columns)
            .load(&mut connection)
            .await?
    };
    rows.into_iter().map(Current::try_from).collect()
}

// Every transaction takes locks in one order: the organization, documents by id, the analysis. A separate, later
// statement loads the locked rows, so that it sees the changes of the transaction that held the lock before. FOR NO KEY
// UPDATE lets others insert rows that refer to a locked row; FOR UPDATE would make them wait.
impl Transaction {
    /// Locks a document against other changes. Returns false when there is no such document.
    pub async fn lock_document(&mut self, kind: DocumentKind, id: DocumentId) -> Result<bool, StoreError> {
        lock_document(self.waiting_connection(), kind, id).await
    }

    /// Locks a report and every measure of its year. Returns false when there is no such report.
    pub async fn lock_report_with_measures(&mut self, id: DocumentId) -> Result<bool, StoreError> {
        let report = diesel::alias!(documents as report);
        let is_of_its_year = report
            .filter(report.field(documents::id).eq(id.get()))
            .filter(report.field(documents::kind).eq("report"))
            .filter(report.field(documents::organization_id).eq(documents::organization_id))
            .filter(report.field(documents::programme).eq(documents::programme))
            .filter(report.field(documents::fiscal_year).eq(documents::fiscal_year));
        let locked: Vec<Uuid> = documents::table
            .filter(diesel::dsl::exists(is_of_its_year))
            .filter(documents::id.eq(id.get()).or(documents::kind.eq("measure")))
            .order_by(documents::id)
            .select(documents::id)
            .for_no_key_update()
            .load(self.waiting_connection())
            .await?;
        Ok(locked.contains(&id.get()))
    }

    /// Locks all documents of some kinds of an organization for a year, and returns them by id.
    pub async fn lock_documents_of_year(
        &mut self,
        organization: OrganizationId,
        programme: &str,
        fiscal_year: FiscalYear,
        kinds: &[DocumentKind],
    ) -> Result<Vec<LockedDocument>, StoreError> {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let locked: Vec<(Uuid, String, String)> = documents_of_year!(organization, programme, fiscal_year)
            .filter(documents::kind.eq_any(kinds))
            .order_by(documents::id)
            .select((documents::id, documents::kind, documents::key))
            .for_no_key_update()
            .load(self.waiting_connection())
            .await?;
        let documents = locked.into_iter().map(|(id, kind, key)| {
            Ok(LockedDocument {
                id: DocumentId::new(id),
                kind: kind.parse().map_err(corrupt)?,
                key,
            })
        });
        documents.collect()
    }

    /// The documents with these ids, by id, each with its edition in work (or the shown one). The caller has locked
    /// them.
    pub async fn current_documents(&mut self, ids: &[DocumentId]) -> Result<Vec<Current>, StoreError> {
        current_documents(self.connection(), ids).await
    }

    /// One document, in the form of [`Self::current_documents`].
    pub async fn current_document(&mut self, id: DocumentId) -> Result<Option<Current>, StoreError> {
        Ok(self.current_documents(&[id]).await?.pop())
    }

    /// Whether this reader may see an edition of a document.
    pub async fn has_visible_edition(&mut self, id: DocumentId, visibility: &Visibility) -> Result<bool, StoreError> {
        let editions = edition_details::table
            .filter(edition_details::document_id.eq(id.get()))
            .filter(visible!(visibility));
        Ok(diesel::select(diesel::dsl::exists(editions))
            .get_result(self.connection())
            .await?)
    }

    /// One edition of a document.
    pub async fn edition(&mut self, document: DocumentId, number: u32) -> Result<Option<Edition>, StoreError> {
        let row: Option<EditionRow> = edition_details::table
            .filter(edition_details::document_id.eq(document.get()))
            .filter(edition_details::number.eq(stored_number(number)))
            .select(EditionRow::as_select())
            .first(self.connection())
            .await
            .optional()?;
        row.map(Edition::try_from).transpose()
    }

    /// The published editions of documents, with their documents.
    pub async fn published_editions(&mut self, ids: &[DocumentId]) -> Result<Vec<(Document, Edition)>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let rows: Vec<(DocumentRow, EditionRow)> = documents::table
            .inner_join(edition_details::table)
            .filter(documents::id.eq_any(&ids))
            .filter(edition_details::state.eq("published"))
            .order_by(documents::id)
            .select((DocumentRow::as_select(), EditionRow::as_select()))
            .load(self.connection())
            .await?;
        rows.into_iter()
            .map(|(document, edition)| Ok((document.try_into()?, edition.try_into()?)))
            .collect()
    }

    /// The highest edition number of each of these documents.
    pub async fn highest_editions(&mut self, ids: &[DocumentId]) -> Result<HashMap<DocumentId, u32>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
        let rows: Vec<(Uuid, Option<i32>)> = editions::table
            .filter(editions::document_id.eq_any(ids))
            .group_by(editions::document_id)
            .select((editions::document_id, diesel::dsl::max(editions::number)))
            .load(self.connection())
            .await?;
        rows.into_iter()
            .map(|(id, number)| Ok((DocumentId::new(id), loaded_number(number.unwrap_or_default())?)))
            .collect()
    }
}
