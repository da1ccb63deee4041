//! The references of reports. They are taken in a constant number of statements; `changes` compares them with the data later.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::document::{Document, DocumentKind};
use prongsai_domain::id::{ActivityId, DocumentId, ResultId, UserId};
use prongsai_domain::report::VersionReference;
use prongsai_domain::workflow::State;
use uuid::Uuid;

use crate::document::documents_of_year;
use crate::rows::{corrupt, loaded_number};
use crate::schema::{activities, contents, documents, editions, results};
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
    /// The current versions of its activities, in the order they were made.
    pub activities: Vec<VersionReference<ActivityId>>,
    /// Everybody who wrote in these versions of the results and activities.
    pub contributors: Vec<UserId>,
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

/// The current versions of results or activities of measures, in the order they were made: [`PartColumns`].
macro_rules! current_parts {
    ($table:ident, $measures:expr) => {
        $table::table
            .inner_join(contents::table)
            .filter($table::document_id.eq_any($measures))
            .order_by($table::id)
            .select((
                $table::document_id,
                $table::id,
                contents::version,
                contents::sha256,
                contents::contributors,
            ))
    };
}

impl Transaction {
    /// The measures of a report's year, with their editions and the current versions of their results and
    /// activities. The caller has
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
        let edition_rows = self.editions_to_freeze(&measures).await?;
        let result_rows: Vec<PartColumns> = current_parts!(results, &measures).load(self.connection()).await?;
        let activity_rows: Vec<PartColumns> = current_parts!(activities, &measures).load(self.connection()).await?;
        let mut authors = HashMap::new();
        let mut editions = editions_of_rows(edition_rows)?;
        let mut results = parts_of_rows(result_rows, ResultId::new, &mut authors)?;
        let mut activities = parts_of_rows(activity_rows, ActivityId::new, &mut authors)?;
        let measures = measures.iter().map(|id| MeasureToFreeze {
            id: DocumentId::new(*id),
            editions: editions.remove(id).unwrap_or_default(),
            results: results.remove(id).unwrap_or_default(),
            activities: activities.remove(id).unwrap_or_default(),
            contributors: authors.remove(id).unwrap_or_default(),
        });
        Ok(measures.collect())
    }

    async fn editions_to_freeze(&mut self, measures: &[Uuid]) -> QueryResult<Vec<EditionColumns>> {
        editions::table
            .inner_join(contents::table.on(contents::id.eq(editions::content_id)))
            .filter(editions::document_id.eq_any(measures))
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
            .await
    }
}

/// Measure, number, state, title, SHA-256, contributors.
type EditionColumns = (Uuid, i32, String, String, String, Vec<Uuid>);

/// Measure, result or activity, version, SHA-256, contributors.
type PartColumns = (Uuid, Uuid, i32, String, Vec<Uuid>);

/// The editions by their measures.
fn editions_of_rows(rows: Vec<EditionColumns>) -> Result<HashMap<Uuid, Vec<EditionToFreeze>>, StoreError> {
    let mut editions: HashMap<Uuid, Vec<EditionToFreeze>> = HashMap::new();
    for (document, number, state, title, sha256, contributors) in rows {
        editions.entry(document).or_default().push(EditionToFreeze {
            number: loaded_number(number)?,
            state: state.parse().map_err(corrupt)?,
            title,
            sha256,
            contributors: contributors.into_iter().map(UserId::new).collect(),
        });
    }
    Ok(editions)
}

/// The results or activities by their measures. Adds who wrote in them to `authors`, by measure.
fn parts_of_rows<Id>(
    rows: Vec<PartColumns>,
    id_of: fn(Uuid) -> Id,
    authors: &mut HashMap<Uuid, Vec<UserId>>,
) -> Result<HashMap<Uuid, Vec<VersionReference<Id>>>, StoreError> {
    let mut parts: HashMap<Uuid, Vec<VersionReference<Id>>> = HashMap::new();
    for (document, id, version, sha256, contributors) in rows {
        let of_measure = authors.entry(document).or_default();
        of_measure.extend(contributors.into_iter().map(UserId::new));
        parts.entry(document).or_default().push(VersionReference {
            id: id_of(id),
            version: loaded_number(version)?,
            sha256,
        });
    }
    Ok(parts)
}
