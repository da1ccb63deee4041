use std::collections::BTreeSet;

use diesel::dsl::{AsSelect, InnerJoin, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{OrganizationId, ScoresId, UserId};
use uuid::Uuid;

use super::StoredScores;
use crate::content::ContentRow;
use crate::rows::stored_year;
use crate::schema::{contents, scores};
use crate::{Store, StoreError, Transaction};

#[derive(Queryable, Selectable)]
#[diesel(table_name = scores, check_for_backend(Pg))]
struct ScoresRow {
    id: Uuid,
    organization_id: Uuid,
    revision: i64,
    updated_by: Uuid,
    updated_at: jiff_diesel::Timestamp,
}

type Row = (ScoresRow, ContentRow);
type Selected = Select<InnerJoin<scores::table, contents::table>, (AsSelect<ScoresRow, Pg>, AsSelect<ContentRow, Pg>)>;

fn selected() -> Selected {
    scores::table
        .inner_join(contents::table)
        .select((ScoresRow::as_select(), ContentRow::as_select()))
}

impl Store {
    /// The scores of an organization in an assessment.
    pub async fn find_scores(
        &self,
        organization: OrganizationId,
        programme: &str,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredScores>, StoreError> {
        let row: Option<Row> = self
            .read(async |connection| {
                selected()
                    .filter(scores::organization_id.eq(organization.get()))
                    .filter(scores::programme.eq(programme))
                    .filter(scores::fiscal_year.eq(stored_year(fiscal_year)))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredScores::try_from).transpose()
    }

    /// The scores of an organization in all assessments, by id, after one of them, at most `limit`.
    pub async fn scores_of(
        &self,
        organization: OrganizationId,
        after: Option<ScoresId>,
        limit: i64,
    ) -> Result<Vec<StoredScores>, StoreError> {
        let rows: Vec<Row> = self
            .read_page(async |connection| {
                let mut query = selected()
                    .into_boxed::<Pg>()
                    .filter(scores::organization_id.eq(organization.get()));
                if let Some(after) = after {
                    query = query.filter(scores::id.gt(after.get()));
                }
                query.order_by(scores::id).limit(limit).load(connection).await
            })
            .await?;
        rows.into_iter().map(StoredScores::try_from).collect()
    }
}

impl Transaction {
    /// The scores of organizations in assessments of a programme, by id. Every change of scores locks the organization
    /// first, so those of locked organizations stay as they are.
    pub async fn scores_of(
        &mut self,
        programme: &str,
        wanted: &[(OrganizationId, FiscalYear)],
    ) -> Result<Vec<StoredScores>, StoreError> {
        let organizations: Vec<Uuid> = wanted.iter().map(|(organization, _)| organization.get()).collect();
        let years: Vec<i16> = wanted.iter().map(|(_, year)| stored_year(*year)).collect();
        let rows: Vec<Row> = selected()
            .filter(scores::programme.eq(programme))
            .filter(scores::organization_id.eq_any(organizations))
            .filter(scores::fiscal_year.eq_any(years))
            .order_by(scores::id)
            .load(self.connection())
            .await?;
        let found = rows.into_iter().map(StoredScores::try_from);
        let found = found.collect::<Result<Vec<_>, StoreError>>()?;
        let wanted: BTreeSet<&(OrganizationId, FiscalYear)> = wanted.iter().collect();
        let is_wanted = |stored: &StoredScores| wanted.contains(&(stored.organization_id, stored.content.fiscal_year));
        Ok(found.into_iter().filter(is_wanted).collect())
    }
}

impl TryFrom<Row> for StoredScores {
    type Error = StoreError;

    fn try_from((row, content): Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ScoresId::new(row.id),
            organization_id: OrganizationId::new(row.organization_id),
            revision: row.revision,
            content: content.decode()?,
            version: content.version()?,
            updated_by: UserId::new(row.updated_by),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}
