use std::borrow::Cow;

use prongsai_domain::analysis::ScoreCard;
use prongsai_domain::catalogue::{InstrumentCode, Score};

use super::table::{CellItem, RowGroup, Table, TableKind, indicator};
use crate::rendition::Rendition;
use crate::wording::{self, SCORE_COLUMNS};

/// The table of the known scores; `None` when there are none. The total is first, then the instruments with their parts, then the
/// indicators.
pub(crate) fn scores(card: &ScoreCard, rendition: &Rendition<'_>) -> Option<Table> {
    let numerals = rendition.template.numerals;
    let row = |name: String, score: Score| RowGroup {
        head: vec![CellItem::Text(name)],
        rows: vec![vec![vec![CellItem::Text(numerals.score(score))]]],
    };
    let eit = wording::instrument(InstrumentCode::Eit);
    let part = |number: u64| format!("{eit} {} {}", wording::PART, numerals.number(number));
    let named = [
        (wording::TOTAL_SCORE.to_owned(), card.total),
        (wording::instrument(InstrumentCode::Iit).to_owned(), card.iit),
        (eit.to_owned(), card.eit),
        (part(1), card.eit_part_1),
        (part(2), card.eit_part_2),
        (wording::instrument(InstrumentCode::Oit).to_owned(), card.oit),
    ];
    let known = named.into_iter().filter_map(|(name, score)| Some((name, score?)));
    let indicators = card
        .indicators
        .iter()
        .map(|(code, score)| (indicator(*code, rendition), *score));
    let groups: Vec<RowGroup> = known.chain(indicators).map(|(name, score)| row(name, score)).collect();
    (!groups.is_empty()).then_some(Table {
        kind: TableKind::Figures,
        caption: wording::SCORES.into(),
        columns: Cow::Borrowed(&SCORE_COLUMNS),
        groups,
    })
}
