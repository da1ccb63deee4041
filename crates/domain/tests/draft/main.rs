//! Findings drafted from scores, and the decisions about them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed expectation fails the test"
)]

mod decisions;

use std::collections::BTreeMap;
use std::path::Path;

use prongsai_domain::analysis::draft::{DraftInput, LastYear, Medians, ProposedFinding, Reason, Thresholds, draft};
use prongsai_domain::analysis::{FindingKind, ScoreCard};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::{Catalogue, IndicatorCode, Score};
use proptest::prelude::*;

fn catalogue(year: u16) -> Catalogue {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../reference/catalogues/nacc-ita-{year}.json"));
    serde_json::from_str(&std::fs::read_to_string(file).expect("a catalogue")).expect("a catalogue")
}

fn score(number: f64) -> Score {
    Score::from_number(number).unwrap()
}

fn code(text: &str) -> IndicatorCode {
    IndicatorCode::parse(text).unwrap()
}

fn scores(pairs: &[(&str, f64)]) -> BTreeMap<IndicatorCode, Score> {
    pairs
        .iter()
        .map(|(text, number)| (code(text), score(*number)))
        .collect()
}

fn card(pairs: &[(&str, f64)]) -> ScoreCard {
    ScoreCard {
        indicators: scores(pairs),
        ..ScoreCard::default()
    }
}

fn drafted(now: &[(&str, f64)], before: &[(&str, f64)], medians: Option<&Medians>) -> Vec<ProposedFinding> {
    let (catalogue, earlier) = (catalogue(2566), catalogue(2565));
    let before = card(before);
    draft(&DraftInput {
        scores: &card(now),
        catalogue: &catalogue,
        last_year: Some(LastYear {
            scores: &before,
            catalogue: &earlier,
        }),
        medians,
        thresholds: Thresholds::of(&catalogue.level_scheme),
    })
}

fn ids(proposals: &[ProposedFinding]) -> Vec<&str> {
    proposals.iter().map(|proposal| proposal.id.as_str()).collect()
}

#[test]
fn the_marks_are_those_of_the_year() {
    let marks = |year| {
        let Thresholds {
            urgent,
            improve,
            strength,
            drop,
        } = Thresholds::of(&catalogue(year).level_scheme);
        [urgent, improve, strength, drop].map(Score::hundredths)
    };
    assert_eq!(marks(2566), [7_000, 8_500, 9_500, 500]);
    assert_eq!(marks(2565), [5_000, 8_500, 9_500, 500]);
}

#[test]
fn each_mark_is_a_border_and_the_most_serious_come_first() {
    let found = drafted(
        &[
            ("i1", 69.99),
            ("i2", 70.0),
            ("i3", 84.99),
            ("i4", 85.0),
            ("i5", 94.99),
            ("i6", 95.0),
            ("i7", 10.0),
            ("i8", 99.0),
        ],
        &[],
        None,
    );
    let expected = [
        "i7-weakness",
        "i1-weakness",
        "i2-weakness",
        "i3-weakness",
        "i8-strength",
        "i6-strength",
    ];
    assert_eq!(ids(&found), expected);
    let kinds: Vec<FindingKind> = found.iter().map(|it| it.kind).collect();
    let (urgent, develop) = (FindingKind::UrgentWeakness, FindingKind::NeedsDevelopment);
    assert_eq!(
        kinds,
        [
            urgent,
            urgent,
            develop,
            develop,
            FindingKind::Strength,
            FindingKind::Strength
        ]
    );
    assert_eq!(
        found.first().unwrap().description,
        "ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร ได้ 10.00 คะแนน ต่ำกว่า 70.00 คะแนน จึงต้องแก้ไขโดยเร่งด่วน"
    );
}

