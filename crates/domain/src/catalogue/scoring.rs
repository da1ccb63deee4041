//! Totals of instruments, and levels of a total with its instruments. `score` does both for scores of which only some
//! are known, and for years that count the parts of EIT apart.

use super::code::InstrumentCode;
use super::hundredths::{Score, Weight};
use super::level::{Level, Scores};
use super::model::Catalogue;

impl Catalogue {
    /// The weight of an instrument; 0 when the catalogue does not have it.
    pub fn weight(&self, code: InstrumentCode) -> Weight {
        self.instruments
            .iter()
            .find(|instrument| instrument.code == code)
            .map_or(Weight::ZERO, |it| it.weight_percent)
    }

    /// The weighted total of the three instruments, rounded half up to two decimals.
    pub fn total(&self, iit: Score, eit: Score, oit: Score) -> Score {
        let parts = [
            (InstrumentCode::Iit, iit),
            (InstrumentCode::Eit, eit),
            (InstrumentCode::Oit, oit),
        ];
        let sum: u32 = parts
            .iter()
            .map(|(code, score)| u32::from(self.weight(*code).hundredths()) * u32::from(score.hundredths()))
            .sum();
        let full = u32::from(Weight::FULL.hundredths());
        let rounded = (sum + full / 2) / full;
        u16::try_from(rounded)
            .ok()
            .and_then(Score::from_hundredths)
            .unwrap_or(Score::FULL)
    }

    /// The level of these scores; `None` when it depends on an unknown score of an instrument.
    pub fn level(&self, scores: &Scores) -> Option<&Level> {
        self.level_scheme.level(scores)
    }
}
