//! The references of reports. They are taken in a constant number of statements, and compared with the data later.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};
use diesel_async::RunQueryDsl;
use prongsai_domain::document::{Document, DocumentKind};
use prongsai_domain::id::{ContentId, DocumentId, ResultId, UserId};
use prongsai_domain::report::VersionReference;
use prongsai_domain::workflow::State;
use uuid::Uuid;

use crate::document::documents_of_year;
use crate::rows::{corrupt, loaded_number};
use crate::schema::{contents, documents, editions, results};
use crate::store::fixed;
use crate::{StoreError, Transaction};

/// A measure of a report's year, as a report that is submitted now would refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureToFreeze {
    /// The measure.
    pub id: DocumentId,
    /// The editions in work and the public edition, newest first.
    pub editions: Vec<EditionToFreeze>,
    /// The current versions of its results, in the order they were made.
    pub results: Vec<VersionReference<ResultId>>,
    /// Everybody who wrote in these versions of the results.
    pub result_contributors: Vec<UserId>,
}

/// An edition of a measure that a report could refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionToFreeze {
    /// The number of the edition.
    pub number: u32,
    /// The state of the edition.
    pub state: State,
    /// The title of the edition.
    pub title: String,
    /// SHA-256 of the content.
    pub sha256: String,
    /// Everybody who wrote in the content.
    pub contributors: Vec<UserId>,
}

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

/// All measures of a frozen report, and the results and the analysis that differ from the frozen ones.
///
/// `$1` is the content of the report. A report of schema version 1 has copies instead of references. It calls the hash
/// of a measure `content_sha256`. Its results and its analysis have no hash, so the text of the copy is hashed. The
/// type is `json`, not `jsonb`, because only `json` keeps this text.
const CHANGES: &str = "
WITH frozen AS (SELECT subject_id, body::json -> 'frozen' AS year FROM contents WHERE id = $1),
measure AS (
    SELECT (item ->> 'id')::uuid AS id, (item ->> 'edition')::integer AS edition, item -> 'results' AS results,
           coalesce(item ->> 'sha256', item ->> 'content_sha256') AS sha256
    FROM frozen, json_array_elements(frozen.year -> 'measures') item),
result AS (
    SELECT (item ->> 'id')::uuid AS id,
           coalesce(item ->> 'sha256', encode(sha256(convert_to((item -> 'content')::text, 'UTF8')), 'hex')) AS sha256
    FROM measure, json_array_elements(measure.results) item),
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
SELECT 'analysis', NULL, NULL, false, false, false
FROM analysis
LEFT JOIN analyses known
    ON known.organization_id = analysis.organization_id AND known.fiscal_year = analysis.fiscal_year
LEFT JOIN contents content ON content.id = known.content_id
WHERE content.sha256 IS DISTINCT FROM analysis.sha256";

impl Transaction {
    /// The current state of the parts of a frozen report: all measures, and the results and the analysis that changed.
    pub async fn changes_since_frozen(&mut self, report: ContentId) -> Result<Vec<FrozenChange>, StoreError> {
        let rows: Vec<ChangeRow> = fixed(CHANGES).uuid(report.get()).load(self.connection()).await?;
        rows.into_iter().map(FrozenChange::try_from).collect()
    }

    /// The measures of a report's year, with their editions and the current versions of their results. The caller has
    /// locked the measures.
    pub async fn measures_to_freeze(&mut self, report: &Document) -> Result<Vec<MeasureToFreeze>, StoreError> {
        let measures: Vec<Uuid> = documents_of_year!(
            report.jurisdiction.organization_id,
            &report.programme,
            report.fiscal_year
        )
        .filter(documents::kind.eq(DocumentKind::Measure.as_str()))
        .order_by(documents::id)
        .select(documents::id)
        .load(self.connection())
        .await?;
        let edition_rows: Vec<EditionColumns> = editions::table
            .inner_join(contents::table.on(contents::id.eq(editions::content_id)))
            .filter(editions::document_id.eq_any(&measures))
            .filter(editions::state.ne_all([State::Superseded, State::Withdrawn].map(State::as_str)))
            .order_by(editions::number.desc())
            .select((
                editions::document_id,
                editions::number,
                editions::state,
                editions::title,
                contents::sha256,
                contents::contributors,
            ))
            .load(self.connection())
            .await?;
        let result_rows: Vec<ResultColumns> = results::table
            .inner_join(contents::table)
            .filter(results::document_id.eq_any(&measures))
            .order_by(results::id)
            .select((
                results::document_id,
                results::id,
                contents::version,
                contents::sha256,
                contents::contributors,
            ))
            .load(self.connection())
            .await?;
        measures_of_rows(&measures, edition_rows, result_rows)
    }
}

/// Measure, number, state, title, SHA-256, contributors.
type EditionColumns = (Uuid, i32, String, String, String, Vec<Uuid>);

/// Measure, result, version, SHA-256, contributors.
type ResultColumns = (Uuid, Uuid, i32, String, Vec<Uuid>);

fn measures_of_rows(
    measures: &[Uuid],
    edition_rows: Vec<EditionColumns>,
    result_rows: Vec<ResultColumns>,
) -> Result<Vec<MeasureToFreeze>, StoreError> {
    let mut editions: HashMap<Uuid, Vec<EditionToFreeze>> = HashMap::new();
    for (document, number, state, title, sha256, contributors) in edition_rows {
        editions.entry(document).or_default().push(EditionToFreeze {
            number: loaded_number(number)?,
            state: state.parse().map_err(corrupt)?,
            title,
            sha256,
            contributors: contributors.into_iter().map(UserId::new).collect(),
        });
    }
    let mut results: HashMap<Uuid, Vec<VersionReference<ResultId>>> = HashMap::new();
    let mut authors: HashMap<Uuid, Vec<UserId>> = HashMap::new();
    for (document, id, version, sha256, contributors) in result_rows {
        let of_measure = authors.entry(document).or_default();
        of_measure.extend(contributors.into_iter().map(UserId::new));
        results.entry(document).or_default().push(VersionReference {
            id: ResultId::new(id),
            version: loaded_number(version)?,
            sha256,
        });
    }
    Ok(measures
        .iter()
        .map(|id| MeasureToFreeze {
            id: DocumentId::new(*id),
            editions: editions.remove(id).unwrap_or_default(),
            results: results.remove(id).unwrap_or_default(),
            result_contributors: authors.remove(id).unwrap_or_default(),
        })
        .collect())
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
            _ => Self::Analysis,
        })
    }
}
