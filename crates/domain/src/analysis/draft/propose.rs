use std::collections::{BTreeMap, BTreeSet};

use super::input::{DraftInput, LastYear};
use super::proposal::{ProposedFinding, Reason};
use super::wording::describe;
use crate::analysis::content::FindingKind;
use crate::catalogue::{Catalogue, Indicator, IndicatorCode, Score};
use crate::score::roll_up;
use crate::text::fold;

/// Proposes findings, at most one for each indicator: urgent weaknesses first, then points to be improved, each from the
/// lowest score up, then strengths from the highest score down. An indicator that is not stated is computed where its
/// parts are known; an indicator whose score is not known has no proposal.
pub fn draft(input: &DraftInput<'_>) -> Vec<ProposedFinding> {
    let known = scores_of(input.scores, input.catalogue);
    let before = input.last_year.map(|year| scores_before(input.catalogue, year));
    let mut proposals: Vec<(Score, u16, ProposedFinding)> = Vec::new();
    let mut weak = BTreeSet::new();
    for indicator in &input.catalogue.indicators {
        let Some(score) = known.get(&indicator.code).copied() else {
            continue;
        };
        let before = before.as_ref().and_then(|scores| scores.get(&indicator.code)).copied();
        let reasons = weaknesses(input, indicator.code, score, before);
        if reasons.is_empty() {
            continue;
        }
        weak.insert(indicator.code);
        let urgent = score < input.thresholds.urgent;
        let kind = if urgent {
            FindingKind::UrgentWeakness
        } else {
            FindingKind::NeedsDevelopment
        };
        proposals.push((score, indicator.order, proposal(indicator, kind, reasons)));
    }
    for (indicator, score, reason) in strengths(input, &known, &weak) {
        let proposed = proposal(indicator, FindingKind::Strength, vec![reason]);
        proposals.push((score, indicator.order, proposed));
    }
    proposals.sort_by_key(|(score, order, proposed)| {
        let hundredths = score.hundredths();
        match proposed.kind {
            FindingKind::UrgentWeakness => (0, hundredths, *order),
            FindingKind::NeedsDevelopment => (1, hundredths, *order),
            FindingKind::Strength => (2, u16::MAX - hundredths, *order),
        }
    });
    proposals.into_iter().map(|(_, _, proposed)| proposed).collect()
}

fn proposal(indicator: &Indicator, kind: FindingKind, reasons: Vec<Reason>) -> ProposedFinding {
    let side = if kind == FindingKind::Strength {
        "strength"
    } else {
        "weakness"
    };
    ProposedFinding {
        id: format!("{}-{side}", indicator.code),
        kind,
        indicator: indicator.code,
        description: describe(indicator, kind, &reasons),
        reasons,
    }
}

fn scores_of(card: &crate::score::ScoreCard, catalogue: &Catalogue) -> BTreeMap<IndicatorCode, Score> {
    let figures = roll_up(card, catalogue).indicators;
    let known = figures
        .into_iter()
        .filter_map(|(code, figure)| Some((code, figure.score()?)));
    known.collect()
}

fn weaknesses(input: &DraftInput<'_>, code: IndicatorCode, score: Score, before: Option<Score>) -> Vec<Reason> {
    let marks = input.thresholds;
    let mut reasons = Vec::new();
    if score < marks.urgent {
        let mark = marks.urgent;
        reasons.push(Reason::BelowUrgentMark { score, mark });
    } else if score < marks.improve {
        let mark = marks.improve;
        reasons.push(Reason::BelowPassMark { score, mark });
    }
    let dropped = before.filter(|before| {
        let drop = before.hundredths().saturating_sub(score.hundredths());
        drop > 0 && drop >= marks.drop.hundredths()
    });
    if let Some((before, year)) = dropped.zip(input.last_year) {
        let fiscal_year = year.catalogue.fiscal_year;
        reasons.push(Reason::Dropped {
            score,
            before,
            fiscal_year,
        });
    }
    // A median says nothing against a score that is a strength.
    if let Some(medians) = input.medians.filter(|_| score < marks.strength) {
        let (province, kind) = (medians.province.get(&code).copied(), medians.kind.get(&code).copied());
        let mut known = [province, kind].into_iter().flatten().peekable();
        if known.peek().is_some() && known.all(|median| score < median) {
            reasons.push(Reason::BelowMedians { score, province, kind });
        }
    }
    reasons
}

/// The indicators without a weakness that reach the mark of the best level; if none of all reaches it, the best ones,
/// unless all are alike.
fn strengths<'a>(
    input: &DraftInput<'a>,
    known: &BTreeMap<IndicatorCode, Score>,
    weak: &BTreeSet<IndicatorCode>,
) -> Vec<(&'a Indicator, Score, Reason)> {
    let mark = input.thresholds.strength;
    let best = known.values().max().copied();
    let worst = known.values().min().copied();
    let reason = |score: Score| {
        if score >= mark {
            Some(Reason::AtStrengthMark { score, mark })
        } else if best.is_some_and(|best| best < mark) && Some(score) == best && best != worst {
            Some(Reason::Best { score })
        } else {
            None
        }
    };
    let strong = input.catalogue.indicators.iter().filter_map(|indicator| {
        let score = known.get(&indicator.code).copied()?;
        let reason = reason(score).filter(|_| !weak.contains(&indicator.code))?;
        Some((indicator, score, reason))
    });
    strong.collect()
}

/// The scores of the year before, by the codes of this year. Codes and names may change from year to year, so an
/// indicator is the same if the years share one of its names.
fn scores_before(catalogue: &Catalogue, before: LastYear<'_>) -> BTreeMap<IndicatorCode, Score> {
    let scores = scores_of(before.scores, before.catalogue);
    let names = |indicator: &Indicator| -> BTreeSet<String> {
        // The code is the first of the names.
        indicator.names().skip(1).map(|name| fold(&name)).collect()
    };
    let earlier: Vec<(IndicatorCode, BTreeSet<String>)> = before
        .catalogue
        .indicators
        .iter()
        .map(|it| (it.code, names(it)))
        .collect();
    let same = |indicator: &Indicator| {
        let wanted = names(indicator);
        let shares = |(_, names): &&(IndicatorCode, BTreeSet<String>)| !names.is_disjoint(&wanted);
        let mut sharing = earlier.iter().filter(shares).map(|(code, _)| *code);
        let first = sharing.next()?;
        // Names that belong to several indicators do not say which is meant.
        sharing.next().is_none().then_some(first)
    };
    let found = catalogue
        .indicators
        .iter()
        .filter_map(|indicator| Some((indicator.code, *scores.get(&same(indicator)?)?)));
    found.collect()
}
