use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use crate::rows::{loaded_number, loaded_year, stored_number, stored_year, withdrawal};
use crate::schema::verification_records;
use crate::store::cached;
use crate::{Store, StoreError, StoredLogo, Transaction};

/// A record that verifies a rendition by its short code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationRecord {
    /// The code.
    pub code: String,
    /// The name of the document's kind, or `plan` or `yearbook`.
    pub kind: String,
    /// The edition; `None` for a plan or year book, which is made from several editions.
    pub edition: Option<(DocumentId, u32)>,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// Title or subject.
    pub title: String,
    /// SHA-256 of the content's canonical JSON.
    pub content_sha256: String,
    /// The editions from which a plan or year book was made, as canonical JSON.
    pub members: Option<String>,
    /// The issuer snapshot: the data that the renditions show in addition to the content, as canonical JSON.
    pub issuer: String,
    /// The emblem on the renditions.
    pub logo: Option<StoredLogo>,
    /// When it was published, in UTC. For a plan or year book, when the last of its editions was published.
    pub published_at: Timestamp,
    /// Whether it is an invitation to an internal survey.
    pub is_internal: bool,
    /// When it was withdrawn, in UTC, and the public reason.
    pub withdrawn: Option<(Timestamp, String)>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = verification_records, treat_none_as_default_value = false, check_for_backend(diesel::pg::Pg))]
struct VerificationRow {
    code: String,
    kind: String,
    document_id: Option<Uuid>,
    edition: Option<i32>,
    organization_id: Uuid,
    fiscal_year: i16,
    title: String,
    content_sha256: String,
    members: Option<String>,
    issuer: String,
    logo: Option<Vec<u8>>,
    logo_sha256: Option<String>,
    published_at: jiff_diesel::Timestamp,
    is_internal: bool,
    withdrawn_at: Option<jiff_diesel::Timestamp>,
    withdraw_reason: Option<String>,
}

impl From<&VerificationRecord> for VerificationRow {
    fn from(verification: &VerificationRecord) -> Self {
        let verification = verification.clone();
        let (withdrawn_at, withdraw_reason) = verification.withdrawn.unzip();
        let (document_id, edition) = verification.edition.unzip();
        let (logo, logo_sha256) = StoredLogo::columns(verification.logo.as_ref());
        let (logo, logo_sha256) = (logo.map(<[u8]>::to_vec), logo_sha256.map(str::to_owned));
        Self {
            code: verification.code,
            kind: verification.kind,
            document_id: document_id.map(DocumentId::get),
            edition: edition.map(stored_number),
            organization_id: verification.organization_id.get(),
            fiscal_year: stored_year(verification.fiscal_year),
            title: verification.title,
            content_sha256: verification.content_sha256,
            members: verification.members,
            issuer: verification.issuer,
            logo,
            logo_sha256,
            published_at: verification.published_at.into(),
            is_internal: verification.is_internal,
            withdrawn_at: withdrawn_at.map(jiff_diesel::Timestamp::from),
            withdraw_reason,
        }
    }
}

impl TryFrom<VerificationRow> for VerificationRecord {
    type Error = StoreError;

    fn try_from(row: VerificationRow) -> Result<Self, StoreError> {
        let number = row.edition.map(loaded_number).transpose()?;
        Ok(Self {
            code: row.code,
            kind: row.kind,
            edition: row.document_id.map(DocumentId::new).zip(number),
            organization_id: OrganizationId::new(row.organization_id),
            fiscal_year: loaded_year(row.fiscal_year)?,
            title: row.title,
            content_sha256: row.content_sha256,
            members: row.members,
            issuer: row.issuer,
            logo: StoredLogo::of_row(row.logo, row.logo_sha256),
            published_at: row.published_at.to_jiff(),
            is_internal: row.is_internal,
            withdrawn: row
                .withdrawn_at
                .map(|at| withdrawal(at, row.withdraw_reason))
                .transpose()?,
        })
    }
}

