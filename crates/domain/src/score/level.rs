//! The level of scores of which only some may be known.

use super::card::ScoreCard;
use super::outcome::{LevelOutcome, Undetermined};
use super::roll_up::{FigureKey, RollUp, roll_up};
use super::span::{FULL, Span};
use super::weighted::weighted_points;
use crate::catalogue::{Catalogue, InstrumentCode, Level, Score};

/// The level of the scores under the scheme of the catalogue. Figures that are not stated are computed where all their
/// parts are known. The level is determined if it is the same whatever the unknown scores are.
pub fn level<'a>(scores: &ScoreCard, catalogue: &'a Catalogue) -> LevelOutcome<'a> {
    let all = || catalogue.level_scheme.levels.iter().collect();
    if scores.has_no_score() {
        return LevelOutcome::Undetermined {
            because: Undetermined::NoScores,
            possible: all(),
        };
    }
    if !weighted_points(scores, catalogue).is_empty() {
        return LevelOutcome::Undetermined {
            because: Undetermined::LooksWeighted,
            possible: all(),
        };
    }
    let rolled = roll_up(scores, catalogue);
    let stated = level_of(scores, &rolled, catalogue);
    let corrected = with_computed(scores, &rolled);
    if corrected == *scores {
        return stated;
    }
    let computed = level_of(&corrected, &roll_up(&corrected, catalogue), catalogue);
    if stated.level().is_some() && stated == computed {
        return stated;
    }
    let levels = catalogue.level_scheme.levels.iter();
    LevelOutcome::Undetermined {
        because: Undetermined::ScoresDisagree,
        possible: levels
            .filter(|level| stated.allows(level) || computed.allows(level))
            .collect(),
    }
}

/// The scores with the computed total and instruments in place of stated ones that disagree.
fn with_computed(scores: &ScoreCard, rolled: &RollUp) -> ScoreCard {
    let mut corrected = scores.clone();
    for disagreement in rolled.disagreements() {
        let computed = Some(disagreement.computed.rounded());
        match disagreement.key {
            FigureKey::Total => corrected.total = computed,
            FigureKey::Instrument(InstrumentCode::Iit) => corrected.iit = computed,
            FigureKey::Instrument(InstrumentCode::Eit) => corrected.eit = computed,
            FigureKey::Instrument(InstrumentCode::Oit) => corrected.oit = computed,
            FigureKey::Indicator(_) | FigureKey::SubIndicator(_) => {}
        }
    }
    corrected
}

/// A score that each level with a condition on instruments looks at.
struct Condition {
    instrument: InstrumentCode,
    /// Whether it stands for the lower part of the instrument.
    is_part: bool,
    span: Span,
}

fn level_of<'a>(scores: &ScoreCard, rolled: &RollUp, catalogue: &'a Catalogue) -> LevelOutcome<'a> {
    let total = total_span(rolled, catalogue);
    let conditions = conditions(scores, rolled, catalogue, total);
    let levels = &catalogue.level_scheme.levels;
    let mut possible = vec![false; levels.len()];
    for tried in totals_to_try(total, levels) {
        for (level, possible) in levels.iter().zip(&mut possible) {
            let spans =
                (i64::from(level.min_total.hundredths())..=i64::from(level.max_total.hundredths())).contains(&tried);
            let met = level
                .min_each_instrument
                .map_or(Some(true), |mark| meets(&conditions, mark));
            if spans && met != Some(false) {
                *possible = true;
                if met == Some(true) {
                    break;
                }
            }
        }
    }
    let possible = levels.iter().zip(possible).filter(|(_, possible)| *possible);
    let possible: Vec<&Level> = possible.map(|(level, _)| level).collect();
    match possible.as_slice() {
        [only] => LevelOutcome::Determined(only),
        _ => LevelOutcome::Undetermined {
            because: reason(total, &conditions, levels),
            possible,
        },
    }
}

/// One total of each range in which the same levels span the totals.
fn totals_to_try(total: Span, levels: &[Level]) -> impl Iterator<Item = i64> {
    let borders = levels.iter().flat_map(|level| {
        [
            i64::from(level.min_total.hundredths()),
            i64::from(level.max_total.hundredths()) + 1,
        ]
    });
    std::iter::once(total.low).chain(borders.filter(move |border| (total.low..=total.high).contains(border)))
}

