//! What changed since a report was frozen.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};
use diesel_async::RunQueryDsl;
use prongsai_domain::id::ContentId;
use prongsai_domain::workflow::State;

use crate::rows::corrupt;
use crate::store::fixed;
use crate::{StoreError, Transaction};

/// The current state of a part of a frozen report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrozenChange {
    /// An edition of a measure.
    Measure {
        /// The title; `None` when the edition no longer exists.
        title: Option<String>,
        /// The state; `None` when the edition no longer exists.
        state: Option<State>,
        /// Whether the content is still the frozen one.
        is_same: bool,
        /// Whether the edition is or was public.
        was_published: bool,
        /// Whether the measure is withdrawn from the public, in this edition or in a later one.
        is_withdrawn: bool,
    },
    /// A result that was changed or deleted: its key, or its id if it was deleted.
    Result(String),
    /// An activity that was changed or deleted: its key, or its id if it was deleted.
    Activity(String),
    /// The analysis was changed, added or removed.
    Analysis,
}

#[derive(QueryableByName)]
struct ChangeRow {
    #[diesel(sql_type = Text)]
    part: String,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    state: Option<String>,
    #[diesel(sql_type = Bool)]
    is_same: bool,
    #[diesel(sql_type = Bool)]
    was_published: bool,
    #[diesel(sql_type = Bool)]
    is_withdrawn: bool,
}

/// All measures of a frozen report, and the results, the activities and the analysis that differ from the frozen ones.
///
/// `$1` is the content of the report. A report of schema version 1 has copies instead of references. It calls the hash
/// of a measure `content_sha256`. Its results and its analysis have no hash, so the text of the copy is hashed. The
/// type is `json`, not `jsonb`, because only `json` keeps this text.
const CHANGES: &str = "
WITH frozen AS (SELECT subject_id, body::json -> 'frozen' AS year FROM contents WHERE id = $1),
measure AS (
    SELECT (item ->> 'id')::uuid AS id, (item ->> 'edition')::integer AS edition, item -> 'results' AS results,
           item -> 'activities' AS activities, coalesce(item ->> 'sha256', item ->> 'content_sha256') AS sha256
    FROM frozen, json_array_elements(frozen.year -> 'measures') item),
result AS (
    SELECT (item ->> 'id')::uuid AS id,
           coalesce(item ->> 'sha256', encode(sha256(convert_to((item -> 'content')::text, 'UTF8')), 'hex')) AS sha256
    FROM measure, json_array_elements(measure.results) item),
activity AS (
    SELECT (item ->> 'id')::uuid AS id, item ->> 'sha256' AS sha256
    FROM measure, json_array_elements(coalesce(measure.activities, '[]')) item),
analysis AS (
    SELECT document.organization_id, document.fiscal_year,
           CASE json_typeof(frozen.year -> 'analysis') WHEN 'object' THEN coalesce(
               frozen.year -> 'analysis' ->> 'sha256',
               encode(sha256(convert_to((frozen.year -> 'analysis')::text, 'UTF8')), 'hex')) END AS sha256
    FROM frozen JOIN documents document ON document.id = frozen.subject_id)
SELECT 'measure' AS part, edition.title AS name, edition.state, coalesce(content.sha256 = measure.sha256, false) AS is_same,
       EXISTS (SELECT FROM acts WHERE acts.document_id = measure.id AND acts.edition = measure.edition
               AND acts.act = 'published') AS was_published,
       EXISTS (SELECT FROM publications WHERE publications.document_id = measure.id AND publications.is_current
               AND publications.edition >= measure.edition AND publications.withdrawn_at IS NOT NULL) AS is_withdrawn
FROM measure
LEFT JOIN editions edition ON edition.document_id = measure.id AND edition.number = measure.edition
LEFT JOIN contents content ON content.id = edition.content_id
UNION ALL
SELECT 'result', coalesce(known.key, result.id::text), NULL, false, false, false
FROM result LEFT JOIN results known ON known.id = result.id LEFT JOIN contents content ON content.id = known.content_id
WHERE content.sha256 IS DISTINCT FROM result.sha256
UNION ALL
SELECT 'activity', coalesce(known.key, activity.id::text), NULL, false, false, false
FROM activity LEFT JOIN activities known ON known.id = activity.id
LEFT JOIN contents content ON content.id = known.content_id
WHERE content.sha256 IS DISTINCT FROM activity.sha256
UNION ALL
SELECT 'analysis', NULL, NULL, false, false, false
FROM analysis
LEFT JOIN analyses known
    ON known.organization_id = analysis.organization_id AND known.fiscal_year = analysis.fiscal_year
LEFT JOIN contents content ON content.id = known.content_id
WHERE content.sha256 IS DISTINCT FROM analysis.sha256";

impl Transaction {
    /// The current state of the parts of a frozen report: all measures, and the results, the activities and the analysis that changed.
    pub async fn changes_since_frozen(&mut self, report: ContentId) -> Result<Vec<FrozenChange>, StoreError> {
        let rows: Vec<ChangeRow> = fixed(CHANGES).uuid(report.get()).load(self.connection()).await?;
        rows.into_iter().map(FrozenChange::try_from).collect()
    }
}

impl TryFrom<ChangeRow> for FrozenChange {
    type Error = StoreError;

    fn try_from(row: ChangeRow) -> Result<Self, StoreError> {
        Ok(match row.part.as_str() {
            "measure" => Self::Measure {
                title: row.name,
                state: row.state.as_deref().map(str::parse).transpose().map_err(corrupt)?,
                is_same: row.is_same,
                was_published: row.was_published,
                is_withdrawn: row.is_withdrawn,
            },
            "result" => Self::Result(row.name.unwrap_or_default()),
            "activity" => Self::Activity(row.name.unwrap_or_default()),
            _ => Self::Analysis,
        })
    }
}
