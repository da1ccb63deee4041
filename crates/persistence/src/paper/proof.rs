use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use crate::rows::{loaded_year, stored_number, stored_year};
use crate::schema::proofs;
use crate::{Store, StoreError, Transaction};

/// What can be verified by the short code on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The code.
    pub code: String,
    /// `measure`, `report`, `announcement`, `plan` or `yearbook`.
    pub kind: String,
    /// The edition; nothing for a plan or year book, which is made of many.
    pub edition: Option<(DocumentId, u32)>,
    /// Whose.
    pub organization_id: OrganizationId,
    /// Of which year.
    pub fiscal_year: FiscalYear,
    /// Title or subject.
    pub title: String,
    /// SHA-256 of the content's canonical JSON.
    pub content_sha256: String,
    /// Which editions a plan or year book was made of, as canonical JSON.
    pub members: Option<String>,
    /// What its papers show beside the content, as canonical JSON.
    pub imprint: String,
    /// The emblem on its papers, a PNG.
    pub logo: Option<Vec<u8>>,
    /// When it was published, in UTC; of a plan or year book, when the last of its editions was.
    pub published_at: Timestamp,
    /// Whether it invites to an internal survey.
    pub is_internal: bool,
    /// When it was withdrawn, in UTC, and the public reason.
    pub withdrawn: Option<(Timestamp, String)>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = proofs, check_for_backend(diesel::pg::Pg))]
struct ProofRow {
    code: String,
    kind: String,
    document_id: Option<Uuid>,
    edition: Option<i32>,
    organization_id: Uuid,
    fiscal_year: i16,
    title: String,
    content_sha256: String,
    members: Option<String>,
    imprint: String,
    logo: Option<Vec<u8>>,
    published_at: jiff_diesel::Timestamp,
    is_internal: bool,
    withdrawn_at: Option<jiff_diesel::Timestamp>,
    withdraw_reason: Option<String>,
}

impl From<&Proof> for ProofRow {
    fn from(proof: &Proof) -> Self {
        let proof = proof.clone();
        let (withdrawn_at, withdraw_reason) = proof.withdrawn.unzip();
        let (document_id, edition) = proof.edition.unzip();
        Self {
            code: proof.code,
            kind: proof.kind,
            document_id: document_id.map(DocumentId::get),
            edition: edition.map(stored_number),
            organization_id: proof.organization_id.get(),
            fiscal_year: stored_year(proof.fiscal_year),
            title: proof.title,
            content_sha256: proof.content_sha256,
            members: proof.members,
            imprint: proof.imprint,
            logo: proof.logo,
            published_at: proof.published_at.into(),
            is_internal: proof.is_internal,
            withdrawn_at: withdrawn_at.map(jiff_diesel::Timestamp::from),
            withdraw_reason,
        }
    }
}

impl TryFrom<ProofRow> for Proof {
    type Error = StoreError;

    fn try_from(row: ProofRow) -> Result<Self, StoreError> {
        let number = row.edition.and_then(|number| u32::try_from(number).ok());
        Ok(Self {
            code: row.code,
            kind: row.kind,
            edition: row.document_id.map(DocumentId::new).zip(number),
            organization_id: OrganizationId::new(row.organization_id),
            fiscal_year: loaded_year(row.fiscal_year)?,
            title: row.title,
            content_sha256: row.content_sha256,
            members: row.members,
            imprint: row.imprint,
            logo: row.logo,
            published_at: row.published_at.to_jiff(),
            is_internal: row.is_internal,
            withdrawn: row
                .withdrawn_at
                .map(jiff_diesel::Timestamp::to_jiff)
                .zip(row.withdraw_reason),
        })
    }
}

impl Store {
    /// The proof with this code.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn find_proof(&self, code: &str) -> Result<Option<Proof>, StoreError> {
        let row = self
            .read(async |connection| {
                proofs::table
                    .find(code)
                    .select(ProofRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(Proof::try_from).transpose()
    }

    /// The proof of a published edition.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn proof_of_edition(&self, document: DocumentId, number: u32) -> Result<Option<Proof>, StoreError> {
        let number = stored_number(number);
        let row = self
            .read(async |connection| {
                proofs::table
                    .filter(proofs::document_id.eq(document.get()))
                    .filter(proofs::edition.eq(number))
                    .select(ProofRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(Proof::try_from).transpose()
    }

    /// The proof of a plan or year book (`kind`) with just this content.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn proof_of_year(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        kind: &str,
        content_sha256: &str,
    ) -> Result<Option<Proof>, StoreError> {
        let row = self
            .read(async |connection| {
                proofs::table
                    .filter(proofs::organization_id.eq(organization.get()))
                    .filter(proofs::fiscal_year.eq(stored_year(fiscal_year)))
                    .filter(proofs::kind.eq(kind))
                    .filter(proofs::content_sha256.eq(content_sha256))
                    .filter(proofs::document_id.is_null())
                    .select(ProofRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(Proof::try_from).transpose()
    }
}

impl Transaction {
    /// Keeps a proof unless there is one of the same content. False when its code is that of something else: another
    /// code is to be tried.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn insert_proof(&mut self, proof: &Proof) -> Result<bool, StoreError> {
        diesel::insert_into(proofs::table)
            .values(ProofRow::from(proof))
            .on_conflict_do_nothing()
            .execute(self.connection())
            .await?;
        // Either the row that was just made, or the one that stood in its way.
        let mut same = proofs::table
            .filter(proofs::kind.eq(&proof.kind))
            .filter(proofs::content_sha256.eq(&proof.content_sha256))
            .filter(proofs::organization_id.eq(proof.organization_id.get()))
            .select(proofs::code)
            .into_boxed::<diesel::pg::Pg>();
        same = match proof.edition {
            Some((document, number)) => same
                .filter(proofs::document_id.eq(document.get()))
                .filter(proofs::edition.eq(stored_number(number))),
            None => same
                .filter(proofs::document_id.is_null())
                .filter(proofs::fiscal_year.eq(stored_year(proof.fiscal_year))),
        };
        let found: Option<String> = same.first(self.connection()).await.optional()?;
        Ok(found.is_some())
    }

    /// Keeps proofs of editions that have none yet, in one statement. Returns the documents whose proofs are kept; the
    /// codes of the others are taken, and other codes are to be tried.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn insert_proofs(&mut self, proofs: &[Proof]) -> Result<Vec<DocumentId>, StoreError> {
        let rows: Vec<ProofRow> = proofs.iter().map(ProofRow::from).collect();
        let kept: Vec<Option<Uuid>> = diesel::insert_into(proofs::table)
            .values(rows)
            .on_conflict_do_nothing()
            .returning(proofs::document_id)
            .get_results(self.connection())
            .await?;
        Ok(kept.into_iter().flatten().map(DocumentId::new).collect())
    }

    /// Notes that a published edition was withdrawn.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn withdraw_proof(
        &mut self,
        document: DocumentId,
        number: u32,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        diesel::update(proofs::table)
            .filter(proofs::document_id.eq(document.get()))
            .filter(proofs::edition.eq(stored_number(number)))
            .set((
                proofs::withdrawn_at.eq(jiff_diesel::Timestamp::from(at)),
                proofs::withdraw_reason.eq(reason),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
