use prongsai_application::AnswerError;
use prongsai_application::score::{ImportEffect, ImportedScores, ScoreImportOutcome};
use prongsai_domain::score::{ChangedValues, ScoreChange};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::{ScoreLevelView, ScoreWarningView};
use crate::present::Reply;

/// The outcome of an import of scores, or of a dry run.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoreImportView {
    /// Whether it was a dry run, which stores nothing.
    dry_run: bool,
    /// The sheet that was read; `null` for a CSV file.
    #[schema(example = "คะแนน")]
    sheet: Option<String>,
    /// The visible sheets that were not read.
    other_sheets: Vec<String>,
    /// The columns that are not read, because their names are not known in the year.
    ignored_columns: Vec<IgnoredColumnView>,
    /// The number of scores that were not there before.
    created: usize,
    /// The number of scores that differ from those that were there.
    updated: usize,
    /// The number of scores that are the same.
    unchanged: usize,
    /// The scores of each organization and year in the table, by row.
    entries: Vec<ImportedScoresView>,
    /// The number of changed figures that are not listed; at most 5,000 are.
    further_changes: usize,
}

/// A column that is not read.
#[derive(Serialize, ToSchema)]
pub(crate) struct IgnoredColumnView {
    /// The column, from 1.
    #[schema(example = 9)]
    column: usize,
    /// Its name.
    #[schema(example = "หมายเหตุ")]
    name: String,
}

/// The scores of one organization and year in a table.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedScoresView {
    /// The first row, from 1.
    #[schema(example = 2)]
    row: usize,
    /// The id of the organization.
    organization_id: Uuid,
    /// The name of the organization.
    #[schema(example = "เทศบาลตำบลดอนฟ้าใส")]
    organization: String,
    /// The fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// What happens to the stored scores: `created`, `updated` or `unchanged`.
    #[schema(example = "created", pattern = "^(created|updated|unchanged)$")]
    effect: &'static str,
    /// Their revision after the import; `null` if a dry run would change them.
    revision: Option<i64>,
    /// The figures that change.
    changes: Vec<ScoreChangeView>,
    /// The level of the scores after the import.
    level: ScoreLevelView,
    /// The warnings about the scores after the import.
    warnings: Vec<ScoreWarningView>,
}

/// A figure that changes.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoreChangeView {
    /// The JSON pointer of the figure in the scores.
    #[schema(example = "/indicators/i7")]
    pointer: String,
    /// The stored value: a number, or a text for the published level; `null` if it was not known.
    #[schema(value_type = Option<Value>, example = 80.25)]
    before: Value,
    /// The value of the table.
    #[schema(value_type = Option<Value>, example = 81.5)]
    after: Value,
}

impl From<&ScoreImportOutcome> for ScoreImportView {
    fn from(outcome: &ScoreImportOutcome) -> Self {
        let count = |effect: ImportEffect| outcome.entries.iter().filter(|entry| entry.effect == effect).count();
        let ignored = outcome.ignored.iter();
        Self {
            dry_run: outcome.dry_run,
            sheet: outcome.sheet.clone(),
            other_sheets: outcome.other_sheets.clone(),
            ignored_columns: ignored
                .map(|column| IgnoredColumnView {
                    column: column.column,
                    name: column.name.clone(),
                })
                .collect(),
            created: count(ImportEffect::Created),
            updated: count(ImportEffect::Updated),
            unchanged: count(ImportEffect::Unchanged),
            entries: outcome.entries.iter().map(ImportedScoresView::from).collect(),
            further_changes: outcome.further_changes,
        }
    }
}

impl From<&ImportedScores> for ImportedScoresView {
    fn from(entry: &ImportedScores) -> Self {
        Self {
            row: entry.row,
            organization_id: entry.organization_id.get(),
            organization: entry.organization.clone(),
            fiscal_year: entry.fiscal_year.get(),
            effect: entry.effect.as_str(),
            revision: entry.revision,
            changes: entry.changes.iter().map(ScoreChangeView::from).collect(),
            level: ScoreLevelView::from(&entry.review),
            warnings: entry.review.warnings.iter().map(ScoreWarningView::from).collect(),
        }
    }
}

impl From<&ScoreChange> for ScoreChangeView {
    fn from(change: &ScoreChange) -> Self {
        let (before, after) = match &change.values {
            ChangedValues::Score(before, after) => (json!(before), json!(after)),
            ChangedValues::Level(before, after) => (json!(before), json!(after)),
        };
        Self {
            pointer: change.pointer.clone(),
            before,
            after,
        }
    }
}

/// Replies 200 to a dry run, and to an import with what it changed.
pub(super) fn reply(outcome: &ScoreImportOutcome) -> Result<Reply, AnswerError> {
    crate::present::done(&ScoreImportView::from(outcome))
}
