use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::document::Catalogues;
use prongsai_domain::id::OrganizationId;

use super::RenditionTemplate;
use crate::catalogue::catalogue_revisions;
use crate::schema::{districts, organizations, provinces, rendition_templates};
use crate::{Store, StoreError, Transaction};

/// The current data of an organization that its renditions show in addition to their content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The organization's full Thai name.
    pub name_th: String,
    /// The organization's district, if it has one.
    pub district_th: Option<String>,
    /// The organization's province.
    pub province_th: String,
    /// The organization's main website.
    pub website: Option<String>,
    /// The organization's rendition template.
    pub template: RenditionTemplate,
    /// The newest revision of each year's catalogue of a programme, by year. The catalogues name the indicators on the
    /// renditions.
    pub catalogues: Catalogues,
}

type LetterheadRow = (
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
    let found: Option<LetterheadRow> = organizations::table
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
    let Some((name_th, district_th, province_th, website, template)) = found else {
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
    /// The current data that an organization's renditions show in addition to their content, with the catalogues of a
    /// programme; `None` when there is no such organization.
    pub async fn letterhead(
        &self,
        organization: OrganizationId,
        programme: &str,
    ) -> Result<Option<Letterhead>, StoreError> {
        self.read_long(async |connection| letterhead(connection, organization, programme).await)
            .await
    }
}

impl Transaction {
    /// Does the same as [`Store::letterhead`], in the transaction.
    pub async fn letterhead(
        &mut self,
        organization: OrganizationId,
        programme: &str,
    ) -> Result<Option<Letterhead>, StoreError> {
        letterhead(self.connection(), organization, programme).await
    }
}
