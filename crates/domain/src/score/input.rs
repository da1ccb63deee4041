use std::collections::BTreeMap;

use super::card::ScoreCard;
use super::item_code::ItemCode;
use crate::catalogue::{Catalogue, Score};
use crate::measure::check_indicator;
use crate::text::fold;
use crate::violation::Checker;

/// The maximum number of scores by indicator, and by sub-indicator. A catalogue has about ten. A list may name one
/// twice, so the limit is larger.
const SCORES_MAX: usize = 100;
/// The maximum number of scores by item. A catalogue has at most 200 items.
const ITEM_SCORES_MAX: usize = 300;
/// Longest published level, in characters.
const LEVEL_MAX: usize = 100;
/// Longest name of a sub-indicator or an item that is looked up, in bytes. Titles are shorter.
const LOOKED_UP_BYTES: usize = 2_000;

/// Scores as sent. Each is a number from 0 to 100 with at most two decimals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreCardInput {
    /// See [`ScoreCard::total`].
    pub total: Option<f64>,
    /// See [`ScoreCard::iit`].
    pub iit: Option<f64>,
    /// See [`ScoreCard::eit`].
    pub eit: Option<f64>,
    /// See [`ScoreCard::eit_part_1`].
    pub eit_part_1: Option<f64>,
    /// See [`ScoreCard::eit_part_2`].
    pub eit_part_2: Option<f64>,
    /// See [`ScoreCard::oit`].
    pub oit: Option<f64>,
    /// Scores by indicator code, name or alias.
    pub indicators: BTreeMap<String, f64>,
    /// Scores by code or name of a sub-indicator: `9.1`.
    pub sub_indicators: BTreeMap<String, f64>,
    /// Scores by code or title of an item: `o31`.
    pub items: BTreeMap<String, f64>,
    /// See [`ScoreCard::published_level`].
    pub published_level: Option<String>,
}

// Scores come from JSON, which has no NaN.
impl Eq for ScoreCardInput {}

impl ScoreCardInput {
    /// Checks all fields against the catalogue of the assessed year and collects the field errors.
    pub fn check(self, catalogue: &Catalogue, checker: &mut Checker) -> Option<ScoreCard> {
        let before = checker.count();
        let published_level = checker.optional_line("published_level", self.published_level.as_deref(), LEVEL_MAX);
        let [total, iit, eit, eit_part_1, eit_part_2, oit] = [
            ("total", self.total),
            ("iit", self.iit),
            ("eit", self.eit),
            ("eit_part_1", self.eit_part_1),
            ("eit_part_2", self.eit_part_2),
            ("oit", self.oit),
        ]
        .map(|(field, raw)| raw.and_then(|raw| check_score(field, raw, checker)));
        let indicators = scores("indicators", self.indicators, SCORES_MAX, checker, |name, at| {
            check_indicator(name, catalogue, at)
        });
        let sub_indicators = scores(
            "sub_indicators",
            self.sub_indicators,
            SCORES_MAX,
            checker,
            |name, at| check_sub_indicator(name, catalogue, at),
        );
        let items = scores("items", self.items, ITEM_SCORES_MAX, checker, |name, at| {
            check_item(name, catalogue, at)
        });
        let card = ScoreCard {
            total,
            iit,
            eit,
            eit_part_1,
            eit_part_2,
            oit,
            indicators,
            sub_indicators,
            items,
            published_level: published_level?,
        };
        (checker.count() == before).then_some(card)
    }
}

/// The scores of a map; `look_up` finds what a name means, and reports at the name if it means nothing.
fn scores<K: Ord>(
    field: &str,
    raw: BTreeMap<String, f64>,
    max: usize,
    checker: &mut Checker,
    look_up: impl Fn(&str, &mut Checker) -> Option<K>,
) -> BTreeMap<K, Score> {
    let mut scores = BTreeMap::new();
    if !checker.limit_length(field, raw.len(), max) {
        return scores;
    }
    checker.at(field, |at| {
        for (name, value) in raw {
            let key = at.at(&name, |at| look_up(&name, at));
            let score = check_score(&name, value, at);
            let replaced = key.zip(score).and_then(|(key, score)| scores.insert(key, score));
            if replaced.is_some() {
                at.at(&name, |at| {
                    let (th, en) = match field {
                        "indicators" => ("ระบุตัวชี้วัดนี้ซ้ำ", "this indicator is named twice"),
                        "sub_indicators" => ("ระบุตัวชี้วัดย่อยนี้ซ้ำ", "this sub-indicator is named twice"),
                        _ => ("ระบุข้อนี้ซ้ำ", "this item is named twice"),
                    };
                    at.refuse("duplicate", th, en);
                });
            }
        }
    });
    scores
}

