use std::sync::Arc;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::review::{Review, YearFrame};
use rstest::rstest;

use super::*;

fn doubts(year: u16, text: &str, published: Option<&str>, with_catalogue: bool) -> Vec<Doubt> {
    let assessed = FiscalYear::new(year).unwrap();
    let frame = YearFrame {
        fiscal_year: assessed.next().unwrap(),
        organization_kind: OrganizationKind::SubdistrictMunicipality,
        publishes_internal_surveys: false,
        indicator_names: BTreeMap::new(),
        assessed_catalogue: with_catalogue.then(|| Arc::new(catalogue(year))),
        expected_hosts: Vec::new(),
        reviewed_on: None,
    };
    let analysis = Analysis {
        assessed_fiscal_year: assessed,
        covers: Vec::new(),
        scores: Some(check(year, text, published).unwrap()),
        findings: Vec::new(),
        putting_into_practice: None,
        recommendations: None,
    };
    let mut found = Vec::new();
    let mut report = |_, doubt| found.push(doubt);
    let mut review = Review::new(frame, &mut report);
    review.analysis(&analysis);
    review.finish();
    found
}

#[rstest]
#[case(
    2566,
    "total 84.12 iit 86.4 eit 78.95 oit 86.25",
    None,
    "total-not-weighted-sum /total 84.11"
)]
#[case(2566, "total 84.11 iit 86.4 eit 78.95 oit 86.25", None, "")]
#[case(2566, "eit 80 i6 80 i7 80 i8 81", None, "score-not-mean-of-parts /eit 80.33")]
#[case(
    2564,
    "total 97.37 iit 28.67 eit 30 oit 38.7",
    Some("AA"),
    "scores-look-weighted  iit 95.57, eit 100, oit 96.75"
)]
#[case(2566, "total 90.4 iit 92 eit 88 oit 91 eit1 96 eit2 80", Some("ผ่าน"), "")]
#[case(
    2566,
    "total 90.4 iit 92 eit 88 oit 91 eit1 96 eit2 80",
    Some("ผ่านดี"),
    "level-disagrees /published_level ผ่าน"
)]
#[case(2566, "total 90.4 iit 92 eit 88 oit 91", Some("ผ่านดี"), "")]
// Not determined, but certainly not the stated one.
#[case(
    2566,
    "total 90.4 iit 92 eit 88 oit 91",
    Some("ผ่านดีเยี่ยม"),
    "level-disagrees /published_level "
)]
#[case(2565, "total 88.37", Some("ระดับ A"), "")]
#[case(2565, "total 88.37", Some("a"), "")]
#[case(
    2565,
    "total 77.7",
    Some("ระดับ A (ผ่านเกณฑ์)"),
    "level-disagrees /published_level ระดับ B"
)]
#[case(2565, "total 88.37", Some("ผ่านดี"), "level-of-another-year /published_level ระดับ A")]
#[case(2567, "total 84.99", Some("B"), "level-of-another-year /published_level ต้องปรับปรุง")]
#[case(
    2566,
    "total 84.99",
    Some("ระดับ B"),
    "level-of-another-year /published_level ต้องปรับปรุง"
)]
#[case(2566, "total 84.99", Some("ยังไม่ประกาศ"), "")]
fn doubts_about_scores(#[case] year: u16, #[case] text: &str, #[case] published: Option<&str>, #[case] expected: &str) {
    let found: Vec<String> = doubts(year, text, published, true)
        .into_iter()
        .map(|doubt| {
            let place = doubt.pointer.strip_prefix("/analysis/scores").unwrap().to_owned();
            format!("{} {place} {}", doubt.code, doubt.suggestion.unwrap_or_default())
        })
        .collect();
    assert_eq!(found.join("; "), expected);
    assert_eq!(doubts(year, text, published, false), []);
}
