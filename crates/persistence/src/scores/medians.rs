use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;
use prongsai_domain::analysis::draft::Medians;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::{IndicatorCode, Score};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;

use crate::rows::{corrupt, stored_year};
use crate::store::fixed;
use crate::{Store, StoreError};

/// The smallest number of organizations over which a median is computed. Of fewer, it would show the score of one of them
/// to people who know the others.
const ORGANIZATIONS_MIN: i64 = 5;

/// `$1` programme, `$2` fiscal year, `$3` organizations that do not count, `$4` the province, `$5` the kind, `$6` the smallest
/// number. Scores are stored in hundredths; a median is rounded to whole hundredths, a half upwards.
const MEDIANS: &str = "
WITH figures AS (
    SELECT figure.key AS indicator, figure.value::text::integer AS score,
           peer.province_code = $4 AS is_near, peer.kind = $5 AS is_alike
    FROM scores
    JOIN organizations peer ON peer.id = scores.organization_id
    CROSS JOIN LATERAL jsonb_each(scores.indicators) figure
    WHERE scores.programme = $1 AND scores.fiscal_year = $2 AND scores.organization_id <> ALL ($3::uuid[])
      AND (peer.province_code = $4 OR peer.kind = $5))
SELECT indicator,
       CASE WHEN count(*) FILTER (WHERE is_near) >= $6 THEN
           floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY score) FILTER (WHERE is_near) + 0.5)::bigint END AS province,
       CASE WHEN count(*) FILTER (WHERE is_alike) >= $6 THEN
           floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY score) FILTER (WHERE is_alike) + 0.5)::bigint END AS kind
FROM figures GROUP BY indicator";

#[derive(QueryableByName)]
struct MedianRow {
    #[diesel(sql_type = Text)]
    indicator: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    province: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    kind: Option<i64>,
}

impl Store {
    /// The medians of the other organizations of the province, and of the other ones of the kind, in an assessment. An
    /// indicator whose score fewer than five of them have has none. Nor do the organizations of the `reader` count: changes
    /// of scores that somebody can write would show where those of the others are.
    pub async fn score_medians(
        &self,
        organization: &Organization,
        reader: &[OrganizationId],
        programme: &str,
        fiscal_year: FiscalYear,
    ) -> Result<Medians, StoreError> {
        let profile = &organization.profile;
        let own = reader.iter().chain(std::iter::once(&organization.id));
        let own: Vec<String> = own.map(ToString::to_string).collect();
        let rows: Vec<MedianRow> = self
            .read_page(async |connection| {
                fixed(MEDIANS)
                    .text(programme)
                    .number(i64::from(stored_year(fiscal_year)))
                    .texts(own.clone())
                    .text(profile.province_code.as_str())
                    .text(profile.kind.as_str())
                    .number(ORGANIZATIONS_MIN)
                    .load(connection)
                    .await
            })
            .await?;
        let mut medians = Medians::default();
        for row in rows {
            let indicator: IndicatorCode = row.indicator.parse().map_err(corrupt)?;
            if let Some(score) = score(row.province)? {
                medians.province.insert(indicator, score);
            }
            if let Some(score) = score(row.kind)? {
                medians.kind.insert(indicator, score);
            }
        }
        Ok(medians)
    }
}

fn score(hundredths: Option<i64>) -> Result<Option<Score>, StoreError> {
    let Some(hundredths) = hundredths else { return Ok(None) };
    let score = u16::try_from(hundredths).ok().and_then(Score::from_hundredths);
    score.map(Some).ok_or_else(|| corrupt("a median is no score"))
}
