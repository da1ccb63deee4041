//! The scores of an assessment: roll-up, levels, weighted points, tables, and the doubts about them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failed expectation fails the test"
)]

mod input;
mod level;
mod review;
mod roll_up;
mod table;
mod weighted;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use prongsai_domain::catalogue::{Catalogue, Score};
use prongsai_domain::score::{ScoreCard, ScoreCardInput};
use prongsai_domain::violation::{Checker, Violation};

/// The catalogue of a year, as shipped.
fn catalogue(year: u16) -> Catalogue {
    static ALL: LazyLock<BTreeMap<u16, Catalogue>> =
        LazyLock::new(|| (2564..=2569).map(|year| (year, read(year))).collect());
    ALL[&year].clone()
}

fn read(year: u16) -> Catalogue {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../reference/catalogues/nacc-ita-{year}.json"));
    serde_json::from_str(&std::fs::read_to_string(file).expect("a catalogue")).expect("a catalogue")
}

fn score(number: f64) -> Score {
    Score::from_number(number).unwrap()
}

/// Checks scores given as `key number` pairs, with the keys of a sheet: `total 84.12 i7 70 o31 100`.
fn check(year: u16, text: &str, level: Option<&str>) -> Result<ScoreCard, Vec<Violation>> {
    let mut input = ScoreCardInput {
        published_level: level.map(str::to_owned),
        ..ScoreCardInput::default()
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.chunks(2) {
        let number: f64 = pair[1].parse().unwrap();
        match pair[0] {
            "total" => input.total = Some(number),
            "iit" => input.iit = Some(number),
            "eit" => input.eit = Some(number),
            "eit1" => input.eit_part_1 = Some(number),
            "eit2" => input.eit_part_2 = Some(number),
            "oit" => input.oit = Some(number),
            other if other.starts_with('i') => drop(input.indicators.insert(other.to_owned(), number)),
            other if other.contains('.') => drop(input.sub_indicators.insert(other.to_owned(), number)),
            other => drop(input.items.insert(other.to_owned(), number)),
        }
    }
    let mut checker = Checker::new();
    let card = input.check(&catalogue(year), &mut checker);
    checker.finish(card)
}

fn card(year: u16, text: &str) -> ScoreCard {
    check(year, text, None).unwrap()
}
