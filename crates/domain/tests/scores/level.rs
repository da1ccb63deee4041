use prongsai_domain::catalogue::Level;
use prongsai_domain::score::{LevelOutcome, level};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// The code of the level, or the code of the reason in brackets.
fn outcome(year: u16, text: &str) -> String {
    let catalogue = catalogue(year);
    match level(&card(year, text), &catalogue) {
        LevelOutcome::Determined(level) => level.code.clone(),
        LevelOutcome::Undetermined { because, .. } => format!("[{}]", because.code()),
    }
}

#[rstest]
#[case("total 88.37", "A")]
#[case("total 77.70", "B")]
#[case("total 95", "AA")]
#[case("total 94.99", "A")]
#[case("total 85", "A")]
#[case("total 84.99", "B")]
#[case("total 75", "B")]
#[case("total 74.99", "C")]
#[case("total 65", "C")]
#[case("total 64.99", "D")]
#[case("total 55", "D")]
#[case("total 54.99", "E")]
#[case("total 50", "E")]
#[case("total 49.99", "F")]
#[case("total 0", "F")]
// The total is computed: 0.3 × 100 + 0.3 × 100 + 0.4 × 62.5 = 85.
#[case("iit 100 eit 100 oit 62.5", "A")]
#[case("iit 100 eit 100 oit 62.48", "B")]
#[case("iit 100 eit 100", "[total-unknown]")]
#[case("eit1 90 eit2 90", "[total-unknown]")]
#[case("", "[no-scores]")]
// Whatever is not known cannot change the level.
#[case("oit 100 iit 100 i6 100 i7 100 i8 90", "AA")]
#[case("oit 0 iit 0", "F")]
fn up_to_2565_the_total_decides(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(outcome(2564, text), expected);
    assert_eq!(outcome(2565, text), expected);
}

#[rstest]
// Part 2 is below 85.
#[case("total 90.4 iit 92 eit 88 oit 91 eit1 96 eit2 80", "PASS")]
#[case("total 90.4 iit 92 eit 88 oit 91", "[eit-parts-unknown]")]
#[case("total 90.4 iit 92 eit 88 oit 91 eit1 85 eit2 91", "GOOD")]
#[case("total 90.4 iit 92 eit 88 oit 91 eit1 91 eit2 84.99", "PASS")]
// A part below EIT is the lower one; a part above it leaves the other one open.
#[case("total 90.4 iit 92 eit 88 oit 91 eit1 85", "GOOD")]
#[case("total 90.4 iit 92 eit 88 oit 91 eit2 84.99", "PASS")]
#[case("total 90.4 iit 92 eit 88 oit 91 eit1 96", "[eit-parts-unknown]")]
#[case("total 90.4 iit 92 eit 88 oit 91 eit1 88", "[eit-parts-unknown]")]
// EIT is below the mark, so at least one of its parts is.
#[case("total 87.6 iit 92 eit 84.99 oit 86.26", "PASS")]
#[case("total 87.6 eit 84.99", "PASS")]
#[case("total 97 iit 97 eit 97 oit 97 eit1 95 eit2 99", "EXCELLENT")]
#[case("total 97 iit 97 eit 97 oit 97 eit1 94.99 eit2 99", "GOOD")]
#[case("total 97 iit 97 eit 97 oit 97", "[eit-parts-unknown]")]
// EIT of 100 says what both parts are.
#[case("total 98.2 iit 97 eit 100 oit 97.75", "EXCELLENT")]
#[case("total 100", "EXCELLENT")]
#[case("total 84.99", "IMPROVE")]
#[case("total 70", "IMPROVE")]
#[case("total 69.99", "URGENT")]
#[case("total 85", "[instruments-unknown]")]
#[case("total 94.99 iit 84.99", "PASS")]
#[case("iit 92 oit 91 eit1 96 eit2 80", "[total-unknown]")]
#[case("iit 50 oit 70", "[total-unknown]")]
#[case("iit 50 oit 60", "URGENT")]
#[case("iit 20 oit 60", "URGENT")]
// The stated and the computed total have different levels.
#[case("total 85 iit 80 eit 80 oit 80", "[scores-disagree]")]
#[case("total 81 iit 80 eit 80 oit 80", "IMPROVE")]
fn in_2566_four_figures_decide(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(outcome(2566, text), expected);
}

