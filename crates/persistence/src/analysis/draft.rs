use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::analysis::draft::Decisions;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{AnalysisDraftId, OrganizationId, UserId};
use uuid::Uuid;

use crate::content::{ContentRow, NewContent};
use crate::rows::stored_year;
use crate::schema::{analysis_drafts, contents};
use crate::{Store, StoreError, Transaction};

/// The decisions about the drafted findings of an analysis, as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// The id.
    pub id: AnalysisDraftId,
    /// Number of decisions.
    pub revision: i64,
    /// The decisions.
    pub content: Decisions,
    /// The stored version of the content.
    pub version: ContentVersion,
}

type Row = (Uuid, i64, ContentRow);

#[diesel::dsl::auto_type(no_type_alias)]
fn of_year(organization: OrganizationId, fiscal_year: FiscalYear) -> _ {
    let organization: Uuid = organization.get();
    let year: i16 = stored_year(fiscal_year);
    let selection: (
        analysis_drafts::id,
        analysis_drafts::revision,
        diesel::dsl::AsSelect<ContentRow, diesel::pg::Pg>,
    ) = (analysis_drafts::id, analysis_drafts::revision, ContentRow::as_select());
    analysis_drafts::table
        .inner_join(contents::table)
        .filter(analysis_drafts::organization_id.eq(organization))
        .filter(analysis_drafts::fiscal_year.eq(year))
        .select(selection)
}

fn loaded(row: Option<Row>) -> Result<Option<StoredDraft>, StoreError> {
    let Some((id, revision, content)) = row else {
        return Ok(None);
    };
    Ok(Some(StoredDraft {
        id: AnalysisDraftId::new(id),
        revision,
        content: content.decode()?,
        version: content.version()?,
    }))
}

impl Store {
    /// The decisions about the drafted findings of an analysis.
    pub async fn find_analysis_draft(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredDraft>, StoreError> {
        let row: Option<Row> = self
            .read(async |connection| of_year(organization, fiscal_year).first(connection).await.optional())
            .await?;
        loaded(row)
    }
}

impl Transaction {
    /// As [`Store::find_analysis_draft`]. Every change locks the organization first.
    pub async fn find_analysis_draft(
        &mut self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredDraft>, StoreError> {
        let connection: &mut AsyncPgConnection = self.connection();
        loaded(of_year(organization, fiscal_year).first(connection).await.optional()?)
    }

    /// Inserts a new version of the decisions, which are new or whose organization was locked before; `by` decided.
    pub async fn put_analysis_draft(
        &mut self,
        (organization, fiscal_year): (OrganizationId, FiscalYear),
        by: UserId,
        new: NewContent,
    ) -> Result<ContentVersion, StoreError> {
        let (id, at) = (new.subject, jiff_diesel::Timestamp::from(new.at));
        let version = self.insert_content(new).await?;
        diesel::insert_into(analysis_drafts::table)
            .values((
                analysis_drafts::id.eq(id),
                analysis_drafts::organization_id.eq(organization.get()),
                analysis_drafts::fiscal_year.eq(stored_year(fiscal_year)),
                analysis_drafts::revision.eq(1),
                analysis_drafts::content_id.eq(version.id.get()),
                analysis_drafts::updated_by.eq(by.get()),
                analysis_drafts::updated_at.eq(at),
            ))
            .on_conflict(analysis_drafts::id)
            .do_update()
            .set((
                analysis_drafts::revision.eq(analysis_drafts::revision + 1),
                analysis_drafts::content_id.eq(version.id.get()),
                analysis_drafts::updated_by.eq(by.get()),
                analysis_drafts::updated_at.eq(at),
            ))
            .execute(self.connection())
            .await?;
        Ok(version)
    }
}
