use serde::{Deserialize, Serialize};

use crate::analysis::content::FindingKind;
use crate::calendar::FiscalYear;
use crate::catalogue::{IndicatorCode, Score};

/// A finding that the scores suggest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedFinding {
    /// Identifies the proposal: the indicator, and whether it is a weakness or a strength. It stays the same when the
    /// figures change.
    pub id: String,
    /// The kind of finding.
    pub kind: FindingKind,
    /// The indicator.
    pub indicator: IndicatorCode,
    /// The finding in words, with all figures; Thai.
    pub description: String,
    /// Why it is proposed. At least one reason.
    pub reasons: Vec<Reason>,
}

/// Why a finding is proposed, with the figures. A score is the one of the assessed year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reason {
    /// Below the mark of urgent weaknesses.
    BelowUrgentMark {
        /// The score.
        score: Score,
        /// The mark.
        mark: Score,
    },
    /// Below the mark of what is good enough.
    BelowPassMark {
        /// The score.
        score: Score,
        /// The mark.
        mark: Score,
    },
    /// Far below the score of an earlier year.
    Dropped {
        /// The score.
        score: Score,
        /// The score of the earlier year.
        before: Score,
        /// The earlier year.
        fiscal_year: FiscalYear,
    },
    /// Below every known median.
    BelowMedians {
        /// The score.
        score: Score,
        /// The median of the province, if known.
        province: Option<Score>,
        /// The median of the kind of organization, if known.
        kind: Option<Score>,
    },
    /// At least the mark of the best level.
    AtStrengthMark {
        /// The score.
        score: Score,
        /// The mark.
        mark: Score,
    },
    /// The best score of the organization, where none reaches the mark of the best level.
    Best {
        /// The score.
        score: Score,
    },
}
