//! Scores, totals and levels.

use prongsai_domain::catalogue::{Level, LevelBasis, Score, Scores};
use proptest::prelude::*;
use rstest::rstest;

use super::{YEARS, catalogue};

fn score(text: &str) -> Score {
    Score::from_number(text.parse().unwrap()).unwrap()
}

fn every_hundredth() -> impl Iterator<Item = Score> {
    (0..=10_000).map(|hundredths| Score::from_hundredths(hundredths).unwrap())
}

fn code_of(level: Option<&Level>) -> Option<&str> {
    level.map(|level| level.code.as_str())
}

#[rstest]
#[case(2564, "88.37", "A")]
#[case(2565, "77.70", "B")]
#[case(2565, "95", "AA")]
#[case(2565, "94.99", "A")]
#[case(2565, "49.99", "F")]
#[case(2566, "84.99", "IMPROVE")]
#[case(2566, "69.99", "URGENT")]
fn the_total_alone_decides_these_levels(#[case] year: u16, #[case] total: &str, #[case] level: &str) {
    assert_eq!(
        code_of(catalogue(year).level(&Scores::of_total(score(total)))),
        Some(level)
    );
}

#[rstest]
#[case("94.64", "97.10", "84.99", "99.15", "ผ่าน")]
#[case("94.64", "95.00", "85.00", "100", "ผ่านดี")]
#[case("97.00", "95.00", "95.00", "100", "ผ่านดีเยี่ยม")]
#[case("97.00", "94.99", "95.00", "100", "ผ่านดี")]
#[case("84.99", "95.00", "95.00", "100", "ต้องปรับปรุง")]
fn from_2566_on_each_instrument_counts(
    #[case] total: &str,
    #[case] iit: &str,
    #[case] eit: &str,
    #[case] oit: &str,
    #[case] name: &str,
) {
    let scores = Scores {
        total: score(total),
        iit: Some(score(iit)),
        eit: Some(score(eit)),
        oit: Some(score(oit)),
    };
    assert_eq!(catalogue(2568).level(&scores).unwrap().name_th, name);
}

#[test]
fn an_unknown_instrument_leaves_the_level_open_only_where_it_decides() {
    let catalogue = catalogue(2568);
    let total = score("94.64");
    assert_eq!(code_of(catalogue.level(&Scores::of_total(total))), None);
    // Above 85 but below 95 in total, a low EIT determines the level, whatever the other scores are.
    let low_eit = Scores {
        eit: Some(score("80")),
        ..Scores::of_total(total)
    };
    assert_eq!(code_of(catalogue.level(&low_eit)), Some("PASS"));
}

#[test]
fn every_total_has_exactly_one_band() {
    for year in YEARS {
        let scheme = catalogue(year).level_scheme;
        let unconditional: Vec<&Level> = scheme
            .levels
            .iter()
            .filter(|level| level.min_each_instrument.is_none())
            .collect();
        if scheme.basis == LevelBasis::BandsOnTotal {
            assert_eq!(unconditional.len(), scheme.levels.len());
        }
        for total in every_hundredth() {
            assert_eq!(
                unconditional.iter().filter(|level| level.spans(total)).count(),
                1,
                "{year}: {total}"
            );
        }
    }
}

#[test]
fn the_pass_mark_is_where_passing_levels_begin() {
    for year in YEARS {
        let scheme = catalogue(year).level_scheme;
        assert!(
            scheme.levels.iter().any(|level| level.min_total == scheme.pass_mark),
            "{year}"
        );
    }
}

fn any_score() -> impl Strategy<Value = Score> {
    (0_u16..=10_000).prop_map(|hundredths| Score::from_hundredths(hundredths).unwrap())
}

proptest! {
    #[test]
    fn complete_scores_always_have_a_level(iit in any_score(), eit in any_score(), oit in any_score()) {
        for year in [2565, 2568] {
            let catalogue = catalogue(year);
            let total = catalogue.total(iit, eit, oit);
            let scores = Scores { total, iit: Some(iit), eit: Some(eit), oit: Some(oit) };
            let level = catalogue.level(&scores).expect("a level");
            prop_assert!(level.spans(total));
        }
    }

    #[test]
    fn the_total_lies_between_the_lowest_and_the_highest(iit in any_score(), eit in any_score(), oit in any_score()) {
        let total = catalogue(2566).total(iit, eit, oit);
        prop_assert!(total >= iit.min(eit).min(oit) && total <= iit.max(eit).max(oit));
    }

    #[test]
    fn a_score_survives_json(score in any_score()) {
        let text = serde_json::to_string(&score).unwrap();
        prop_assert!(text.len() <= 5, "{}", text);
        prop_assert_eq!(serde_json::from_str::<Score>(&text).unwrap(), score);
        prop_assert_eq!(Score::from_number(score.to_string().parse().unwrap()), Some(score));
    }
}

#[rstest]
#[case("80", "90", "100", "91.00")]
#[case("38.70", "0", "0", "11.61")]
// 0.3 × 0.05 = 0.015: half is rounded up.
#[case("0.05", "0", "0", "0.02")]
#[case("0.01", "0", "0", "0.00")]
#[case("100", "100", "100", "100.00")]
fn the_total_is_weighted_30_30_40(#[case] iit: &str, #[case] eit: &str, #[case] oit: &str, #[case] total: &str) {
    assert_eq!(
        catalogue(2566).total(score(iit), score(eit), score(oit)).to_string(),
        total
    );
}

#[rstest]
#[case("88.371")]
#[case("-0.01")]
#[case("100.01")]
#[case("\"88\"")]
#[case("null")]
#[case("1e300")]
fn what_is_no_score_is_refused(#[case] json: &str) {
    assert!(serde_json::from_str::<Score>(json).is_err());
}
