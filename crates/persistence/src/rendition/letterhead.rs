use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::document::Catalogues;
use prongsai_domain::id::OrganizationId;

use super::RenditionTemplate;
use crate::catalogue::catalogue_revisions;
use crate::schema::{districts, organizations, provinces, rendition_templates};
use crate::{Store, StoreError, Transaction};

/// What an office's renditions show beside their content, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The office's full Thai name.
    pub name_th: String,
    /// Its district, where it has one.
    pub district_th: Option<String>,
    /// Its province.
    pub province_th: String,
    /// Its main website.
    pub website: Option<String>,
    /// How it wants its renditions.
    pub template: RenditionTemplate,
    /// The newest revision of each year's catalogue of a programme, by year.
    pub catalogues: Catalogues,
}

type OfficeRow = (
    String,
    Option<String>,
    String,
    Option<String>,
    Option<RenditionTemplate>,
);

async fn letterhead(
    connection: &mut AsyncPgConnection,
    organization: OrganizationId,
    programme: &str,
) -> Result<Option<Letterhead>, StoreError> {
    let office: Option<OfficeRow> = organizations::table
        .inner_join(provinces::table)
        .left_join(districts::table)
        .left_join(rendition_templates::table)
        .filter(organizations::id.eq(organization.get()))
        .select((
            organizations::name_th,
            districts::name_th.nullable(),
            provinces::name_th,
            organizations::website,
            Option::<RenditionTemplate>::as_select(),
        ))
        .first(connection)
        .await
        .optional()?;
    let Some((name_th, district_th, province_th, website, template)) = office else {
        return Ok(None);
    };
    let catalogues = catalogue_revisions(connection, programme).await?;
    Ok(Some(Letterhead {
        name_th,
        district_th,
        province_th,
        website,
        template: template.unwrap_or_default(),
        catalogues,
    }))
}

impl Store {
    /// What an office's renditions show beside their content now; nothing when there is no such office. The catalogues are
    /// those of a programme.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn letterhead(
        &self,
        organization: OrganizationId,
        programme: &str,
    ) -> Result<Option<Letterhead>, StoreError> {
        letterhead(&mut *self.connection().await?, organization, programme).await
    }
}

impl Transaction {
    /// The same within a transaction.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn letterhead(
        &mut self,
        organization: OrganizationId,
        programme: &str,
    ) -> Result<Option<Letterhead>, StoreError> {
        letterhead(self.connection(), organization, programme).await
    }
}
