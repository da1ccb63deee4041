use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::OrganizationId;

use crate::schema::rendition_templates;
use crate::{Store, StoreError, Transaction};

/// An organization's template for renditions. The default, revision 0, applies until the organization sets its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = rendition_templates, check_for_backend(diesel::pg::Pg))]
pub struct RenditionTemplate {
    /// The number of changes.
    pub revision: i64,
    /// `arabic` or `thai`; empty before the first change.
    pub numerals: String,
    /// Lines above the title.
    pub header_lines: Vec<String>,
    /// Posts of the signatories, for renditions that name none.
    pub signature_positions: Vec<String>,
    /// The emblem, a PNG.
    pub logo: Option<Vec<u8>>,
}

impl Store {
    /// The template of an organization; the default if it has set none.
    pub async fn rendition_template(&self, organization: OrganizationId) -> Result<RenditionTemplate, StoreError> {
        let found = self
            .read(async |connection| {
                rendition_templates::table
                    .find(organization.get())
                    .select(RenditionTemplate::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(found.unwrap_or_default())
    }
}

impl Transaction {
    /// The same within a transaction, locked where it exists. The organization is locked before: there may be no row yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_rendition_template(
        &mut self,
        organization: OrganizationId,
    ) -> Result<RenditionTemplate, StoreError> {
        let found = rendition_templates::table
            .find(organization.get())
            .select(RenditionTemplate::as_select())
            .for_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Stores an organization's template.
    ///
    /// # Errors
    /// [`StoreError::Rule`] when the logo is too large.
    pub async fn put_rendition_template(
        &mut self,
        organization: OrganizationId,
        template: &RenditionTemplate,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let changing = (
            rendition_templates::revision.eq(template.revision),
            rendition_templates::numerals.eq(&template.numerals),
            rendition_templates::header_lines.eq(&template.header_lines),
            rendition_templates::signature_positions.eq(&template.signature_positions),
            rendition_templates::logo.eq(template.logo.as_deref()),
            rendition_templates::updated_at.eq(jiff_diesel::Timestamp::from(now)),
        );
        diesel::insert_into(rendition_templates::table)
            .values((rendition_templates::organization_id.eq(organization.get()), changing))
            .on_conflict(rendition_templates::organization_id)
            .do_update()
            .set(changing)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