/// Whether all conditions reach the mark; `None` when that depends on an unknown score.
fn meets(conditions: &[Condition], mark: Score) -> Option<bool> {
    let mark = i64::from(mark.hundredths());
    if conditions.iter().any(|condition| condition.span.high < mark) {
        return Some(false);
    }
    conditions
        .iter()
        .all(|condition| condition.span.low >= mark)
        .then_some(true)
}

fn reason(total: Span, conditions: &[Condition], levels: &[Level]) -> Undetermined {
    if !total.is_known() {
        return Undetermined::TotalUnknown;
    }
    let marks = levels.iter().filter_map(|level| level.min_each_instrument);
    let marks: Vec<i64> = marks.map(|mark| i64::from(mark.hundredths())).collect();
    let open = |condition: &&Condition| {
        let span = condition.span;
        marks.iter().any(|mark| (span.low + 1..=span.high).contains(mark))
    };
    let open: Vec<&Condition> = conditions.iter().filter(open).collect();
    if !open.is_empty() && open.iter().all(|condition| condition.is_part) {
        return Undetermined::EitPartsUnknown;
    }
    Undetermined::InstrumentsUnknown(open.iter().map(|condition| condition.instrument).collect())
}

/// The total; otherwise what it can be.
fn total_span(rolled: &RollUp, catalogue: &Catalogue) -> Span {
    if let Some(total) = rolled.total.score() {
        return Span::of(total);
    }
    let (mut low, mut high) = (0, 0);
    for instrument in &catalogue.instruments {
        let weight = i64::from(instrument.weight_percent.hundredths());
        let span = instrument_span(rolled, instrument.code);
        low += span.low * weight;
        high += span.high * weight;
    }
    // The known scores are rounded, so that the total may be a hundredth less or more.
    Span {
        low: (low / FULL - 1).max(0),
        high: (high / FULL + 1).min(FULL),
    }
}

fn instrument_span(rolled: &RollUp, code: InstrumentCode) -> Span {
    let score = rolled.instruments.get(&code).and_then(super::roll_up::Figure::score);
    score.map_or(Span::ANY, Span::of)
}

fn conditions(scores: &ScoreCard, rolled: &RollUp, catalogue: &Catalogue, total: Span) -> Vec<Condition> {
    let instruments = catalogue.instruments.iter();
    instruments
        .map(|instrument| {
            let mut span = instrument_span(rolled, instrument.code);
            if !span.is_known() {
                span.low = lowest(total, i64::from(instrument.weight_percent.hundredths()));
            }
            let is_part = !instrument.parts.is_empty();
            Condition {
                instrument: instrument.code,
                is_part,
                span: if is_part { lower_part(scores, span) } else { span },
            }
        })
        .collect()
}

/// The lowest score of an instrument with which the total is reached when all others have 100.
fn lowest(total: Span, weight: i64) -> i64 {
    if total.low == FULL {
        return FULL;
    }
    // The total is rounded by up to half a hundredth, and 1 more keeps the division on the safe side.
    let missing = (FULL - total.low + 1) * FULL;
    (FULL - missing.checked_div(weight).map_or(FULL, |missing| missing + 1)).max(0)
}

/// The lower part of EIT. Whatever the weights of the parts are, EIT lies between them: the lower part is at most EIT,
/// and a part that is below EIT is the lower one. If EIT is 100, so are both parts.
fn lower_part(scores: &ScoreCard, eit: Span) -> Span {
    match scores.eit_parts() {
        [Some(first), Some(second)] => Span::of(first.min(second)),
        [Some(known), None] | [None, Some(known)] => {
            let known = i64::from(known.hundredths());
            if known < eit.low || eit.low == FULL {
                Span {
                    low: known,
                    high: known,
                }
            } else {
                Span {
                    low: 0,
                    high: known.min(eit.high),
                }
            }
        }
        [None, None] => Span {
            low: if eit.low == FULL { FULL } else { 0 },
            high: eit.high,
        },
    }
}
