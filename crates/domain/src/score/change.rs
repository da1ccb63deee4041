//! What an import changes: the figures of a table replace those of a card, and the others stay.

use std::collections::BTreeMap;

use super::card::ScoreCard;
use crate::catalogue::Score;

/// A figure of a card that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreChange {
    /// The JSON pointer of the figure within a [`ScoreCard`].
    pub pointer: String,
    /// The values before and after; `None` for what is not known.
    pub values: ChangedValues,
}

/// The values of a figure before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedValues {
    /// Of a score.
    Score(Option<Score>, Option<Score>),
    /// Of the published level.
    Level(Option<String>, Option<String>),
}

impl ScoreCard {
    /// This card with the known figures of another one in place of its own.
    #[must_use]
    pub fn updated_with(mut self, newer: Self) -> Self {
        self.indicators.extend(newer.indicators);
        self.sub_indicators.extend(newer.sub_indicators);
        self.items.extend(newer.items);
        Self {
            total: newer.total.or(self.total),
            iit: newer.iit.or(self.iit),
            eit: newer.eit.or(self.eit),
            eit_part_1: newer.eit_part_1.or(self.eit_part_1),
            eit_part_2: newer.eit_part_2.or(self.eit_part_2),
            oit: newer.oit.or(self.oit),
            published_level: newer.published_level.or(self.published_level),
            ..self
        }
    }

    /// The figures in which another card differs, in the order of a card.
    pub fn changes_to(&self, after: &Self) -> Vec<ScoreChange> {
        let mut changes = Vec::new();
        let mut add = |pointer: String, before: Option<Score>, after: Option<Score>| {
            if before != after {
                let values = ChangedValues::Score(before, after);
                changes.push(ScoreChange { pointer, values });
            }
        };
        for (field, before, after) in [
            ("total", self.total, after.total),
            ("iit", self.iit, after.iit),
            ("eit", self.eit, after.eit),
            ("eit_part_1", self.eit_part_1, after.eit_part_1),
            ("eit_part_2", self.eit_part_2, after.eit_part_2),
            ("oit", self.oit, after.oit),
        ] {
            add(format!("/{field}"), before, after);
        }
        each("indicators", &self.indicators, &after.indicators, &mut add);
        each("sub_indicators", &self.sub_indicators, &after.sub_indicators, &mut add);
        each("items", &self.items, &after.items, &mut add);
        if self.published_level != after.published_level {
            changes.push(ScoreChange {
                pointer: "/published_level".to_owned(),
                values: ChangedValues::Level(self.published_level.clone(), after.published_level.clone()),
            });
        }
        changes
    }
}

fn each<K: Ord + ToString>(
    field: &str,
    before: &BTreeMap<K, Score>,
    after: &BTreeMap<K, Score>,
    add: &mut impl FnMut(String, Option<Score>, Option<Score>),
) {
    let removed = before.keys().filter(|key| !after.contains_key(key));
    let mut keys: Vec<&K> = after.keys().chain(removed).collect();
    keys.sort();
    for key in keys {
        // Codes have neither of the signs that a pointer escapes.
        let pointer = format!("/{field}/{}", key.to_string());
        add(pointer, before.get(key).copied(), after.get(key).copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(number: f64) -> Option<Score> {
        Score::from_number(number)
    }

    #[test]
    fn known_figures_replace_and_the_others_stay() {
        let indicator = |code: &str, value| BTreeMap::from([(code.parse().unwrap(), score(value).unwrap())]);
        let before = ScoreCard {
            total: score(80.0),
            iit: score(81.0),
            indicators: indicator("i7", 70.0),
            published_level: Some("ผ่าน".to_owned()),
            ..ScoreCard::default()
        };
        let newer = ScoreCard {
            total: score(82.0),
            indicators: indicator("i8", 75.0),
            ..ScoreCard::default()
        };
        let after = before.clone().updated_with(newer);
        assert_eq!(
            (after.total, after.iit, after.indicators.len()),
            (score(82.0), score(81.0), 2)
        );
        let pointers = |before: &ScoreCard, after: &ScoreCard| -> Vec<String> {
            let changes = before.changes_to(after).into_iter();
            changes.map(|change| change.pointer).collect()
        };
        assert_eq!(pointers(&before, &after), ["/total", "/indicators/i8"]);
        assert_eq!(before.changes_to(&before), []);
        let emptied = pointers(&before, &ScoreCard::default());
        assert_eq!(emptied, ["/total", "/iit", "/indicators/i7", "/published_level"]);
    }
}
