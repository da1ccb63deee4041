use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::announcement::Audience;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::id::{DivisionId, DocumentId};

use crate::document::{stored_number, stored_year};
use crate::schema::publications;
use crate::{Canonical, StoreError, Transaction};

/// An edition on its way to the public.
#[derive(Debug)]
pub struct Publication<'a> {
    /// The document.
    pub document: &'a Document,
    /// The edition that becomes live.
    pub edition: &'a Edition,
    /// The canonical bytes that the public is served, and their hash, which is their entity tag.
    pub body: Canonical,
    /// Whether the office shows its internal surveys to the public.
    pub shows_internal: bool,
    /// When, in UTC.
    pub at: Timestamp,
}

impl Transaction {
    /// Makes an edition the live one for the public, in place of its predecessor.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn put_publication(&mut self, publication: Publication<'_>) -> Result<(), StoreError> {
        let Publication {
            document,
            edition,
            body,
            shows_internal,
            at,
        } = publication;
        let content = &edition.content;
        let is_internal = content.audience() == Some(Audience::Internal);
        let indicators: Vec<String> = content.indicators().iter().map(ToString::to_string).collect();
        let changing = (
            publications::edition.eq(stored_number(edition.number)),
            publications::heading.eq(content.heading()),
            publications::indicators.eq(indicators),
            publications::division_id.eq(content.division_id().map(DivisionId::get)),
            publications::subkind.eq(content.subkind()),
            publications::is_public.eq(!is_internal || shows_internal),
            publications::is_internal.eq(is_internal),
            publications::body.eq(body.text),
            publications::etag.eq(body.sha256),
            publications::published_at.eq(jiff_diesel::Timestamp::from(at)),
            publications::withdrawn_at.eq(None::<jiff_diesel::Timestamp>),
            publications::withdraw_reason.eq(None::<String>),
        );
        diesel::insert_into(publications::table)
            .values((
                publications::document_id.eq(document.id.get()),
                publications::kind.eq(document.kind.as_str()),
                publications::organization_id.eq(document.place.organization_id.get()),
                publications::province_code.eq(document.place.province_code.to_string()),
                publications::fiscal_year.eq(stored_year(document.fiscal_year)),
                changing.clone(),
            ))
            .on_conflict(publications::document_id)
            .do_update()
            .set(changing)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Takes a document out of public view; its address answers with the reason from now on.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn withdraw_publication(
        &mut self,
        id: DocumentId,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        diesel::update(publications::table.find(id.get()))
            .set((
                publications::withdrawn_at.eq(jiff_diesel::Timestamp::from(at)),
                publications::withdraw_reason.eq(reason),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
