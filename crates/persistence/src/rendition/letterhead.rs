use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::document::Catalogues;
use prongsai_domain::id::{LetterheadId, OrganizationId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::RenditionTemplate;
use super::template::TemplateRow;
use crate::catalogue::catalogue_revisions;
use crate::schema::{districts, letterheads, organizations, provinces, rendition_templates};
use crate::{Store, StoreError, StoredLogo, Transaction};

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

/// What public answers and renditions show of an organization, as stored when an edition was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLetterhead {
    /// Canonical JSON of a `LetterheadSnapshot` of the application. The trigger on approvals reads it too.
    pub body: String,
    /// The logo.
    pub logo: Option<StoredLogo>,
}

impl KeptLetterhead {
    /// The hash over the body and the logo. The function `is_letterhead_of` in the schema computes the same.
    fn sha256(&self) -> String {
        let mut hasher = Sha256::new_with_prefix(&self.body);
        match &self.logo {
            None => {}
            Some(StoredLogo::Row(bytes)) => hasher.update(bytes),
            Some(StoredLogo::Blob(sha256)) => hasher.update(format!("\nlogo {sha256}")),
        }
        hex::encode(hasher.finalize())
    }
}

type LetterheadRow = (String, Option<String>, String, Option<String>, Option<TemplateRow>);

/// Id, body, and the logo in its two columns.
type KeptRow = (Uuid, String, Option<Vec<u8>>, Option<String>);

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
            Option::<TemplateRow>::as_select(),
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
        template: template.map(RenditionTemplate::from).unwrap_or_default(),
        catalogues,
    }))
}

async fn kept_letterheads(
    connection: &mut AsyncPgConnection,
    ids: &[LetterheadId],
) -> Result<HashMap<LetterheadId, KeptLetterhead>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
    let kept = letterheads::table.select((
        letterheads::id,
        letterheads::body,
        letterheads::logo,
        letterheads::logo_sha256,
    ));
    // PostgreSQL plans a list again at each execution.
    let rows: Vec<KeptRow> = match ids.as_slice() {
        [one] => kept.filter(letterheads::id.eq(one)).load(connection).await?,
        _ => kept.filter(letterheads::id.eq_any(&ids)).load(connection).await?,
    };
    Ok(rows
        .into_iter()
        .map(|(id, body, logo, logo_sha256)| {
            let logo = StoredLogo::of_row(logo, logo_sha256);
            (LetterheadId::new(id), KeptLetterhead { body, logo })
        })
        .collect())
}

impl Store {
    /// The stored letterhead with this id.
    pub async fn kept_letterhead(&self, id: LetterheadId) -> Result<Option<KeptLetterhead>, StoreError> {
        let mut found = self
            .read_long(async |connection| kept_letterheads(connection, &[id]).await)
            .await?;
        Ok(found.remove(&id))
    }

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
    /// Stores what public answers and renditions show of an organization, unless an equal row is stored. `new_id` is the
    /// id of a new row. Returns the id of the row.
    pub async fn keep_letterhead(
        &mut self,
        organization: OrganizationId,
        new_id: LetterheadId,
        kept: &KeptLetterhead,
    ) -> Result<LetterheadId, StoreError> {
        let sha256 = kept.sha256();
        let (logo, logo_sha256) = StoredLogo::columns(kept.logo.as_ref());
        if let Some(id) = self.find_letterhead(organization, &sha256).await? {
            return Ok(id);
        }
        diesel::insert_into(letterheads::table)
            .values((
                letterheads::id.eq(new_id.get()),
                letterheads::organization_id.eq(organization.get()),
                letterheads::body.eq(&kept.body),
                letterheads::sha256.eq(&sha256),
                letterheads::logo.eq(logo),
                letterheads::logo_sha256.eq(logo_sha256),
            ))
            // Another transaction may store the same at once. The look-up that follows then finds its row.
            .on_conflict_do_nothing()
            .execute(self.waiting_connection())
            .await?;
        let found = self.find_letterhead(organization, &sha256).await?;
        found.ok_or_else(|| StoreError::Corrupt("a letterhead is missing".to_owned()))
    }

    async fn find_letterhead(
        &mut self,
        organization: OrganizationId,
        sha256: &str,
    ) -> Result<Option<LetterheadId>, StoreError> {
        let id: Option<Uuid> = letterheads::table
            .filter(letterheads::organization_id.eq(organization.get()))
            .filter(letterheads::sha256.eq(sha256))
            .select(letterheads::id)
            .first(self.connection())
            .await
            .optional()?;
        Ok(id.map(LetterheadId::new))
    }

    /// The stored letterheads with these ids.
    pub async fn kept_letterheads(
        &mut self,
        ids: &[LetterheadId],
    ) -> Result<HashMap<LetterheadId, KeptLetterhead>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        kept_letterheads(self.connection(), ids).await
    }

    /// Does the same as [`Store::letterhead`], in the transaction.
    pub async fn letterhead(
        &mut self,
        organization: OrganizationId,
        programme: &str,
    ) -> Result<Option<Letterhead>, StoreError> {
        letterhead(self.connection(), organization, programme).await
    }
}
