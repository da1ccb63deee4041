use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::DocumentId;
use uuid::Uuid;

use crate::rows::loaded_number;
use crate::{Store, StoreError};

/// A measure that a published report shows and that was withdrawn from the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnMeasure {
    /// The number of the edition of the report.
    pub edition: u32,
    /// The measure.
    pub id: DocumentId,
    /// Its title as the report shows it.
    pub title: String,
    /// When it was withdrawn, in UTC.
    pub at: Timestamp,
    /// The reason for which one of its authors approved what the report shows of it.
    pub override_reason: Option<String>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    document_id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Timestamptz)]
    withdrawn_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Text>)]
    override_reason: Option<String>,
}

/// `$1` is the report. The title is that of the content that the report shows: the edition that was withdrawn may be a later
/// one with another title, which is not public any more. A report of 0.1 has a copy of the measure, whose content need not
/// be stored: 0.1 replaced the text of a measure that was returned.
const WITHDRAWN: &str = "
SELECT published.edition AS number, measure.document_id, measure.withdrawn_at,
    published.frozen_overrides::json ->> measure.document_id::text AS override_reason,
    coalesce(
        (SELECT content.body::json ->> 'title' FROM contents content
         WHERE content.subject_id = part.subject_id AND content.sha256 = part.sha256 LIMIT 1),
        (SELECT item -> 'content' ->> 'title'
         FROM json_array_elements(published.body::json -> 'frozen' -> 'measures') item
         WHERE item ->> 'id' = part.subject_id::text LIMIT 1)) AS title
FROM publications published
CROSS JOIN LATERAL frozen_parts(published.document_id, published.edition) part
JOIN publications measure ON measure.document_id = part.subject_id AND measure.is_current
    AND measure.withdrawn_at IS NOT NULL
WHERE published.document_id = $1
ORDER BY published.edition, measure.document_id";

impl Store {
    /// The measures that the published editions of a report show, and that are withdrawn now.
    pub async fn withdrawn_measures_of(&self, report: DocumentId) -> Result<Vec<WithdrawnMeasure>, StoreError> {
        let query = diesel::sql_query(WITHDRAWN).bind::<SqlUuid, _>(report.get());
        let rows: Vec<Row> = self
            .read_long(async |connection| Ok(query.load(connection).await?))
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(WithdrawnMeasure {
                    edition: loaded_number(row.number)?,
                    id: DocumentId::new(row.document_id),
                    title: row.title,
                    at: row.withdrawn_at.to_jiff(),
                    override_reason: row.override_reason,
                })
            })
            .collect()
    }
}
