use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::score::ScoreChange;
use prongsai_domain::score::table::IgnoredColumn;

use crate::score::ScoreReview;

/// The maximum number of changed figures that an outcome lists. A table may change a million.
pub(super) const CHANGES_MAX: usize = 5_000;

/// The outcome of an import of scores, or of a dry run.
#[derive(Clone, Debug)]
pub struct ScoreImportOutcome {
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// The sheet that was read, if the file has sheets.
    pub sheet: Option<String>,
    /// The visible sheets that were not read.
    pub other_sheets: Vec<String>,
    /// The columns that are not read, because their names are not known.
    pub ignored: Vec<IgnoredColumn>,
    /// The scores of each organization and year in the table, by row.
    pub entries: Vec<ImportedScores>,
    /// The number of changed figures that are not listed.
    pub further_changes: usize,
}

/// The scores of one organization and year in a table.
#[derive(Clone, Debug)]
pub struct ImportedScores {
    /// The first row, from 1.
    pub row: usize,
    /// The organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization: String,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// What happens to the stored scores.
    pub effect: ImportEffect,
    /// Their revision after the import; `None` in a dry run that changes them.
    pub revision: Option<i64>,
    /// The figures that change.
    pub changes: Vec<ScoreChange>,
    /// The level after the import, and the warnings.
    pub review: ScoreReview,
}

/// What an import does to the scores of an organization and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportEffect {
    /// There were none.
    Created,
    /// They differ.
    Updated,
    /// They are the same.
    Unchanged,
}

impl ImportEffect {
    /// The name in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        }
    }
}

impl ScoreImportOutcome {
    /// The outcome of a dry run: what was written has no revision, because it was rolled back.
    pub(super) fn into_dry_run(mut self) -> Self {
        self.dry_run = true;
        for entry in &mut self.entries {
            if entry.effect != ImportEffect::Unchanged {
                entry.revision = None;
            }
        }
        self
    }
}
