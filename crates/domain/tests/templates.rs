//! Templates of measures, and those that come with the platform.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed expectation fails the test"
)]

use std::collections::BTreeSet;
use std::path::Path;

use prongsai_domain::analysis::{Finding, FindingKind};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::{Catalogue, IndicatorCode};
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::measure::MeasureRules;
use prongsai_domain::template::{MeasureTemplate, MeasureTemplateInput, Need, OwnerScope, suggest};
use prongsai_domain::violation::{Checker, Violation};
use rstest::rstest;

fn reference(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference").join(path);
    std::fs::read_to_string(file).expect("reference data")
}

fn catalogue() -> Catalogue {
    serde_json::from_str(&reference("catalogues/nacc-ita-2566.json")).expect("a catalogue")
}

fn library() -> Vec<MeasureTemplate> {
    serde_json::from_str(&reference("measure-templates.json")).expect("templates")
}

fn check(input: MeasureTemplateInput) -> Result<MeasureTemplate, Vec<Violation>> {
    let mut checker = Checker::new();
    let checked = input.check(&catalogue(), &mut checker);
    checker.finish(checked)
}

fn finding(key: &str, kind: FindingKind, indicator: &str) -> Finding {
    Finding {
        key: key.to_owned(),
        kind,
        indicator: IndicatorCode::parse(indicator).unwrap(),
        description: None,
    }
}

fn suggested(templates: &[MeasureTemplate], findings: &[Finding], titles: &[String], year: u16) -> Vec<String> {
    let need = Need {
        findings,
        kind: OrganizationKind::TownMunicipality,
        fiscal_year: FiscalYear::new(year).unwrap(),
        titles,
    };
    let found = suggest(templates, need).into_iter();
    found
        .map(|it| format!("{} {}", it.template.key, it.findings.join("+")))
        .collect()
}

#[test]
fn the_library_is_valid_complete_and_written_as_it_is_read() {
    let library = library();
    assert_eq!(
        serde_json::to_string_pretty(&library).unwrap() + "\n",
        reference("measure-templates.json")
    );
    let mut keys = BTreeSet::new();
    let mut titles = BTreeSet::new();
    for template in &library {
        assert_eq!(check(template.clone().into()).as_ref(), Ok(template));
        assert!(
            keys.insert(&template.key) && titles.insert(&template.title),
            "{}",
            template.key
        );
        assert_eq!(template.owner, OwnerScope::Platform);
    }
    let covered: BTreeSet<IndicatorCode> = library.iter().flat_map(|it| it.indicators.iter().copied()).collect();
    assert_eq!(covered.len(), 10);
}

#[test]
fn a_template_becomes_a_valid_measure() {
    let catalogue = catalogue();
    for template in library() {
        let keys = ["finding-1".to_owned()];
        let rules = MeasureRules {
            catalogue: &catalogue,
            finding_keys: &keys,
        };
        let mut checker = Checker::new();
        let measure = template
            .clone()
            .into_measure_input(keys.to_vec())
            .check(rules, &mut checker);
        let measure = checker.finish(measure).unwrap();
        assert_eq!(
            (&measure.title, measure.steps.len()),
            (&template.title, template.steps.len())
        );
        assert_eq!(measure.findings, keys);
        assert_eq!((measure.division, measure.budget_baht), (None, None));
    }
}

#[rstest]
#[case(|it: &mut MeasureTemplateInput| it.key = "มาตรการ".to_owned(), "/key", "not-a-key")]
#[case(|it: &mut MeasureTemplateInput| it.indicators = vec!["i11".to_owned()], "/indicators/0", "unknown-indicator")]
#[case(|it: &mut MeasureTemplateInput| it.indicators.clear(), "/indicators", "required")]
#[case(|it: &mut MeasureTemplateInput| it.steps.clear(), "/steps", "required")]
#[case(|it: &mut MeasureTemplateInput| it.steps[0].text = "ก".repeat(4_001), "/steps/0/text", "text-too-long")]
#[case(|it: &mut MeasureTemplateInput| it.reporting_round_months = 7, "/reporting_round_months", "no-such-round")]
#[case(|it: &mut MeasureTemplateInput| it.responsible_post = Some("ก".repeat(501)), "/responsible_post", "text-too-long")]
#[case(|it: &mut MeasureTemplateInput| it.hints = vec![String::new()], "/hints/0", "text-empty")]
#[case(|it: &mut MeasureTemplateInput| it.hints = vec!["ก".to_owned(); 11], "/hints", "too-many")]
#[case(
    |it: &mut MeasureTemplateInput| (it.from_fiscal_year, it.until_fiscal_year) = (Some(2568), Some(2567)),
    "/until_fiscal_year",
    "ends-before-start"
)]
fn errors_have_their_place(#[case] spoil: fn(&mut MeasureTemplateInput), #[case] pointer: &str, #[case] code: &str) {
    let mut input = MeasureTemplateInput::from(library().swap_remove(0));
    spoil(&mut input);
    let found = check(input).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].pointer.as_str(), found[0].code.as_str()), (pointer, code));
}

#[test]
fn templates_are_suggested_by_owner_then_by_what_they_answer() {
    let (urgent, develop) = (FindingKind::UrgentWeakness, FindingKind::NeedsDevelopment);
    let findings = [
        finding("a", develop, "i7"),
        finding("b", urgent, "i10"),
        finding("c", FindingKind::Strength, "i1"),
        finding("d", develop, "i8"),
    ];
    let mut templates = library();
    let expected = [
        "corruption-risk b",
        "no-gift-practice b",
        "request-tracking a+d",
        "public-communication a",
        "service-improvement d",
    ];
    assert_eq!(suggested(&templates, &findings, &[], 2566), expected);
    // From 2566 on only.
    assert_eq!(suggested(&templates, &findings[1..2], &[], 2565), ["corruption-risk b"]);
    // A measure of the year has the title, spelled with other spaces.
    let titles = [templates
        .iter()
        .find(|it| it.key == "corruption-risk")
        .unwrap()
        .title
        .replace("การ", "การ ")];
    assert_eq!(
        suggested(&templates, &findings[1..2], &titles, 2566),
        ["no-gift-practice b"]
    );
    // The own template is first, and hides the one of the platform with the same title.
    let mut own = templates
        .iter()
        .find(|it| it.key == "public-communication")
        .unwrap()
        .clone();
    own.owner = OwnerScope::Organization;
    own.key = "z-own".to_owned();
    let mut province = own.clone();
    (province.owner, province.key, province.title) =
        (OwnerScope::Province, "y".to_owned(), "มาตรการของจังหวัด".to_owned());
    templates.extend([province, own]);
    let found = suggested(&templates, &findings[..1], &[], 2566);
    assert_eq!(found, ["z-own a", "y a", "request-tracking a"]);
    // Meant for another kind.
    for template in &mut templates {
        template.kinds = vec![OrganizationKind::CityMunicipality];
    }
    assert_eq!(suggested(&templates, &findings, &[], 2566), [""; 0]);
}
