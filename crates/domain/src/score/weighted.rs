//! Recognises instruments that are stated as weighted points: 28.67 of 30 instead of 95.57 of 100.

use std::collections::BTreeMap;

use super::card::ScoreCard;
use super::published_level::stated_level;
use super::span::{FULL, Span};
use crate::catalogue::{Catalogue, IndicatorCode, Instrument, InstrumentCode, Score, Weight};

/// An instrument with a stated score that may be points.
struct Candidate {
    code: InstrumentCode,
    weight: i64,
    stated: i64,
}

/// The scores on 100 of the instruments that look like weighted points, such as 95.57 for 28.67 of 30; empty when none
/// does. A score is only taken for points if it contradicts the total, the indicators or the published level as a score
/// on 100, and agrees with them as points. Without any of them, three instruments that are all between the half and the
/// whole of their weight look like points.
pub fn weighted_points(scores: &ScoreCard, catalogue: &Catalogue) -> BTreeMap<InstrumentCode, Score> {
    let candidates: Vec<Candidate> = catalogue
        .instruments
        .iter()
        .filter_map(|instrument| candidate(scores, instrument))
        .collect();
    let mut found = by_indicators(scores, catalogue, &candidates);
    if let Some(total) = total_span(scores, catalogue) {
        found.extend(by_total(scores, catalogue, &candidates, total));
    } else if found.is_empty() && scores.indicators.is_empty() && all_above_half(catalogue, &candidates) {
        found.extend(candidates.iter().map(|it| it.code));
    }
    let found: std::collections::BTreeSet<InstrumentCode> = found.into_iter().collect();
    let points = candidates.iter().filter(|candidate| found.contains(&candidate.code));
    points.filter_map(|it| Some((it.code, on_100(it)?))).collect()
}

/// A stated score is a candidate if it is above 0 and not above the weight.
fn candidate(scores: &ScoreCard, instrument: &Instrument) -> Option<Candidate> {
    let stated = i64::from(scores.instrument(instrument.code)?.hundredths());
    let weight = i64::from(instrument.weight_percent.hundredths());
    // A weight of 100 % makes no difference.
    (stated > 0 && stated <= weight && weight < FULL).then_some(Candidate {
        code: instrument.code,
        weight,
        stated,
    })
}

/// The score on 100, rounded half up.
fn on_100(candidate: &Candidate) -> Option<Score> {
    let hundredths = (2 * candidate.stated * FULL + candidate.weight) / (2 * candidate.weight);
    Score::from_hundredths(u16::try_from(hundredths.min(FULL)).ok()?)
}

fn all_above_half(catalogue: &Catalogue, candidates: &[Candidate]) -> bool {
    candidates.len() > 1
        && candidates.len() == catalogue.instruments.len()
        && candidates.iter().all(|it| it.stated * 2 >= it.weight)
}

/// The stated total; otherwise the totals of the published level.
fn total_span(scores: &ScoreCard, catalogue: &Catalogue) -> Option<Span> {
    scores.total.map(Span::of).or_else(|| {
        let level = stated_level(scores.published_level.as_deref()?, catalogue)?;
        Some(Span {
            low: i64::from(level.min_total.hundredths()),
            high: i64::from(level.max_total.hundredths()),
        })
    })
}

/// The candidates that the scores of their indicators contradict as scores on 100, and confirm as points.
fn by_indicators(scores: &ScoreCard, catalogue: &Catalogue, candidates: &[Candidate]) -> Vec<InstrumentCode> {
    let contradicted = |candidate: &&Candidate| {
        let Some(mean) = indicator_span(scores, catalogue, candidate.code) else {
            return false;
        };
        let as_points = Span {
            low: mean.low * candidate.weight / FULL,
            high: mean.high * candidate.weight / FULL,
        };
        let stated = Span {
            low: candidate.stated,
            high: candidate.stated,
        };
        !stated.meets(mean) && stated.meets(as_points)
    };
    candidates.iter().filter(contradicted).map(|it| it.code).collect()
}

/// The lowest and the highest mean of the indicators of an instrument; `None` when no indicator is known.
fn indicator_span(scores: &ScoreCard, catalogue: &Catalogue, code: InstrumentCode) -> Option<Span> {
    let of_instrument = catalogue.indicators.iter().filter(|it| it.instrument == code);
    let codes: Vec<IndicatorCode> = of_instrument.map(|it| it.code).collect();
    let known: Vec<i64> = codes
        .iter()
        .filter_map(|code| scores.indicators.get(code))
        .map(|score| i64::from(score.hundredths()))
        .collect();
    let count = i64::try_from(codes.len()).ok().filter(|_| !known.is_empty())?;
    let unknown = count - i64::try_from(known.len()).ok()?;
    let sum: i64 = known.iter().sum();
    Some(Span {
        low: sum / count,
        high: (sum + unknown * FULL) / count,
    })
}

/// The largest set of candidates with which the total can be the stated one, if it cannot be without them.
fn by_total(scores: &ScoreCard, catalogue: &Catalogue, candidates: &[Candidate], total: Span) -> Vec<InstrumentCode> {
    if total.meets(sum(scores, catalogue, &[])) {
        return Vec::new();
    }
    // At most three instruments, so at most eight sets.
    let mut sets: Vec<Vec<InstrumentCode>> = vec![Vec::new()];
    for candidate in candidates {
        let with = sets.iter().map(|set| [set.as_slice(), &[candidate.code]].concat());
        let with: Vec<_> = with.collect();
        sets.extend(with);
    }
    sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
    let mut fitting = sets.into_iter().filter(|set| !set.is_empty());
    let found = fitting.find(|set| total.meets(sum(scores, catalogue, set)));
    found.unwrap_or_default()
}

/// The lowest and the highest total when the scores of these instruments are points.
fn sum(scores: &ScoreCard, catalogue: &Catalogue, points: &[InstrumentCode]) -> Span {
    let full = i64::from(Weight::FULL.hundredths());
    let (mut low, mut high) = (0, 0);
    for instrument in &catalogue.instruments {
        let weight = i64::from(instrument.weight_percent.hundredths());
        let value = scores.instrument(instrument.code).map_or(Span::ANY, Span::of);
        let factor = if points.contains(&instrument.code) {
            full
        } else {
            weight
        };
        low += value.low * factor;
        high += value.high * factor;
    }
    Span {
        low: low / full,
        high: high / full,
    }
}
