use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::id::{DivisionId, DocumentId};
use serde::Serialize;
use uuid::Uuid;

use crate::rows::{as_json, stored_number, stored_year};
use crate::schema::publications;
use crate::store::{cached, fixed};
use crate::{StoreError, Transaction};

/// An edition to publish.
#[derive(Debug)]
pub struct Publication<'a> {
    /// The document.
    pub document: &'a Document,
    /// The edition that becomes live.
    pub edition: &'a Edition,
    /// The canonical bytes to store. A report has references in them.
    pub body: String,
    /// SHA-256 of the bytes that the public is served, in lower-case hexadecimal: the entity tag. The served bytes of a
    /// report have the parts in place of the references.
    pub etag: String,
    /// The schema version of the content in the body.
    pub schema_version: i16,
    /// Whether the invitations to internal surveys of the organization are public.
    pub shows_internal: bool,
    /// Time of publication, in UTC.
    pub at: Timestamp,
}

#[derive(Serialize)]
struct PublicationRow<'a> {
    document_id: Uuid,
    edition: i32,
    kind: &'static str,
    organization_id: Uuid,
    province_code: String,
    fiscal_year: i16,
    title: std::borrow::Cow<'a, str>,
    indicators: Vec<String>,
    division_id: Option<Uuid>,
    category: Option<&'static str>,
    is_public: bool,
    is_internal: bool,
    body: &'a str,
    etag: &'a str,
    published_at: Timestamp,
    schema_version: i16,
}

/// `$1` is a JSON array of [`PublicationRow`]. `is_reconstructed` is true only for rows that a migration made. Triggers fill in
/// the SHA-256 of the content, the change note, the changed fields and the overrides.
const INSERT_PUBLICATIONS: &str = "
INSERT INTO publications (document_id, edition, kind, organization_id, province_code, fiscal_year, title, indicators,
    division_id, category, is_public, is_internal, body, etag, published_at, schema_version, is_current,
    is_reconstructed)
SELECT document_id, edition, kind, organization_id, province_code, fiscal_year, title, indicators,
    division_id, category, is_public, is_internal, body, etag, published_at, schema_version, true, false
FROM json_populate_recordset(NULL::publications, $1::json)";

impl<'a> From<&'a Publication<'a>> for PublicationRow<'a> {
    fn from(publication: &'a Publication<'a>) -> Self {
        let Publication { document, edition, .. } = publication;
        let facets = edition.content.facets();
        Self {
            document_id: document.id.get(),
            edition: stored_number(edition.number),
            kind: document.kind.as_str(),
            organization_id: document.jurisdiction.organization_id.get(),
            province_code: document.jurisdiction.province_code.to_string(),
            fiscal_year: stored_year(document.fiscal_year),
            title: edition.content.title(),
            indicators: facets.indicators.iter().map(ToString::to_string).collect(),
            division_id: facets.division_id.map(DivisionId::get),
            category: facets.category,
            is_public: !facets.is_internal || publication.shows_internal,
            is_internal: facets.is_internal,
            body: &publication.body,
            etag: &publication.etag,
            published_at: publication.at,
            schema_version: publication.schema_version,
        }
    }
}

impl Transaction {
    /// Makes editions current for the public. The editions that were current before stay stored and are superseded at
    /// `now`.
    pub async fn insert_publications(&mut self, new: &[Publication<'_>], now: Timestamp) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        // A first edition has no earlier one.
        let revised: Vec<Uuid> = new
            .iter()
            .filter(|one| one.edition.number > 1)
            .map(|one| one.document.id.get())
            .collect();
        if !revised.is_empty() {
            let now = jiff_diesel::NullableTimestamp::from(Some(now));
            let current_before = publications::table
                .filter(publications::document_id.eq_any(revised))
                .filter(publications::is_current);
            let supersede = diesel::update(current_before)
                .set((publications::is_current.eq(false), publications::superseded_at.eq(now)));
            cached(supersede).execute(self.connection()).await?;
        }
        let rows: Vec<PublicationRow<'_>> = new.iter().map(PublicationRow::from).collect();
        fixed(INSERT_PUBLICATIONS)
            .text(as_json(&rows)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Withdraws a document from the public; its address answers with the reason from now on.
    pub async fn withdraw_publication(
        &mut self,
        id: DocumentId,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let current = publications::table
            .filter(publications::document_id.eq(id.get()))
            .filter(publications::is_current);
        let withdraw = diesel::update(current).set((
            publications::withdrawn_at.eq(jiff_diesel::NullableTimestamp::from(Some(at))),
            publications::withdraw_reason.eq(reason),
        ));
        cached(withdraw).execute(self.connection()).await?;
        Ok(())
    }
}