impl Store {
    /// The verification record with this code.
    pub async fn find_verification(&self, code: &str) -> Result<Option<VerificationRecord>, StoreError> {
        let row = self
            .read(async |connection| {
                verification_records::table
                    .find(code)
                    .select(VerificationRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(VerificationRecord::try_from).transpose()
    }

    /// The verification record of a published edition.
    pub async fn verification_of_edition(
        &self,
        document: DocumentId,
        number: u32,
    ) -> Result<Option<VerificationRecord>, StoreError> {
        let number = stored_number(number);
        let row = self
            .read(async |connection| {
                verification_records::table
                    .filter(verification_records::document_id.eq(document.get()))
                    .filter(verification_records::edition.eq(number))
                    .select(VerificationRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(VerificationRecord::try_from).transpose()
    }

    /// The verification record of a plan or year book (`kind`) with exactly this content.
    pub async fn verification_of_year(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        kind: &str,
        content_sha256: &str,
    ) -> Result<Option<VerificationRecord>, StoreError> {
        let row = self
            .read(async |connection| {
                verification_records::table
                    .filter(verification_records::organization_id.eq(organization.get()))
                    .filter(verification_records::fiscal_year.eq(stored_year(fiscal_year)))
                    .filter(verification_records::kind.eq(kind))
                    .filter(verification_records::content_sha256.eq(content_sha256))
                    .filter(verification_records::document_id.is_null())
                    .select(VerificationRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(VerificationRecord::try_from).transpose()
    }
}

impl Transaction {
    /// Inserts a verification record unless one with the same content exists. Returns false when its code is already
    /// used for other content; the caller then tries another code.
    pub async fn insert_verification(&mut self, verification: &VerificationRecord) -> Result<bool, StoreError> {
        diesel::insert_into(verification_records::table)
            .values(VerificationRow::from(verification))
            .on_conflict_do_nothing()
            .execute(self.waiting_connection())
            .await?;
        // The row that was inserted, or the existing one that prevented the insertion.
        let mut same = verification_records::table
            .filter(verification_records::kind.eq(&verification.kind))
            .filter(verification_records::content_sha256.eq(&verification.content_sha256))
            .filter(verification_records::organization_id.eq(verification.organization_id.get()))
            .select(verification_records::code)
            .into_boxed::<diesel::pg::Pg>();
        same = match verification.edition {
            Some((document, number)) => same
                .filter(verification_records::document_id.eq(document.get()))
                .filter(verification_records::edition.eq(stored_number(number))),
            None => same
                .filter(verification_records::document_id.is_null())
                .filter(verification_records::fiscal_year.eq(stored_year(verification.fiscal_year))),
        };
        let found: Option<String> = same.first(self.connection()).await.optional()?;
        Ok(found.is_some())
    }

    /// Inserts verification records of editions that have none, in one statement. Returns the documents of the inserted
    /// records. The codes of the others are already used; the caller then tries other codes.
    pub async fn insert_verifications(
        &mut self,
        verification_records: &[VerificationRecord],
    ) -> Result<Vec<DocumentId>, StoreError> {
        let into = diesel::insert_into(verification_records::table);
        let kept: Vec<Option<Uuid>> = if let [one] = verification_records {
            // Prepared once, unlike an insertion of any number of rows.
            into.values(VerificationRow::from(one))
                .on_conflict_do_nothing()
                .returning(verification_records::document_id)
                .get_results(self.waiting_connection())
                .await?
        } else {
            let rows: Vec<VerificationRow> = verification_records.iter().map(VerificationRow::from).collect();
            into.values(rows)
                .on_conflict_do_nothing()
                .returning(verification_records::document_id)
                .get_results(self.waiting_connection())
                .await?
        };
        Ok(kept.into_iter().flatten().map(DocumentId::new).collect())
    }

    /// Records that a published edition was withdrawn.
    pub async fn withdraw_verification(
        &mut self,
        document: DocumentId,
        number: u32,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let withdraw = diesel::update(verification_records::table)
            .filter(verification_records::document_id.eq(document.get()))
            .filter(verification_records::edition.eq(stored_number(number)))
            .filter(verification_records::withdrawn_at.is_null())
            .set((
                verification_records::withdrawn_at.eq(jiff_diesel::Timestamp::from(at)),
                verification_records::withdraw_reason.eq(reason),
            ));
        cached(withdraw).execute(self.connection()).await?;
        Ok(())
    }
}
