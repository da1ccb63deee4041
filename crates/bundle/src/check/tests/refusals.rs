//! Tests of refused bundles: the places, codes and suggestions of their violations.

use super::{FORMAT, Reference, fixture};
use crate::kind::Bundle;
use crate::wire::{StepFields, StepPart};

fn refused(bundle: &Bundle) -> Vec<(String, String, Option<String>)> {
    let violations = Reference::load().check(bundle).unwrap_err();
    violations
        .into_iter()
        .map(|violation| (violation.pointer, violation.code, violation.suggestion))
        .collect()
}

#[track_caller]
fn refused_at(bundle: &Bundle, pointer: &str, code: &str, suggestion: Option<&str>) {
    assert_eq!(
        refused(bundle),
        [(pointer.to_owned(), code.to_owned(), suggestion.map(str::to_owned))]
    );
}

#[test]
fn unknown_names_and_codes_are_refused_with_a_suggestion() {
    let good = fixture("bundle-good");
    let with = |change: fn(&mut Bundle)| {
        let mut bundle = good.clone();
        change(&mut bundle);
        bundle
    };
    let kind = with(|bundle| bundle.organization.kind = "municipality".to_owned());
    refused_at(
        &kind,
        "/organization/kind",
        "unknown-kind",
        Some("subdistrict_municipality"),
    );
    // The suggestion is the province of the district that the bundle names.
    let province = with(|bundle| bundle.organization.province_code = "99".to_owned());
    refused_at(&province, "/organization/province_code", "unknown-province", Some("56"));
    let district = with(|bundle| bundle.organization.district_th = Some("ดอกคำไต้".to_owned()));
    refused_at(
        &district,
        "/organization/district_th",
        "unknown-district",
        Some("ดอกคำใต้"),
    );
    let code = with(|bundle| bundle.organization.district_code = Some("5601".to_owned()));
    refused_at(
        &code,
        "/organization/district_code",
        "district-code-of-other-district",
        Some("5605"),
    );
    let indicator = with(|bundle| bundle.measures[0].indicator = Some("การใช้งบประมานต์".to_owned()));
    refused_at(&indicator, "/measures/0/indicator", "unknown-indicator", Some("i2"));
    let format = with(|bundle| bundle.format = "prongsai.bundle/2".to_owned());
    refused_at(&format, "/format", "unknown-format", Some(FORMAT));
    let year = with(|bundle| bundle.fiscal_year = 2024);
    assert_eq!(refused(&year)[0].0, "/fiscal_year");
    let cadence = with(|bundle| {
        let StepPart::Full(step) = &mut bundle.measures[0].steps[1] else {
            panic!()
        };
        step.cadence = Some("quarter".to_owned());
    });
    refused_at(
        &cadence,
        "/measures/0/steps/1/cadence",
        "unknown-value",
        Some("quarterly"),
    );
    let instrument = with(|bundle| bundle.announcements[0].survey.as_mut().unwrap().instrument = "eit".to_owned());
    refused_at(
        &instrument,
        "/announcements/0/survey/instrument",
        "unknown-value",
        Some("EIT"),
    );
}

#[test]
fn a_link_may_have_another_token_and_a_wrong_one_is_suggested_with_the_own_token() {
    let with_link = |url: &str| {
        let mut bundle = fixture("bundle-good");
        bundle.announcements[0].survey.as_mut().unwrap().url = Some(url.to_owned());
        bundle
    };
    let other = with_link("https://itas.nacc.go.th/go/eit/h9unqk");
    assert!(Reference::load().check(&other).is_ok());
    for (url, code) in [
        ("http://itas.nacc.go.th/go/eit/h9unqk", "not-a-survey-link"),
        (
            "https://itas.nacc.go.th/go/iit/h9unqk",
            "survey-link-of-other-instrument",
        ),
    ] {
        let own = "https://itas.nacc.go.th/go/eit/df5ai2";
        refused_at(&with_link(url), "/announcements/0/survey/url", code, Some(own));
    }
}

#[test]
fn a_repeated_key_is_refused() {
    let mut bundle = fixture("bundle-good");
    bundle.measures[1].key = bundle.measures[0].key.clone();
    // The first result of this measure has no key, so its key is `result-1`.
    bundle.measures[1].results[1].key = Some("result-1".to_owned());
    bundle.announcements[1].key = bundle.announcements[0].key.clone();
    // The same name as the first division, apart from a space.
    bundle.organization.divisions[1] = "สำนัก ปลัดเทศบาล".to_owned();
    let found: Vec<String> = refused(&bundle)
        .into_iter()
        .map(|(pointer, code, _)| format!("{pointer} {code}"))
        .collect();
    assert_eq!(
        found,
        [
            "/organization/divisions/1 duplicate",
            // The name that is missing in the list.
            "/measures/0/responsible_division unknown-division",
            "/measures/1/key duplicate",
            "/measures/1/results/1/key duplicate",
            "/announcements/1/key duplicate",
        ]
    );
}

