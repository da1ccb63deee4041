//! The analyses of offices, one a fiscal year.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{OrganizationId, UserId};
use uuid::Uuid;

use crate::document::stored_year;
use crate::schema::analyses;
use crate::{Canonical, Store, StoreError, Transaction, from_canonical};

/// An analysis as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnalysis {
    /// Counts the changes; the entity tag.
    pub revision: i64,
    /// What it says.
    pub content: Analysis,
    /// Who changed it last.
    pub updated_by: UserId,
    /// When, in UTC.
    pub updated_at: Timestamp,
}

type AnalysisRow = (i64, String, Uuid, jiff_diesel::Timestamp);

macro_rules! columns {
    () => {
        (
            analyses::revision,
            analyses::content,
            analyses::updated_by,
            analyses::updated_at,
        )
    };
}

impl Store {
    /// The analysis of an office's year.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn find_analysis(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredAnalysis>, StoreError> {
        let row = self
            .read(async |connection| {
                analyses::table
                    .find((organization.get(), stored_year(fiscal_year)))
                    .select(columns!())
                    .first::<AnalysisRow>(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredAnalysis::try_from).transpose()
    }
}

impl Transaction {
    /// Locks the analysis of an office's year.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_analysis(
        &mut self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Option<StoredAnalysis>, StoreError> {
        let row = analyses::table
            .find((organization.get(), stored_year(fiscal_year)))
            .select(columns!())
            .for_update()
            .first::<AnalysisRow>(self.connection())
            .await
            .optional()?;
        row.map(StoredAnalysis::try_from).transpose()
    }

    /// Keeps the analysis of an office's year, new or changed.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn put_analysis(
        &mut self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        content: Analysis,
        by: UserId,
        now: Timestamp,
    ) -> Result<StoredAnalysis, StoreError> {
        let text = Canonical::of(&content)?.text;
        let now_stored = jiff_diesel::Timestamp::from(now);
        let revision = diesel::insert_into(analyses::table)
            .values((
                analyses::organization_id.eq(organization.get()),
                analyses::fiscal_year.eq(stored_year(fiscal_year)),
                analyses::revision.eq(1),
                analyses::content.eq(&text),
                analyses::updated_by.eq(by.get()),
                analyses::updated_at.eq(now_stored),
            ))
            .on_conflict((analyses::organization_id, analyses::fiscal_year))
            .do_update()
            .set((
                analyses::revision.eq(analyses::revision + 1),
                analyses::content.eq(&text),
                analyses::updated_by.eq(by.get()),
                analyses::updated_at.eq(now_stored),
            ))
            .returning(analyses::revision)
            .get_result::<i64>(self.connection())
            .await?;
        Ok(StoredAnalysis {
            revision,
            content,
            updated_by: by,
            updated_at: now,
        })
    }
}

impl TryFrom<AnalysisRow> for StoredAnalysis {
    type Error = StoreError;

    fn try_from((revision, content, updated_by, updated_at): AnalysisRow) -> Result<Self, StoreError> {
        Ok(Self {
            revision,
            content: from_canonical(&content)?,
            updated_by: UserId::new(updated_by),
            updated_at: updated_at.to_jiff(),
        })
    }
}
