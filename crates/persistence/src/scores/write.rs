use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::catalogue::{IndicatorCode, Score};
use prongsai_domain::id::{OrganizationId, ScoresId, UserId};
use prongsai_domain::score::YearScores;
use serde::Serialize;
use uuid::Uuid;

use super::StoredScores;
use crate::content::NewContent;
use crate::rows::{ROWS_AT_ONCE, as_json, stored_year};
use crate::store::fixed;
use crate::{StoreError, Transaction};

/// Scores to be written. They are new, or the organization was locked before.
#[derive(Clone, Debug)]
pub struct PutScores {
    /// The organization.
    pub organization_id: OrganizationId,
    /// The scores, with their programme and year.
    pub scores: YearScores,
    /// The score of each indicator, as it is stated or computed.
    pub indicators: BTreeMap<IndicatorCode, Score>,
    /// The new version. Its subject is the id of the scores.
    pub content: NewContent,
    /// The person who writes them.
    pub by: UserId,
}

#[derive(Serialize)]
struct NewScoresRow<'a> {
    id: Uuid,
    organization_id: Uuid,
    programme: &'a str,
    fiscal_year: i16,
    revision: i64,
    content_id: Uuid,
    indicators: BTreeMap<String, u16>,
    updated_by: Uuid,
    updated_at: Timestamp,
}

/// `$1` are scores.
const PUT_SCORES: &str = "
INSERT INTO scores (id, organization_id, programme, fiscal_year, revision, content_id, indicators, updated_by, updated_at)
SELECT id, organization_id, programme, fiscal_year, revision, content_id, indicators, updated_by, updated_at
FROM json_populate_recordset(NULL::scores, $1::json)
ON CONFLICT (id) DO UPDATE SET revision = scores.revision + 1, content_id = excluded.content_id,
    indicators = excluded.indicators, updated_by = excluded.updated_by, updated_at = excluded.updated_at
RETURNING id, revision";

#[derive(QueryableByName)]
struct Revised {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

impl<'a> From<&'a PutScores> for NewScoresRow<'a> {
    fn from(put: &'a PutScores) -> Self {
        let indicators = put.indicators.iter();
        Self {
            id: put.content.subject,
            organization_id: put.organization_id.get(),
            programme: put.scores.programme.as_str(),
            fiscal_year: stored_year(put.scores.fiscal_year),
            revision: 1,
            content_id: put.content.id.get(),
            indicators: indicators
                .map(|(code, score)| (code.to_string(), score.hundredths()))
                .collect(),
            updated_by: put.by.get(),
            updated_at: put.content.at,
        }
    }
}

impl Transaction {
    /// Inserts scores or raises their revisions, with new versions of their contents, in one statement for
    /// [`ROWS_AT_ONCE`] of them. Returns them in the same order.
    pub async fn put_scores(&mut self, all: Vec<PutScores>) -> Result<Vec<StoredScores>, StoreError> {
        let mut stored = Vec::with_capacity(all.len());
        for some in all.chunks(ROWS_AT_ONCE) {
            let contents: Vec<NewContent> = some.iter().map(|put| put.content.clone()).collect();
            let versions = self.insert_contents(&contents).await?;
            let rows: Vec<NewScoresRow<'_>> = some.iter().map(NewScoresRow::from).collect();
            let revised: Vec<Revised> = fixed(PUT_SCORES).text(as_json(&rows)?).load(self.connection()).await?;
            let revised: HashMap<Uuid, i64> = revised.into_iter().map(|row| (row.id, row.revision)).collect();
            for (put, version) in some.iter().zip(versions) {
                let revision = revised.get(&put.content.subject).copied();
                stored.push(StoredScores {
                    id: ScoresId::new(put.content.subject),
                    organization_id: put.organization_id,
                    revision: revision.ok_or_else(|| StoreError::Corrupt("scores were not written".to_owned()))?,
                    content: put.scores.clone(),
                    version,
                    updated_by: put.by,
                    updated_at: put.content.at,
                });
            }
        }
        Ok(stored)
    }
}
