use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::item_code::ItemCode;
use crate::calendar::FiscalYear;
use crate::catalogue::{IndicatorCode, InstrumentCode, ProgrammeCode, Score};

/// The known scores of an assessment. Every score is known or not; an unknown score is not 0.
///
/// Analyses store it. A field that was added after the first release is left out when it is empty, so that what was
/// stored before is written as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreCard {
    /// The weighted total score.
    pub total: Option<Score>,
    /// The score of the internal instrument (IIT).
    pub iit: Option<Score>,
    /// The score of the external instrument (EIT).
    pub eit: Option<Score>,
    /// The score of part 1 of EIT, which people answered on their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eit_part_1: Option<Score>,
    /// The score of part 2 of EIT, which was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eit_part_2: Option<Score>,
    /// The score of the open-data instrument (OIT).
    pub oit: Option<Score>,
    /// The scores of the indicators.
    pub indicators: BTreeMap<IndicatorCode, Score>,
    /// The scores of the sub-indicators, by code: `9.1`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sub_indicators: BTreeMap<String, Score>,
    /// The scores of the items: `o31`. Most are 0 or 100.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<ItemCode, Score>,
    /// The level as it was published.
    pub published_level: Option<String>,
}

impl ScoreCard {
    /// The stated score of an instrument.
    pub const fn instrument(&self, code: InstrumentCode) -> Option<Score> {
        match code {
            InstrumentCode::Iit => self.iit,
            InstrumentCode::Eit => self.eit,
            InstrumentCode::Oit => self.oit,
        }
    }

    /// The stated scores of the parts 1 and 2 of EIT.
    pub const fn eit_parts(&self) -> [Option<Score>; 2] {
        [self.eit_part_1, self.eit_part_2]
    }

    /// Whether there is no score; the level may be stated.
    pub fn has_no_score(&self) -> bool {
        let single = [
            self.total,
            self.iit,
            self.eit,
            self.oit,
            self.eit_part_1,
            self.eit_part_2,
        ];
        single.iter().all(Option::is_none)
            && self.indicators.is_empty()
            && self.sub_indicators.is_empty()
            && self.items.is_empty()
    }
}

/// The scores of one organization in one assessment: of a programme and a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearScores {
    /// The programme, e.g. `nacc-ita`.
    pub programme: ProgrammeCode,
    /// The assessed fiscal year.
    pub fiscal_year: FiscalYear,
    /// The scores.
    pub scores: ScoreCard,
}