#[test]
fn all_violations_are_reported_at_once_with_their_places() {
    let mut bundle = fixture("bundle-good");
    bundle.analysis.as_mut().unwrap().findings[1].kind = "weakness".to_owned();
    bundle.measures[0].title = " ".to_owned();
    bundle.measures[0].results[0].period = "2567-13".to_owned();
    bundle.measures[1].steps[0] = StepPart::Plain(String::new());
    bundle.measures[1].responsible_division = Some("กอง\u{0}".to_owned());
    bundle.report.as_mut().unwrap().reporting_round_months = 7;
    bundle.announcements[1].body.clear();
    let found: Vec<String> = refused(&bundle).into_iter().map(|(pointer, ..)| pointer).collect();
    assert_eq!(
        found,
        [
            "/analysis/findings/1/kind",
            "/measures/0/title",
            "/measures/0/results/0/period",
            "/measures/1/responsible_division",
            "/measures/1/steps/0",
            "/report/reporting_round_months",
            "/announcements/1/body",
        ]
    );
}

#[test]
fn the_fields_for_one_and_for_many_entries_exclude_each_other() {
    let mut bundle = fixture("bundle-good");
    bundle.measures[1].indicator = Some("i7".to_owned());
    bundle.measures[1].indicators = vec!["i8".to_owned(), "bogus".to_owned()];
    bundle.reports = bundle.report.iter().cloned().collect();
    let found: Vec<String> = refused(&bundle)
        .into_iter()
        .map(|(pointer, code, _)| format!("{pointer} {code}"))
        .collect();
    assert_eq!(
        found,
        [
            "/measures/1/indicators either-or",
            "/measures/1/indicators/1 unknown-indicator",
            "/reports either-or"
        ]
    );
}

#[test]
fn the_choices_of_a_list_that_is_too_long_are_not_all_looked_up() {
    let mut bundle = fixture("bundle-good");
    let step = StepPart::Full(StepFields {
        key: None,
        text: "ทำ".to_owned(),
        cadence: Some("sometimes".to_owned()),
        due_on: None,
    });
    bundle.measures[0].steps = vec![step; 10_000];
    // At most `NAMES_MAX` choices are looked up, not one for each of the 10,000 steps.
    assert!(refused(&bundle).len() < 500);
}

#[test]
fn an_indicator_has_one_score() {
    let mut bundle = fixture("bundle-good");
    let scores = bundle.analysis.as_mut().unwrap().scores.as_mut().unwrap();
    scores.indicators = [("i7", 80.0), ("ประสิทธิภาพการสื่อสาร", 90.0)]
        .map(|(name, score)| (name.to_owned(), score))
        .into();
    refused_at(
        &bundle,
        "/analysis/scores/indicators/ประสิทธิภาพการสื่อสาร",
        "duplicate",
        None,
    );
}

/// Folding a long text takes long, and the name is compared with every district of the country.
#[test]
fn the_name_of_a_district_is_compared_only_if_it_is_short() {
    let named = |spaces: usize| {
        let mut bundle = fixture("bundle-good");
        bundle.organization.district_th = Some(format!("ดอก{}คำใต้", " ".repeat(spaces)));
        Reference::load().check(&bundle)
    };
    assert!(named(10).is_ok());
    let refused = named(100).unwrap_err();
    assert_eq!(refused[0].code, "unknown-district");
}

#[test]
fn more_than_a_hundred_scores_of_indicators_are_refused() {
    let mut bundle = fixture("bundle-good");
    let scores = bundle.analysis.as_mut().unwrap().scores.as_mut().unwrap();
    scores.indicators = (0..101).map(|number| (number.to_string(), 80.0)).collect();
    refused_at(&bundle, "/analysis/scores/indicators", "too-many", None);
}

#[test]
fn a_division_that_a_new_organization_does_not_list_is_refused_with_the_one_that_is_meant() {
    let named = |name: &str| {
        let mut bundle = fixture("bundle-good");
        bundle.measures[0].responsible_division = Some(name.to_owned());
        bundle
    };
    let place = "/measures/0/responsible_division";
    let listed = fixture("bundle-good").organization.divisions;
    for known in &listed {
        refused_at(&named(&format!("{known}ๆ")), place, "unknown-division", Some(known));
    }
    let violations = Reference::load().check(&named("ฝ่ายยานพาหนะกลาง")).unwrap_err();
    assert_eq!(violations[0].suggestion, None);
    for known in &listed {
        assert!(violations[0].message_th.contains(known), "{violations:?}");
        assert!(violations[0].message_en.contains(known), "{violations:?}");
    }
}
