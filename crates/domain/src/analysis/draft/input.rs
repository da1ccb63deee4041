use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, IndicatorCode, LevelScheme, Score};
use crate::score::ScoreCard;

/// What findings are drafted from.
#[derive(Clone, Copy, Debug)]
pub struct DraftInput<'a> {
    /// The scores of the assessed year.
    pub scores: &'a ScoreCard,
    /// The catalogue of the assessed year.
    pub catalogue: &'a Catalogue,
    /// The scores of the year before the assessed one, if known.
    pub last_year: Option<LastYear<'a>>,
    /// What other organizations reached in the assessed year, if known.
    pub medians: Option<&'a Medians>,
    /// From which scores on something is a finding.
    pub thresholds: Thresholds,
}

/// The scores of an earlier year. Its catalogue says which indicators are the same.
#[derive(Clone, Copy, Debug)]
pub struct LastYear<'a> {
    /// The scores.
    pub scores: &'a ScoreCard,
    /// The catalogue of that year.
    pub catalogue: &'a Catalogue,
}

/// The medians (มัธยฐาน) of the indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Medians {
    /// Of the organizations of the province.
    pub province: BTreeMap<IndicatorCode, Score>,
    /// Of the organizations of the same kind.
    pub kind: BTreeMap<IndicatorCode, Score>,
}

/// From which scores on something is a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// A score below it is an urgent weakness.
    pub urgent: Score,
    /// A score below it needs development.
    pub improve: Score,
    /// A score of at least this is a strength.
    pub strength: Score,
    /// A drop of at least this many points against the year before needs development.
    pub drop: Score,
}

/// The smallest drop that is a finding, in hundredths of a point; docs/scores.md states it.
const DROP_HUNDREDTHS: u16 = 500;

impl Thresholds {
    /// The marks of a year's level scheme: urgent below the end of the lowest level, to be improved below the pass mark,
    /// a strength from the best level on. A drop counts from 5.00 points on.
    pub fn of(scheme: &LevelScheme) -> Self {
        let starts = || scheme.levels.iter().map(|level| level.min_total);
        Self {
            urgent: starts()
                .filter(|start| *start > Score::ZERO)
                .min()
                .unwrap_or(scheme.pass_mark)
                .min(scheme.pass_mark),
            improve: scheme.pass_mark,
            strength: starts().max().unwrap_or(Score::FULL),
            drop: Score::from_hundredths(DROP_HUNDREDTHS).unwrap_or(Score::FULL),
        }
    }
}
