//! The figures of every level, computed from the level below.
//!
//! item → mean per sub-indicator → mean of the sub-indicators is the indicator → mean of the indicators is the
//! instrument → the weighted sum of the instruments is the total. A stated figure is used as it was published. A figure
//! that is not stated is used as the exact fraction. Nothing else is rounded: a published figure has two decimals, and
//! the fraction is rounded half up when it is shown.

use std::collections::BTreeMap;

use super::card::ScoreCard;
use super::ratio::{Ratio, mean};
use crate::catalogue::{Catalogue, IndicatorCode, Instrument, InstrumentCode, Score, Weight};

/// The largest difference between a stated and a computed figure that is no disagreement, in hundredths. Figures of the
/// level below are rounded by up to half a hundredth, and so is the stated figure.
pub const TOLERANCE: u16 = 1;

/// The reason why a figure is not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotComputed {
    /// A part is not known.
    PartUnknown,
    /// The parts of EIT are known, but not their weights.
    WeightsUnknown,
    /// The catalogue has no parts for it.
    NoParts,
}

/// A figure as it was stated, and as it is computed from the level below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The stated score.
    pub stated: Option<Score>,
    /// The exact fraction.
    pub computed: Result<Ratio, NotComputed>,
}

impl Figure {
    /// The stated score, otherwise the computed one with two decimals.
    pub fn score(&self) -> Option<Score> {
        self.stated.or_else(|| self.computed_score())
    }

    /// The computed score with two decimals.
    pub fn computed_score(&self) -> Option<Score> {
        self.computed.ok().map(Ratio::rounded)
    }

    /// What the level above is computed from.
    fn exact(&self) -> Result<Ratio, NotComputed> {
        match (self.stated, self.computed) {
            (Some(score), _) => Ok(Ratio::from(score)),
            // A figure that has no parts is a part itself, and it is not known.
            (None, Err(NotComputed::NoParts)) => Err(NotComputed::PartUnknown),
            (None, computed) => computed,
        }
    }

    fn disagrees(&self) -> Option<(Score, Ratio)> {
        let (stated, computed) = (self.stated?, self.computed.ok()?);
        computed
            .differs_by_more_than(TOLERANCE, stated)
            .then_some((stated, computed))
    }
}

/// The place of a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKey {
    /// The weighted total.
    Total,
    /// An instrument.
    Instrument(InstrumentCode),
    /// An indicator.
    Indicator(IndicatorCode),
    /// A sub-indicator, by its code.
    SubIndicator(String),
}

impl FigureKey {
    /// The JSON pointer of the figure within a [`ScoreCard`].
    pub fn pointer(&self) -> String {
        match self {
            Self::Total => "/total".to_owned(),
            Self::Instrument(code) => format!("/{}", code.as_str().to_lowercase()),
            Self::Indicator(code) => format!("/indicators/{code}"),
            Self::SubIndicator(code) => {
                format!("/sub_indicators/{}", code.replace('~', "~0").replace('/', "~1"))
            }
        }
    }
}

/// A stated figure that differs from the computed one by more than [`TOLERANCE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The figure.
    pub key: FigureKey,
    /// The stated score.
    pub stated: Score,
    /// The computed fraction.
    pub computed: Ratio,
}

/// Every figure above the items, stated and computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// The total.
    pub total: Figure,
    /// The instruments of the catalogue.
    pub instruments: BTreeMap<InstrumentCode, Figure>,
    /// The indicators of the catalogue.
    pub indicators: BTreeMap<IndicatorCode, Figure>,
    /// The sub-indicators of the catalogue.
    pub sub_indicators: BTreeMap<String, Figure>,
}

impl RollUp {
    /// The figures that are stated and computed, and differ by more than [`TOLERANCE`]; the total first.
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let total = std::iter::once((FigureKey::Total, &self.total));
        let instruments = self.instruments.iter();
        let indicators = self.indicators.iter();
        let sub_indicators = self.sub_indicators.iter();
        total
            .chain(instruments.map(|(code, figure)| (FigureKey::Instrument(*code), figure)))
            .chain(indicators.map(|(code, figure)| (FigureKey::Indicator(*code), figure)))
            .chain(sub_indicators.map(|(code, figure)| (FigureKey::SubIndicator(code.clone()), figure)))
            .filter_map(|(key, figure)| {
                let (stated, computed) = figure.disagrees()?;
                Some(Disagreement { key, stated, computed })
            })
            .collect()
    }
}

