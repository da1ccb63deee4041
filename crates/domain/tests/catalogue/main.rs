//! The catalogues and the geography of `reference/`, as shipped, and the properties of the catalogue.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed expectation fails the test"
)]

mod geography;
mod refusals;
mod scoring;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use prongsai_domain::catalogue::{Catalogue, IndicatorCode, OitItem, ProgrammeCode, Standing};
use rstest::rstest;

const YEARS: [u16; 6] = [2564, 2565, 2566, 2567, 2568, 2569];

fn reference(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference").join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn catalogue(year: u16) -> Catalogue {
    serde_json::from_str(&reference(&format!("catalogues/nacc-ita-{year}.json"))).expect("a catalogue")
}

/// The item that covers a concept, alone or with others.
fn item_by_concept<'a>(catalogue: &'a Catalogue, concept: &str) -> Option<&'a OitItem> {
    let names = |item: &&OitItem| item.concept == concept || item.also_covers.iter().any(|other| other == concept);
    catalogue.items.iter().find(names)
}

#[test]
fn every_shipped_catalogue_is_valid_and_belongs_to_its_year() {
    for year in YEARS {
        let catalogue = catalogue(year);
        assert_eq!(catalogue.validate(), Ok(()), "{year}");
        assert_eq!(catalogue.fiscal_year.get(), year);
        assert_eq!(catalogue.programme, ProgrammeCode::parse("nacc-ita").unwrap());
        assert_eq!(catalogue.indicators.len(), 10, "{year}");
        for other in YEARS.iter().filter(|other| **other != year) {
            assert!(!catalogue.title_th.contains(&other.to_string()), "{year}");
        }
    }
}

#[test]
fn a_catalogue_is_written_as_it_is_read() {
    for year in YEARS {
        let text = reference(&format!("catalogues/nacc-ita-{year}.json"));
        let again = serde_json::to_string_pretty(&catalogue(year)).unwrap() + "\n";
        assert!(text == again, "{year} is not in the form the program writes");
    }
}

#[rstest]
#[case("measure_plan", [42, 42, 42, 34, 27, 25])]
#[case("measure_report", [43, 43, 43, 35, 28, 26])]
#[case("complaint_channel", [30, 30, 28, 23, 18, 17])]
#[case("participation", [33, 33, 30, 25, 20, 19])]
#[case("risk_assessment", [36, 36, 34, 30, 23, 21])]
fn a_concept_finds_its_item_whatever_the_number(#[case] concept: &str, #[case] numbers: [u16; 6]) {
    let found = YEARS.map(|year| item_by_concept(&catalogue(year), concept).unwrap().no);
    assert_eq!(found, numbers);
}

#[test]
fn item_counts_are_those_of_the_years() {
    assert_eq!(YEARS.map(|year| catalogue(year).items.len()), [43, 43, 43, 35, 28, 26]);
}

#[test]
fn the_same_title_has_the_same_concept_in_every_year() {
    let mut concepts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in YEARS.iter().flat_map(|year| catalogue(*year).items) {
        concepts
            .entry(item.title_th.replace(' ', ""))
            .or_default()
            .insert(item.concept);
    }
    for (title, keys) in concepts {
        assert_eq!(keys.len(), 1, "{title}: {keys:?}");
    }
}

#[test]
fn a_merged_concept_finds_the_item_that_covers_it() {
    let merged = catalogue(2568);
    let item = item_by_concept(&merged, "no_gift_culture").unwrap();
    assert_eq!(item.concept, "no_gift_announcement");
    assert!(item_by_concept(&merged, "social_network").is_none());
}

#[test]
fn no_code_of_the_domain_is_keyed_on_an_item_number() {
    let mut files: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut seen = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        seen += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        // These quotes begin or end no literal.
        let text = text.replace("'\"'", "").replace("\\\"", "");
        for literal in text.split('"').skip(1).step_by(2) {
            let is_item = literal
                .strip_prefix('o')
                .is_some_and(|no| !no.is_empty() && no.parse::<u16>().is_ok());
            assert!(!is_item, "{} names the item {literal}", path.display());
        }
    }
    assert!(seen > 10, "the sources were not found");
}

#[test]
fn every_sourced_fact_of_an_item_names_its_source() {
    for item in YEARS.iter().flat_map(|year| catalogue(*year).items) {
        let founded = item.provenance.standing != Standing::Sourced || !item.provenance.sources.is_empty();
        assert!(founded, "{}", item.title_th);
    }
}

#[rstest]
#[case("i7", "i7")]
#[case("ประสิทธิภาพการสื่อสาร", "i7")]
#[case(" ประสิทธิภาพ การสื่อสาร", "i7")]
#[case("การปรับปรุงการทำงาน", "i8")]
#[case("การปรับปรุงระบบการทำงาน", "i8")]
#[case("การปรับปรุงระบบการทํางาน", "i8")]
#[case("การแก้ไขปัญหาการทุจริต", "i5")]
#[case("การป้องกันการทุจริต", "i10")]
#[case("open data", "i9")]
fn an_indicator_is_found_by_code_name_or_alias(#[case] text: &str, #[case] code: &str) {
    for year in YEARS {
        let catalogue = catalogue(year);
        assert_eq!(
            catalogue
                .find_indicator(text)
                .map(|found| found.code.to_string())
                .as_deref(),
            Some(code)
        );
    }
}

#[rstest]
#[case("การสื่อสาร", Some("i7"))]
#[case("ประสิทธิภาพการสื่อสาน", Some("i7"))]
#[case("การป้องกันการทุจริด", Some("i10"))]
#[case("การใช้งบประมาน", Some("i2"))]
#[case("ระเบียบงานสารบรรณ", None)]
#[case("", None)]
fn the_closest_indicator_is_suggested(#[case] text: &str, #[case] code: Option<&str>) {
    let catalogue = catalogue(2566);
    assert!(catalogue.find_indicator(text).is_none());
    assert_eq!(
        catalogue
            .suggest_indicator(text)
            .map(|found| found.code.to_string())
            .as_deref(),
        code
    );
}

#[rstest]
#[case("i0")]
#[case("i07")]
#[case("i100")]
#[case("I7")]
#[case("7")]
#[case("i")]
#[case("i+7")]
#[case("i๗")]
fn what_is_no_indicator_code_is_refused(#[case] text: &str) {
    assert!(IndicatorCode::parse(text).is_err());
}

#[test]
fn indicator_codes_sort_by_number() {
    assert!(IndicatorCode::parse("i9").unwrap() < IndicatorCode::parse("i10").unwrap());
}

#[rstest]
#[case("nacc-ita", true)]
#[case("moph-moit-2", true)]
#[case("", false)]
#[case("Nacc", false)]
#[case("nacc--ita", false)]
#[case("-nacc", false)]
#[case("2nacc", false)]
#[case("a23456789-123456789-123456789-123", false)]
fn programme_codes_are_kebab_case(#[case] text: &str, #[case] fits: bool) {
    assert_eq!(ProgrammeCode::parse(text).is_ok(), fits);
}
