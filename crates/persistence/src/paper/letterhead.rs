use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{OrganizationId, UserId};

use super::PaperTemplate;
use crate::document::loaded_year;
use crate::schema::{catalogues, districts, organizations, paper_templates, provinces, users};
use crate::{Store, StoreError, Transaction};

/// What an office's papers show beside their content, as it is now.
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
    /// How it wants its papers.
    pub template: PaperTemplate,
    /// The newest revision of each year's catalogue of a programme, by year.
    pub catalogues: Vec<(FiscalYear, i64)>,
}

type OfficeRow = (String, Option<String>, String, Option<String>, Option<PaperTemplate>);

async fn letterhead(
    connection: &mut AsyncPgConnection,
    organization: OrganizationId,
    programme: &str,
) -> Result<Option<Letterhead>, StoreError> {
    let office: Option<OfficeRow> = organizations::table
        .inner_join(provinces::table)
        .left_join(districts::table)
        .left_join(paper_templates::table)
        .filter(organizations::id.eq(organization.get()))
        .select((
            organizations::name_th,
            districts::name_th.nullable(),
            provinces::name_th,
            organizations::website,
            Option::<PaperTemplate>::as_select(),
        ))
        .first(connection)
        .await
        .optional()?;
    let Some((name_th, district_th, province_th, website, template)) = office else {
        return Ok(None);
    };
    let revisions: Vec<(i16, Option<i64>)> = catalogues::table
        .filter(catalogues::programme.eq(programme))
        .group_by(catalogues::fiscal_year)
        .order_by(catalogues::fiscal_year)
        .select((catalogues::fiscal_year, diesel::dsl::max(catalogues::revision)))
        .load(connection)
        .await?;
    let catalogues = revisions
        .into_iter()
        .filter_map(|(year, revision)| revision.map(|revision| (year, revision)))
        .map(|(year, revision)| Ok((loaded_year(year)?, revision)))
        .collect::<Result<_, StoreError>>()?;
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
    /// What an office's papers show beside their content now; nothing when there is no such office. The catalogues are
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

    /// The post of a person, where it is known.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn position_of(&mut self, user: UserId) -> Result<Option<String>, StoreError> {
        let position: Option<Option<String>> = users::table
            .find(user.get())
            .select(users::position)
            .first(self.connection())
            .await
            .optional()?;
        Ok(position.flatten())
    }
}
