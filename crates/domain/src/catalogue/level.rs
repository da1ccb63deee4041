use serde::{Deserialize, Serialize};

use super::hundredths::Score;
use super::provenance::Provenance;

/// The scores that determine a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelBasis {
    /// The total alone (up to FY2565).
    BandsOnTotal,
    /// The total and the lowest instrument (from FY2566 on).
    TotalAndEachInstrument,
}

/// How scores determine the level (ระดับผลการประเมิน).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelScheme {
    /// The scores that determine the level.
    pub basis: LevelBasis,
    /// The lowest total with which an organization passes.
    pub pass_mark: Score,
    /// Best first: the first level whose conditions are met applies.
    pub levels: Vec<Level>,
    /// Provenance of the scheme.
    pub provenance: Provenance,
}

/// One level of a [`LevelScheme`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Code, e.g. `A` or `GOOD`.
    pub code: String,
    /// Thai name, e.g. ผ่านดี.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Lowest total, inclusive.
    pub min_total: Score,
    /// Highest total, inclusive.
    pub max_total: Score,
    /// Lowest score in every instrument, if one is required. An instrument with parts needs it in each part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_each_instrument: Option<Score>,
}

/// The known scores of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scores {
    /// Weighted total.
    pub total: Score,
    /// Internal instrument.
    pub iit: Option<Score>,
    /// External instrument.
    pub eit: Option<Score>,
    /// Open-data instrument.
    pub oit: Option<Score>,
}

impl Scores {
    /// The total alone.
    pub const fn of_total(total: Score) -> Self {
        Self {
            total,
            iit: None,
            eit: None,
            oit: None,
        }
    }

    /// Whether every instrument reaches the mark; `None` when that depends on an unknown score.
    fn each_reaches(&self, mark: Score) -> Option<bool> {
        let instruments = [self.iit, self.eit, self.oit];
        if instruments.iter().flatten().any(|score| *score < mark) {
            return Some(false);
        }
        instruments.iter().all(Option::is_some).then_some(true)
    }
}

impl Level {
    /// Whether the total is in the level's range.
    pub fn spans(&self, total: Score) -> bool {
        (self.min_total..=self.max_total).contains(&total)
    }
}

impl LevelScheme {
    /// The level of these scores; `None` when it depends on an unknown score of an instrument.
    pub fn level(&self, scores: &Scores) -> Option<&Level> {
        for level in self.levels.iter().filter(|level| level.spans(scores.total)) {
            match level.min_each_instrument {
                None => return Some(level),
                Some(mark) => match scores.each_reaches(mark) {
                    Some(true) => return Some(level),
                    Some(false) => {}
                    None => return None,
                },
            }
        }
        None
    }
}