#[test]
fn reasons_for_one_indicator_are_one_proposal() {
    let medians = Medians {
        province: scores(&[("i7", 88.0), ("i6", 90.0), ("i5", 97.0)]),
        kind: scores(&[("i7", 86.5), ("i6", 89.99), ("i5", 97.0)]),
    };
    let found = drafted(
        &[("i7", 80.0), ("i6", 90.0), ("i5", 96.0), ("i4", 95.0), ("i3", 90.01)],
        &[("i7", 85.0), ("i4", 100.0), ("i3", 95.0)],
        Some(&medians),
    );
    // i6 is not below the median of its kind, i3 dropped by 4.99 only, i5 is a strength whatever others reach.
    assert_eq!(ids(&found), ["i7-weakness", "i4-weakness", "i5-strength"]);
    let before = FiscalYear::new(2565).unwrap();
    let seven = score(80.0);
    assert_eq!(
        found.first().unwrap().reasons,
        [
            Reason::BelowPassMark {
                score: seven,
                mark: score(85.0)
            },
            Reason::Dropped {
                score: seven,
                before: score(85.0),
                fiscal_year: before
            },
            Reason::BelowMedians {
                score: seven,
                province: Some(score(88.0)),
                kind: Some(score(86.5))
            },
        ]
    );
    let text = &found.first().unwrap().description;
    for part in [
        "80.00",
        "85.00",
        "5.00",
        "พ.ศ. 2565",
        "88.00",
        "86.50",
        "จึงควรพัฒนาให้ดีขึ้น",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_best_is_a_strength_where_none_is_excellent() {
    assert_eq!(ids(&drafted(&[("i1", 90.0), ("i2", 94.0)], &[], None)), ["i2-strength"]);
    assert_eq!(ids(&drafted(&[("i1", 90.0), ("i2", 90.0)], &[], None)), [""; 0]);
    assert_eq!(
        ids(&drafted(&[("i1", 50.0), ("i2", 60.0)], &[], None)),
        ["i1-weakness", "i2-weakness"]
    );
    assert_eq!(ids(&drafted(&[], &[("i1", 90.0)], None)), [""; 0]);
}

#[test]
fn years_are_compared_by_names_not_by_codes() {
    // i8 has another name in 2566, which 2565 knows as an alias.
    assert_eq!(ids(&drafted(&[("i8", 86.0)], &[("i8", 91.0)], None)), ["i8-weakness"]);
    // A year that swaps the codes of i5 and i10.
    let (now, mut earlier) = (catalogue(2566), catalogue(2565));
    for indicator in &mut earlier.indicators {
        indicator.code = match indicator.code.to_string().as_str() {
            "i5" => code("i10"),
            "i10" => code("i5"),
            _ => continue,
        };
    }
    let (scores, before) = (
        card(&[("i5", 86.0), ("i10", 92.0)]),
        card(&[("i5", 92.0), ("i10", 86.0)]),
    );
    let input = DraftInput {
        scores: &scores,
        catalogue: &now,
        last_year: Some(LastYear {
            scores: &before,
            catalogue: &earlier,
        }),
        medians: None,
        thresholds: Thresholds::of(&now.level_scheme),
    };
    assert_eq!(ids(&draft(&input)), ["i10-strength"]);
    // An indicator that only this year has is not compared.
    let mut renamed = earlier.clone();
    for indicator in &mut renamed.indicators {
        indicator.name_th = format!("เดิม {}", indicator.name_th);
        indicator.name_en = format!("former {}", indicator.name_en);
        indicator.aliases.clear();
    }
    let before = card(&[("i5", 100.0), ("i10", 100.0)]);
    let input = DraftInput {
        last_year: Some(LastYear {
            scores: &before,
            catalogue: &renamed,
        }),
        ..input
    };
    assert_eq!(ids(&draft(&input)), ["i10-strength"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_draft_is_sorted_deterministic_and_names_each_indicator_once(
        now in prop::collection::btree_map(1_u8..=10, 0_u16..=10_000, 0..10),
        before in prop::collection::btree_map(1_u8..=10, 0_u16..=10_000, 0..10),
    ) {
        let pairs = |numbers: &BTreeMap<u8, u16>| -> Vec<(String, f64)> {
            numbers.iter().map(|(number, score)| (format!("i{number}"), f64::from(*score) / 100.0)).collect()
        };
        let (now, before) = (pairs(&now), pairs(&before));
        let borrowed = |pairs: &'_ [(String, f64)]| -> Vec<(String, f64)> { pairs.to_vec() };
        let make = || {
            let (now, before) = (borrowed(&now), borrowed(&before));
            let now: Vec<(&str, f64)> = now.iter().map(|(code, score)| (code.as_str(), *score)).collect();
            let before: Vec<(&str, f64)> = before.iter().map(|(code, score)| (code.as_str(), *score)).collect();
            drafted(&now, &before, None)
        };
        let found = make();
        prop_assert_eq!(&found, &make());
        let severity = |kind: FindingKind| FindingKind::ALL.iter().position(|it| *it == kind);
        prop_assert!(found.is_sorted_by_key(|it| severity(it.kind)));
        let named: std::collections::BTreeSet<_> = found.iter().map(|it| it.indicator).collect();
        prop_assert_eq!(named.len(), found.len());
        prop_assert!(found.iter().all(|it| !it.reasons.is_empty()));
    }
}
