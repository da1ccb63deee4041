use std::collections::BTreeMap;
use std::sync::Arc;

use prongsai_domain::catalogue::{Catalogue, IndicatorCode, InstrumentCode, Level, Score};
use prongsai_domain::doubt::Doubt;
use prongsai_domain::review::review_scores;
use prongsai_domain::score::{LevelOutcome, RollUp, Undetermined, YearScores, level, roll_up, weighted_points};
use prongsai_persistence::{CatalogueEdition, StoredScores};

/// Scores, with what follows from them.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// The scores as they are stored.
    pub stored: StoredScores,
    /// What follows from them.
    pub assessment: Assessment,
}

/// What follows from scores, by the catalogue in force in their year.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The catalogue.
    pub catalogue: CatalogueEdition,
    /// Every figure, stated and computed.
    pub rolled: RollUp,
    /// The level and the warnings.
    pub review: ScoreReview,
}

/// The level of scores, and the warnings about them.
#[derive(Clone, Debug)]
pub struct ScoreReview {
    /// The level, if the scores determine it.
    pub level: Option<Level>,
    /// Otherwise the reason.
    pub undetermined: Option<Undetermined>,
    /// The levels that are possible, best first; the level itself if it is determined.
    pub possible: Vec<Level>,
    /// The scores on 100 of the instruments that look like weighted points.
    pub points: BTreeMap<InstrumentCode, Score>,
    /// The warnings about the scores. Their pointers begin with `/scores`.
    pub warnings: Vec<Doubt>,
}

impl Assessment {
    /// What follows from scores; `catalogue` is the one of this edition.
    pub(crate) fn of(scores: &YearScores, edition: CatalogueEdition, catalogue: &Arc<Catalogue>) -> Self {
        Self {
            catalogue: edition,
            rolled: roll_up(&scores.scores, catalogue),
            review: ScoreReview::of(scores, catalogue),
        }
    }
}

impl ScoreReview {
    /// The review of scores by the catalogue in force in their year.
    pub(crate) fn of(scores: &YearScores, catalogue: &Arc<Catalogue>) -> Self {
        let card = &scores.scores;
        let (level, undetermined, possible) = match level(card, catalogue) {
            LevelOutcome::Determined(level) => (Some(level.clone()), None, vec![level.clone()]),
            LevelOutcome::Undetermined { because, possible } => {
                (None, Some(because), possible.into_iter().cloned().collect())
            }
        };
        Self {
            level,
            undetermined,
            possible,
            points: weighted_points(card, catalogue),
            warnings: review_scores(card, scores.fiscal_year, catalogue),
        }
    }
}

/// The score of each indicator that is known: stated, or computed from its parts.
pub(super) fn known_indicators(scores: &YearScores, catalogue: &Catalogue) -> BTreeMap<IndicatorCode, Score> {
    let figures = roll_up(&scores.scores, catalogue).indicators.into_iter();
    figures
        .filter_map(|(code, figure)| Some((code, figure.score()?)))
        .collect()
}