/// Computes every figure whose parts are all known, with the weights of the catalogue.
pub fn roll_up(scores: &ScoreCard, catalogue: &Catalogue) -> RollUp {
    let sub_indicators = sub_indicators(scores, catalogue);
    let indicators = indicators(scores, catalogue, &sub_indicators);
    let instruments: BTreeMap<InstrumentCode, Figure> = catalogue
        .instruments
        .iter()
        .map(|instrument| {
            (
                instrument.code,
                instrument_figure(scores, catalogue, instrument, &indicators),
            )
        })
        .collect();
    let total = Figure {
        stated: scores.total,
        computed: total(catalogue, &instruments),
    };
    RollUp {
        total,
        instruments,
        indicators,
        sub_indicators,
    }
}

fn sub_indicators(scores: &ScoreCard, catalogue: &Catalogue) -> BTreeMap<String, Figure> {
    let by_code: BTreeMap<String, Score> = scores
        .items
        .iter()
        .map(|(code, score)| (code.to_string(), *score))
        .collect();
    let mut items: BTreeMap<&str, Vec<Result<Ratio, NotComputed>>> = BTreeMap::new();
    for item in &catalogue.items {
        let score = by_code.get(&item.code).copied().map(Ratio::from);
        let of_part = items.entry(item.sub_indicator.as_str()).or_default();
        of_part.push(score.ok_or(NotComputed::PartUnknown));
    }
    let parts = catalogue.sub_indicators.iter();
    parts
        .map(|part| {
            let figure = Figure {
                stated: scores.sub_indicators.get(&part.code).copied(),
                computed: mean_of(items.remove(part.code.as_str()).unwrap_or_default()),
            };
            (part.code.clone(), figure)
        })
        .collect()
}

fn indicators(
    scores: &ScoreCard,
    catalogue: &Catalogue,
    sub_indicators: &BTreeMap<String, Figure>,
) -> BTreeMap<IndicatorCode, Figure> {
    let computed = |code: IndicatorCode| {
        let parts = catalogue.sub_indicators.iter().filter(|part| part.indicator == code);
        mean_of(parts.filter_map(|part| sub_indicators.get(&part.code).map(Figure::exact)))
    };
    catalogue
        .indicators
        .iter()
        .map(|indicator| {
            let figure = Figure {
                stated: scores.indicators.get(&indicator.code).copied(),
                computed: computed(indicator.code),
            };
            (indicator.code, figure)
        })
        .collect()
}

fn instrument_figure(
    scores: &ScoreCard,
    catalogue: &Catalogue,
    instrument: &Instrument,
    indicators: &BTreeMap<IndicatorCode, Figure>,
) -> Figure {
    let parts = catalogue.indicators.iter();
    let of_instrument = parts.filter(|indicator| indicator.instrument == instrument.code);
    let from_indicators =
        mean_of(of_instrument.filter_map(|indicator| indicators.get(&indicator.code).map(Figure::exact)));
    Figure {
        stated: scores.instrument(instrument.code),
        computed: from_indicators.or_else(|reason| from_parts(scores, instrument).unwrap_or(Err(reason))),
    }
}

/// The weighted sum of the parts of EIT; `None` unless the year counts them apart and both are known.
fn from_parts(scores: &ScoreCard, instrument: &Instrument) -> Option<Result<Ratio, NotComputed>> {
    if instrument.parts.is_empty() || instrument.code != InstrumentCode::Eit {
        return None;
    }
    let [Some(first), Some(second)] = scores.eit_parts() else {
        return None;
    };
    let mut sum = Ratio::ZERO;
    for (part, score) in instrument.parts.iter().zip([first, second]) {
        let Some(weight) = part.weight_percent else {
            return Some(Err(NotComputed::WeightsUnknown));
        };
        let weighted = Ratio::from(score).times(u32::from(weight.hundredths()))?;
        sum = sum.plus(weighted)?;
    }
    sum.divided_by(u32::from(Weight::FULL.hundredths())).map(Ok)
}

fn total(catalogue: &Catalogue, instruments: &BTreeMap<InstrumentCode, Figure>) -> Result<Ratio, NotComputed> {
    if catalogue.instruments.is_empty() {
        return Err(NotComputed::NoParts);
    }
    let mut sum = Ratio::ZERO;
    for instrument in &catalogue.instruments {
        let weight = u32::from(instrument.weight_percent.hundredths());
        let exact = instruments
            .get(&instrument.code)
            .map_or(Err(NotComputed::NoParts), Figure::exact)?;
        sum = exact
            .times(weight)
            .and_then(|it| sum.plus(it))
            .ok_or(NotComputed::PartUnknown)?;
    }
    sum.divided_by(u32::from(Weight::FULL.hundredths()))
        .ok_or(NotComputed::PartUnknown)
}

fn mean_of(parts: impl IntoIterator<Item = Result<Ratio, NotComputed>>) -> Result<Ratio, NotComputed> {
    let parts = parts.into_iter().collect::<Result<Vec<Ratio>, NotComputed>>()?;
    mean(parts).ok_or(NotComputed::NoParts)
}
