use prongsai_domain::score::{LevelOutcome, Undetermined, level, weighted_points};
use rstest::rstest;

use super::*;

fn points(year: u16, text: &str, published: Option<&str>) -> String {
    let card = check(year, text, published).unwrap();
    let found = weighted_points(&card, &catalogue(year));
    let words: Vec<String> = found
        .iter()
        .map(|(code, score)| format!("{code} {}", score.as_number()))
        .collect();
    words.join(" ")
}

#[rstest]
#[case("total 97.37 iit 28.67 eit 30 oit 38.7", "IIT 95.57 EIT 100 OIT 96.75")]
#[case("total 97.38 iit 28.67 eit 30 oit 38.7", "IIT 95.57 EIT 100 OIT 96.75")]
// Only some instruments: as scores on 100 they could not reach the total.
#[case("total 97.37 iit 28.67 eit 30", "IIT 95.57 EIT 100")]
#[case("total 97.37 oit 38.7", "OIT 96.75")]
// One of them is points, the others are not.
#[case("total 97.37 iit 28.67 eit 100 oit 96.75", "IIT 95.57")]
// The indicators beside them are on 100.
#[case("iit 28.67 i1 95 i2 96 i3 95 i4 96 i5 95.85", "IIT 95.57")]
#[case("iit 28.67 i1 95 i2 96", "IIT 95.57")]
#[case("oit 38.7 i9 93.5 i10 100", "OIT 96.75")]
// Nothing else is known.
#[case("iit 28.67 eit 30 oit 38.7", "IIT 95.57 EIT 100 OIT 96.75")]
// Really low scores, whose total agrees.
#[case("total 32.08 iit 28.67 eit 30 oit 36.2", "")]
#[case("total 10 iit 10 eit 10 oit 10", "")]
#[case("total 0 iit 0 eit 0 oit 0", "")]
#[case("iit 10 eit 10 oit 10", "")]
#[case("iit 28 i1 30 i2 28 i3 26 i4 28 i5 28", "")]
#[case("total 60 iit 20", "")]
#[case("iit 28.67", "")]
// A wrong total alone is not weighted, and neither are usual scores.
#[case("total 60 iit 20 eit 80 oit 80", "")]
#[case("total 84.12 iit 86.4 eit 78.95 oit 86.25", "")]
#[case("total 97.45 iit 28.67 eit 30 oit 38.7", "")]
#[case("", "")]
fn points_are_recognised(#[case] text: &str, #[case] expected: &str) {
    for year in [2564, 2566, 2568] {
        assert_eq!(points(year, text, None), expected, "{year}");
    }
}

#[test]
fn a_published_level_stands_for_the_total() {
    assert_eq!(points(2564, "iit 28.67 eit 30", Some("AA")), "IIT 95.57 EIT 100");
    assert_eq!(points(2564, "iit 28.67 eit 30 oit 30", Some("F")), "");
}

#[test]
fn no_level_is_drawn_from_points() {
    let card = card(2564, "total 97.37 iit 28.67 eit 30 oit 38.7");
    let catalogue = catalogue(2564);
    let LevelOutcome::Undetermined { because, possible } = level(&card, &catalogue) else {
        panic!("a level");
    };
    assert_eq!((because, possible.len()), (Undetermined::LooksWeighted, 7));
}
