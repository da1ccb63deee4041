use prongsai_domain::catalogue::{InstrumentCode, OitItem};
use prongsai_domain::score::{FigureKey, ItemCode, NotComputed, RollUp, roll_up};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn rolled(year: u16, text: &str) -> RollUp {
    roll_up(&card(year, text), &catalogue(year))
}

/// All items of a year with 100, except those that are missed.
fn items(year: u16, missed: &[&str]) -> String {
    let score = |item: &OitItem| if missed.contains(&item.code.as_str()) { 0 } else { 100 };
    let words: Vec<String> = catalogue(year)
        .items
        .iter()
        .map(|item| format!("{} {}", item.code, score(item)))
        .collect();
    words.join(" ")
}

// The figures of FY2564 that were published: one miss in a sub-indicator of 9, 8 or 7 items, and so on.
#[rstest]
#[case(&["o1"], "97.78", "100.00", "98.89")]
#[case(&["o18"], "97.14", "100.00", "98.57")]
#[case(&["o10"], "97.50", "100.00", "98.75")]
#[case(&["o10", "o29"], "93.50", "100.00", "96.75")]
#[case(&["o34"], "100.00", "93.75", "96.88")]
#[case(&["o34", "o35"], "100.00", "87.50", "93.75")]
#[case(&["o42"], "100.00", "75.00", "87.50")]
fn items_make_the_published_indicators(
    #[case] missed: &[&str],
    #[case] i9: &str,
    #[case] i10: &str,
    #[case] oit: &str,
) {
    let rolled = rolled(2564, &items(2564, missed));
    let indicator = |code: &str| {
        let (_, figure) = rolled.indicators.iter().find(|(it, _)| it.to_string() == code).unwrap();
        figure.computed_score().unwrap().to_string()
    };
    assert_eq!((indicator("i9").as_str(), indicator("i10").as_str()), (i9, i10));
    let found = rolled.instruments[&InstrumentCode::Oit].computed_score().unwrap();
    assert_eq!(found.to_string(), oit);
    assert_eq!(rolled.total.computed, Err(NotComputed::PartUnknown));
}

#[test]
fn the_published_weighted_points_follow_from_the_indicators() {
    // i9 93.50 and i10 100 give OIT 38.70 of 40.
    let rolled = rolled(2564, "iit 0 eit 0 i9 93.5 i10 100");
    assert_eq!(rolled.total.computed_score().unwrap().to_string(), "38.70");
}

#[rstest]
#[case("total 84.12 iit 86.4 eit 78.95 oit 86.25", Some("84.11"))]
#[case("total 84.11 iit 86.4 eit 78.95 oit 86.25", None)]
#[case("total 84.10 iit 86.4 eit 78.95 oit 86.25", None)]
#[case("total 84.09 iit 86.4 eit 78.95 oit 86.25", Some("84.11"))]
// Exactly 0.01 is tolerated, on both sides.
#[case("total 80.01 iit 80 eit 80 oit 80", None)]
#[case("total 79.99 iit 80 eit 80 oit 80", None)]
#[case("total 80.02 iit 80 eit 80 oit 80", Some("80.00"))]
#[case("total 84.12 iit 86.4 eit 78.95", None)]
fn a_total_may_differ_by_a_hundredth(#[case] text: &str, #[case] computed: Option<&str>) {
    let found = rolled(2566, text).disagreements();
    let found = found
        .iter()
        .map(|it| (it.key.clone(), it.computed.rounded().to_string()))
        .next();
    assert_eq!(found, computed.map(|computed| (FigureKey::Total, computed.to_owned())));
}

#[test]
fn each_level_is_compared_with_the_one_below() {
    let text = format!("9.1 50 i9 90 oit 99 i10 100 {}", items(2566, &["o31"]));
    let found = rolled(2566, &text).disagreements();
    let pointers: Vec<String> = found.iter().map(|it| it.key.pointer()).collect();
    assert_eq!(pointers, ["/oit", "/indicators/i10", "/sub_indicators/9.1"]);
    assert_eq!(found[0].computed.rounded(), score(95.0));
    assert_eq!(found[1].computed.rounded(), score(93.75));
}

