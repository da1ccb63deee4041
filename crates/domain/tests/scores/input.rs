use super::*;

#[test]
fn every_kind_of_score_is_kept_and_what_is_stored_before_stays_as_it_is() {
    let full = card(
        2566,
        "total 90 iit 90 eit 90 eit1 91 eit2 89 oit 90 i7 80 9.1 90 o31 100 o4 0",
    );
    let json = serde_json::to_string(&full).unwrap();
    assert_eq!(serde_json::from_str::<ScoreCard>(&json).unwrap(), full);
    let items: Vec<String> = full.items.keys().map(ToString::to_string).collect();
    assert_eq!(items, ["o4", "o31"]);
    let stored = r#"{"total":84.12,"iit":86.4,"eit":null,"oit":86.25,"indicators":{"i7":74.5},"published_level":null}"#;
    let read: ScoreCard = serde_json::from_str(stored).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), stored);
    assert!(serde_json::from_str::<ScoreCard>(r#"{"items":{"31":100}}"#).is_err());
}

#[rstest::rstest]
#[case(2566, "o44 100", "/items/o44", "unknown-item", Some("o43"))]
#[case(2567, "o43 100", "/items/o43", "unknown-item", Some("o35"))]
#[case(2566, "o0 100", "/items/o0", "unknown-item", Some("o1"))]
#[case(2566, "9.6 100", "/sub_indicators/9.6", "unknown-sub-indicator", Some("9.1"))]
#[case(2566, "i11 100", "/indicators/i11", "unknown-indicator", Some("i1"))]
#[case(2566, "o31 101", "/items/o31", "not-a-score", None)]
#[case(2566, "o31 33.333", "/items/o31", "not-a-score", Some("33.33"))]
#[case(2566, "eit1 -1", "/eit_part_1", "not-a-score", None)]
fn what_the_year_does_not_have_is_refused(
    #[case] year: u16,
    #[case] text: &str,
    #[case] pointer: &str,
    #[case] code: &str,
    #[case] suggestion: Option<&str>,
) {
    let violations = check(year, text, None).unwrap_err();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(
        (violations[0].pointer.as_str(), violations[0].code.as_str()),
        (pointer, code)
    );
    assert_eq!(violations[0].suggestion.as_deref(), suggestion);
}

#[test]
fn names_are_looked_up_and_may_not_be_given_twice() {
    let catalogue = catalogue(2566);
    let item = &catalogue.items[30];
    let part = &catalogue.sub_indicators[1];
    let mut input = ScoreCardInput {
        items: BTreeMap::from([(item.title_th.clone(), 100.0)]),
        sub_indicators: BTreeMap::from([(part.name_th.clone(), 50.0)]),
        ..ScoreCardInput::default()
    };
    let checked = input.clone().check(&catalogue, &mut Checker::new()).unwrap();
    assert_eq!(checked.items.keys().next().unwrap().to_string(), item.code);
    assert_eq!(checked.sub_indicators.keys().next(), Some(&part.code));
    input.items.insert(item.code.to_uppercase(), 100.0);
    let mut checker = Checker::new();
    assert_eq!(input.check(&catalogue, &mut checker), None);
    assert_eq!(checker.finish(Some(())).unwrap_err()[0].code, "duplicate");
}

#[test]
fn a_huge_input_is_refused_at_once() {
    let items = (0..1_000_000).map(|number| (format!("o{number}"), 100.0)).collect();
    let input = ScoreCardInput {
        items,
        indicators: BTreeMap::from([("ก".repeat(5_000_000), 1.0)]),
        ..ScoreCardInput::default()
    };
    let mut checker = Checker::new();
    assert_eq!(input.check(&catalogue(2566), &mut checker), None);
    let codes: Vec<String> = checker
        .finish(Some(()))
        .unwrap_err()
        .into_iter()
        .map(|it| it.code)
        .collect();
    assert_eq!(codes, ["unknown-indicator", "too-many"]);
}