#[rstest]
// The total does not agree with the instruments, but both have this level.
#[case("total 94.64 iit 97.10 eit 84.99 oit 99.15", "PASS")]
#[case("total 94.29 iit 97.10 eit 84.99 oit 99.15", "PASS")]
#[case("total 94 iit 95 eit 85 oit 100", "GOOD")]
#[case("iit 95 eit 95 oit 100", "EXCELLENT")]
#[case("iit 94.99 eit 95 oit 100", "GOOD")]
#[case("iit 85 eit 85 oit 85", "GOOD")]
#[case("iit 84.99 eit 100 oit 100", "PASS")]
#[case("iit 84.99 eit 85 oit 85", "PASS")]
#[case("iit 84.98 eit 84.98 oit 84.99", "IMPROVE")]
#[case("iit 70 eit 70 oit 70", "IMPROVE")]
#[case("iit 69.99 eit 69.99 oit 69.98", "URGENT")]
// One of the instruments is unknown, and it decides.
#[case("total 94.64 iit 97.1 oit 99.15", "[instruments-unknown]")]
#[case("total 94.64 eit 80", "PASS")]
// Such a total leaves every instrument at 85 or more, or at 95 or more.
#[case("total 96", "[instruments-unknown]")]
#[case("total 98.6", "EXCELLENT")]
#[case("total 95.6 iit 94", "GOOD")]
// Parts that the year does not count apart change nothing.
#[case("iit 95 eit 95 oit 100 eit1 90 eit2 100", "EXCELLENT")]
fn from_2567_on_three_instruments_decide(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(outcome(2568, text), expected);
}

#[test]
fn an_undetermined_level_names_the_possible_ones_and_the_reason() {
    let catalogue = catalogue(2566);
    let LevelOutcome::Undetermined { possible, because } =
        level(&card(2566, "total 90.4 iit 92 eit 88 oit 91"), &catalogue)
    else {
        panic!("a level");
    };
    let names: Vec<&str> = possible.iter().map(|level| level.name_th.as_str()).collect();
    assert_eq!(names, ["ผ่านดี", "ผ่าน"]);
    assert!(because.message_th().contains("ส่วนที่ 2"), "{}", because.message_th());
}

/// The rank of a level, 0 for the best.
fn rank(found: &Level, year: u16) -> usize {
    catalogue(year)
        .level_scheme
        .levels
        .iter()
        .position(|level| level == found)
        .unwrap()
}

fn any_hundredths() -> impl Strategy<Value = u16> {
    // Marks and their neighbours are as likely as all other scores together.
    prop_oneof![
        0_u16..=10_000,
        (0_usize..6, 0_u16..=2)
            .prop_map(|(mark, by)| { [7_000_u16, 8_500, 9_500, 9_999, 5_000, 6_500][mark] + by - 1 })
    ]
}

proptest! {
    #[test]
    fn a_higher_score_never_lowers_the_level(
        year in 2564_u16..=2569,
        numbers in prop::array::uniform5(prop::option::of(any_hundredths())),
        total in prop::option::of(any_hundredths()),
        raised in 0_usize..6,
        by in 1_u16..3_000,
    ) {
        let make = |numbers: [Option<u16>; 5], total: Option<u16>| {
            let score = |number: Option<u16>| number.and_then(Score::from_hundredths);
            let [iit, eit, oit, eit_part_1, eit_part_2] = numbers.map(score);
            ScoreCard { total: score(total), iit, eit, oit, eit_part_1, eit_part_2, ..ScoreCard::default() }
        };
        let catalogue = catalogue(year);
        let before = make(numbers, total);
        let (mut higher, mut higher_total) = (numbers, total);
        let place = if raised == 5 { &mut higher_total } else { &mut higher[raised] };
        *place = place.map(|number| (number + by).min(10_000));
        let after = make(higher, higher_total);
        if let (Some(before), Some(after)) = (level(&before, &catalogue).level(), level(&after, &catalogue).level()) {
            prop_assert!(rank(after, year) <= rank(before, year), "{before:?} {after:?}");
        }
    }

    /// A determined level is the level of every completion.
    #[test]
    fn what_is_determined_holds_for_every_completion(
        figures in prop::array::uniform3(any_hundredths()),
        known in prop::array::uniform4(any::<bool>()),
    ) {
        let catalogue = catalogue(2568);
        let [iit, eit, oit] = figures.map(|number| Score::from_hundredths(number).unwrap());
        let total = catalogue.total(iit, eit, oit);
        let keep = |known: bool, score: Score| known.then_some(score);
        let partial = ScoreCard {
            total: keep(known[0], total),
            iit: keep(known[1], iit),
            eit: keep(known[2], eit),
            oit: keep(known[3], oit),
            ..ScoreCard::default()
        };
        let full = prongsai_domain::catalogue::Scores { total, iit: Some(iit), eit: Some(eit), oit: Some(oit) };
        if let Some(found) = level(&partial, &catalogue).level() {
            prop_assert_eq!(Some(found), catalogue.level(&full));
        }
    }
}