fn check_score(field: &str, raw: f64, checker: &mut Checker) -> Option<Score> {
    let score = Score::from_number(raw);
    if score.is_none() {
        checker.at(field, |at| {
            at.refuse_with(
                "not-a-score",
                "คะแนนต้องอยู่ระหว่าง 0 ถึง 100 และมีทศนิยมไม่เกิน 2 ตำแหน่ง",
                "a score is a number from 0 to 100 with at most two decimals",
                rounded(raw),
            );
        });
    }
    score
}

/// The score with two decimals, for a number in range that has more.
fn rounded(raw: f64) -> Option<String> {
    let in_range = (0.0..=100.0).contains(&raw);
    in_range.then(|| ((raw * 100.0).round() / 100.0).to_string())
}

/// Looks up a sub-indicator by code or name; field errors are at the current place.
fn check_sub_indicator(raw: &str, catalogue: &Catalogue, checker: &mut Checker) -> Option<String> {
    let found = find_sub_indicator(raw, catalogue);
    if found.is_none() {
        // A code has at most 20 characters.
        let wanted: Vec<char> = raw.chars().take(20).collect();
        let distance = |code: &str| crate::text::edit_distance(&wanted, &code.chars().collect::<Vec<_>>());
        let nearest = catalogue.sub_indicators.iter().min_by_key(|part| distance(&part.code));
        let year = catalogue.fiscal_year.get();
        checker.refuse_with(
            "unknown-sub-indicator",
            format!("ไม่มีตัวชี้วัดย่อยนี้ในปีงบประมาณ พ.ศ. {year}"),
            format!("the catalogue of fiscal year {year} has no such sub-indicator"),
            nearest.map(|part| part.code.clone()),
        );
    }
    found
}

/// The code of the sub-indicator with this code or name.
pub(super) fn find_sub_indicator(raw: &str, catalogue: &Catalogue) -> Option<String> {
    if raw.len() > LOOKED_UP_BYTES {
        return None;
    }
    let wanted = fold(raw);
    let mut parts = catalogue.sub_indicators.iter();
    let found = parts.find(|part| fold(&part.code) == wanted || fold(&part.name_th) == wanted);
    found.map(|part| part.code.clone())
}

/// Looks up an item by code or title; field errors are at the current place.
fn check_item(raw: &str, catalogue: &Catalogue, checker: &mut Checker) -> Option<ItemCode> {
    let found = find_item(raw, catalogue);
    if found.is_none() {
        let (year, count) = (catalogue.fiscal_year.get(), catalogue.items.len());
        checker.refuse_with(
            "unknown-item",
            format!("ไม่มีข้อนี้ในปีงบประมาณ พ.ศ. {year} ซึ่งมี {count} ข้อ"),
            format!("the catalogue of fiscal year {year} has no such item; it has {count} items"),
            nearest_item(raw, catalogue),
        );
    }
    found
}

/// The item with this code or title.
pub(super) fn find_item(raw: &str, catalogue: &Catalogue) -> Option<ItemCode> {
    if raw.len() > LOOKED_UP_BYTES {
        return None;
    }
    let wanted = fold(raw);
    let mut items = catalogue.items.iter();
    let found = items.find(|item| item.code == wanted || fold(&item.title_th) == wanted)?;
    ItemCode::parse(&found.code).ok()
}

/// The item whose number is closest to the first number in the text.
pub(super) fn nearest_item(raw: &str, catalogue: &Catalogue) -> Option<String> {
    // The number of an item stands near the beginning, and six digits fit a `u32`.
    let folded: String = fold(&raw.chars().take(40).collect::<String>());
    let digits = folded.chars().skip_while(|c| !c.is_ascii_digit());
    let digits: String = digits.take_while(char::is_ascii_digit).take(6).collect();
    let wanted: u32 = digits.parse().ok()?;
    let nearest = catalogue
        .items
        .iter()
        .min_by_key(|item| u32::from(item.no).abs_diff(wanted))?;
    Some(nearest.code.clone())
}