#[test]
fn parts_of_eit_with_unknown_weights_do_not_make_eit() {
    let eit = |text: &str, year| rolled(year, text).instruments[&InstrumentCode::Eit];
    assert_eq!(eit("eit1 96 eit2 80", 2566).computed, Err(NotComputed::WeightsUnknown));
    assert_eq!(eit("eit1 96", 2566).computed, Err(NotComputed::PartUnknown));
    assert_eq!(eit("eit1 96 eit2 80", 2565).computed, Err(NotComputed::PartUnknown));
    assert_eq!(
        eit("eit1 96 eit2 80 i6 80 i7 90 i8 100", 2566).computed_score(),
        Some(score(90.0))
    );
    let mut known = catalogue(2566);
    for (part, weight) in known.instruments[1].parts.iter_mut().zip([6_000, 4_000]) {
        part.weight_percent = prongsai_domain::catalogue::Weight::from_hundredths(weight);
    }
    assert_eq!(known.validate(), Ok(()));
    let rolled = roll_up(&card(2566, "iit 80 eit1 96 eit2 80 oit 80"), &known);
    assert_eq!(
        rolled.instruments[&InstrumentCode::Eit].computed_score(),
        Some(score(89.6))
    );
    assert_eq!(rolled.total.computed_score(), Some(score(82.88)));
    known.instruments[1].parts[1].weight_percent = None;
    assert_eq!(known.validate().unwrap_err()[0].code, "weights-do-not-add-up");
    known.instruments[1].parts.pop();
    assert_eq!(known.validate().unwrap_err()[0].code, "parts-not-supported");
}

/// Every number of items of a sub-indicator (1 to 12) divides 27,720. Every number of sub-indicators of an indicator (1 to 6)
/// divides 60.
const COMMON: u128 = 27_720 * 60;

/// OIT in hundredths, over twice [`COMMON`].
fn naive_oit(scores: &ScoreCard, catalogue: &Catalogue) -> u128 {
    let sub_indicator = |code: &str| -> u128 {
        let items = catalogue.items.iter().filter(|item| item.sub_indicator == code);
        let items: Vec<u128> = items
            .map(|item| u128::from(scores.items[&ItemCode::parse(&item.code).unwrap()].hundredths()))
            .collect();
        items.iter().sum::<u128>() * (COMMON / items.len() as u128)
    };
    let indicator = |code: &str| -> u128 {
        let parts = catalogue.sub_indicators.iter();
        let parts = parts.filter(|part| part.indicator.to_string() == code);
        let parts: Vec<u128> = parts.map(|part| sub_indicator(&part.code)).collect();
        parts.iter().sum::<u128>() / parts.len() as u128
    };
    indicator("i9") + indicator("i10")
}

proptest! {
    #[test]
    fn a_tree_of_items_rolls_up_as_by_hand(
        numbers in prop::collection::vec(0_u16..=10_000, 50),
        iit in 0_u16..=10_000,
        eit in 0_u16..=10_000,
        year in 2564_u16..=2569,
    ) {
        let catalogue = catalogue(year);
        let mut scores = ScoreCard {
            iit: Score::from_hundredths(iit),
            eit: Score::from_hundredths(eit),
            ..ScoreCard::default()
        };
        for (item, number) in catalogue.items.iter().zip(&numbers) {
            scores.items.insert(ItemCode::parse(&item.code).unwrap(), Score::from_hundredths(*number).unwrap());
        }
        let rolled = roll_up(&scores, &catalogue);
        let oit = rolled.instruments[&InstrumentCode::Oit].computed.unwrap();
        let naive = naive_oit(&scores, &catalogue);
        prop_assert_eq!(oit.numerator() * 2 * COMMON, naive * oit.denominator());
        // 0.3, 0.3 and 0.4 of each, over twenty times the common number.
        let total = rolled.total.computed.unwrap();
        let expected = 6 * COMMON * (u128::from(iit) + u128::from(eit)) + 4 * naive;
        prop_assert_eq!(total.numerator() * 20 * COMMON, expected * total.denominator());
        // What was computed does not disagree with itself.
        let stated = ScoreCard { total: rolled.total.computed_score(), oit: Some(oit.rounded()), ..scores };
        prop_assert_eq!(roll_up(&stated, &catalogue).disagreements(), []);
    }
}
