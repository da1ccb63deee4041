//! The analyses of organizations, one per fiscal year. The text of an analysis is content: each change is a new
//! version.

mod draft;

use diesel::dsl::{AsSelect, InnerJoin, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{AnalysisId, OrganizationId, UserId};
use uuid::Uuid;

use crate::content::{ContentRow, NewContent};
use crate::rows::stored_year;
use crate::schema::{analyses, contents};
use crate::{Store, StoreError, Transaction};

pub use draft::StoredDraft;

/// An analysis as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnalysis {
    /// Its id.
    pub id: AnalysisId,
    /// Number of changes; the entity tag.
    pub revision: i64,
    /// The content.
    pub content: Analysis,
    /// The stored version of the content.
    pub version: ContentVersion,
    /// The person who changed it last.
    pub updated_by: UserId,
    /// Time of the last change, in UTC.
    pub updated_at: Timestamp,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = analyses)]
struct AnalysisRow {
    id: Uuid,
    revision: i64,
    updated_by: Uuid,
    updated_at: jiff_diesel::Timestamp,
}

type Row = (AnalysisRow, ContentRow);
type Selected =
    Select<InnerJoin<analyses::table, contents::table>, (AsSelect<AnalysisRow, Pg>, AsSelect<ContentRow, Pg>)>;

fn selected() -> Selected {
    analyses::table
        .inner_join(contents::table)
        .select((AnalysisRow::as_select(), ContentRow::as_select()))
}

impl Store {
    /// The analysis of an organization for a year.
    pub async fn find_analysis(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredAnalysis>, StoreError> {
        let row: Option<Row> = self
            .read(async |connection| {
                selected()
                    .filter(analyses::organization_id.eq(organization.get()))
                    .filter(analyses::fiscal_year.eq(stored_year(fiscal_year)))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredAnalysis::try_from).transpose()
    }
}

impl Store {
    /// The analyses of organizations for a year.
    pub async fn analyses_of_year(
        &self,
        organizations: &[OrganizationId],
        fiscal_year: FiscalYear,
    ) -> Result<Vec<(OrganizationId, StoredAnalysis)>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<(Uuid, AnalysisRow, ContentRow)> = self
            .read_long(async |connection| {
                let found = analyses::table
                    .inner_join(contents::table)
                    .filter(analyses::organization_id.eq_any(&organizations))
                    .filter(analyses::fiscal_year.eq(stored_year(fiscal_year)))
                    .select((
                        analyses::organization_id,
                        AnalysisRow::as_select(),
                        ContentRow::as_select(),
                    ));
                Ok(found.load(connection).await?)
            })
            .await?;
        rows.into_iter()
            .map(|(organization, row, content)| {
                Ok((
                    OrganizationId::new(organization),
                    StoredAnalysis::try_from((row, content))?,
                ))
            })
            .collect()
    }
}

impl Transaction {
    /// Locks the analysis of an organization for a year.
    pub async fn lock_analysis(
        &mut self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredAnalysis>, StoreError> {
        let locked: Option<Uuid> = analyses::table
            .find((organization.get(), stored_year(fiscal_year)))
            .select(analyses::id)
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        // A statement of its own: the one that waited would join the contents as they were before its wait.
        let Some(id) = locked else { return Ok(None) };
        let row: Row = selected().filter(analyses::id.eq(id)).first(self.connection()).await?;
        StoredAnalysis::try_from(row).map(Some)
    }

    /// Inserts a new version of the content of an analysis, which is new or was locked before; `by` wrote it.
    pub async fn put_analysis(
        &mut self,
        (organization, fiscal_year): (OrganizationId, FiscalYear),
        content: Analysis,
        by: UserId,
        new: NewContent,
    ) -> Result<StoredAnalysis, StoreError> {
        let (id, at) = (new.subject, new.at);
        let version = self.insert_content(new).await?;
        let at_stored = jiff_diesel::Timestamp::from(at);
        let revision = diesel::insert_into(analyses::table)
            .values((
                analyses::organization_id.eq(organization.get()),
                analyses::fiscal_year.eq(stored_year(fiscal_year)),
                analyses::id.eq(id),
                analyses::revision.eq(1),
                analyses::content_id.eq(version.id.get()),
                analyses::updated_by.eq(by.get()),
                analyses::updated_at.eq(at_stored),
            ))
            .on_conflict(analyses::id)
            .do_update()
            .set((
                analyses::revision.eq(analyses::revision + 1),
                analyses::content_id.eq(version.id.get()),
                analyses::updated_by.eq(by.get()),
                analyses::updated_at.eq(at_stored),
            ))
            .returning(analyses::revision)
            .get_result::<i64>(self.connection())
            .await?;
        Ok(StoredAnalysis {
            id: AnalysisId::new(id),
            revision,
            content,
            version,
            updated_by: by,
            updated_at: at,
        })
    }
}

impl TryFrom<Row> for StoredAnalysis {
    type Error = StoreError;

    fn try_from((row, content): Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: AnalysisId::new(row.id),
            revision: row.revision,
            content: content.decode()?,
            version: content.version()?,
            updated_by: UserId::new(row.updated_by),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}
