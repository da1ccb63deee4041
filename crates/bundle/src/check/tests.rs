//! Tests with the invented bundles in `tests/fixtures`, and with the bundle of a published document if it is present.

mod doctor;
mod refusals;

use std::path::Path;

use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::document::Content;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::geography::{District, Province};
use uuid::Uuid;

use super::*;
use crate::kind::Bundle;
use crate::parse;

fn file(path: &str) -> Option<Vec<u8>> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).ok()
}

fn fixture(name: &str) -> Bundle {
    let bytes = file(&format!("tests/fixtures/{name}.json")).unwrap();
    parse(bytes).unwrap().whole()
}

/// A bundle made from a document that a real organization published. It is not part of this repository: `None` if the
/// folder `shared` beside the repository does not have it.
fn real(name: &str) -> Option<Bundle> {
    file(&format!("../shared/real/{name}.json")).map(|bytes| parse(bytes).unwrap().whole())
}

fn as_text(bundle: &Bundle) -> BundleText {
    parse(serde_json::to_vec(bundle).unwrap()).unwrap()
}

/// The key of a result of a measure, as an import reads it.
fn key_of_result(bundle: &Bundle, checked: &CheckedBundle, (measure, result): (usize, usize)) -> String {
    let results = as_text(bundle).outline.measures[measure].read_without_results().results;
    read_result(
        &results[result],
        &checked.measures[measure].content,
        checked.fiscal_year,
    )
    .unwrap()
    .stated_key
    .unwrap_or_else(|| default_result_key(result + 1))
}

struct Reference {
    catalogue: Catalogue,
    provinces: Vec<Province>,
    districts: Vec<District>,
}

impl Reference {
    fn load() -> Self {
        let read = |path: &str| file(&format!("reference/{path}.json")).unwrap();
        Self {
            catalogue: serde_json::from_slice(&read("catalogues/nacc-ita-2566")).unwrap(),
            provinces: serde_json::from_slice(&read("provinces")).unwrap(),
            districts: serde_json::from_slice(&read("districts")).unwrap(),
        }
    }

    fn check(&self, bundle: &Bundle) -> Result<CheckedBundle, Vec<Violation>> {
        self.examine(bundle).map(|(checked, _)| checked)
    }

    /// The checked bundle and the doubts about it, the most serious first.
    fn examine(&self, bundle: &Bundle) -> Result<(CheckedBundle, Vec<Doubt>), Vec<Violation>> {
        let bundle = as_text(bundle);
        let mut found = Vec::new();
        let context = CheckContext {
            catalogue: &self.catalogue,
            assessed_catalogue: &self.catalogue,
            geography: Geography {
                provinces: &self.provinces,
                districts: &self.districts,
            },
            organization: None,
            divisions: &[],
            creates_divisions: false,
            analysis: None,
        };
        let mut last_id = 0;
        let mut new_id = || {
            last_id += 1;
            DivisionId::new(Uuid::from_u128(last_id))
        };
        let reviewer = Reviewer {
            today: None,
            report: &mut |rank, doubt| found.push((rank, doubt)),
        };
        let checked = check(&bundle, context, &mut new_id, reviewer)?;
        found.sort_by_key(|(rank, doubt)| (std::cmp::Reverse(doubt.severity), *rank));
        Ok((checked, found.into_iter().map(|(_, doubt)| doubt).collect()))
    }

    fn doubts(&self, bundle: &Bundle) -> Vec<Doubt> {
        self.examine(bundle).unwrap().1
    }
}

#[test]
fn days_that_do_not_exist_are_refused_with_the_nearest_day() {
    let bundles = [
        Some(fixture("bundle-impossible-dates")),
        real("phok-noi-2566.as-published"),
    ];
    for bundle in bundles.into_iter().flatten() {
        let violations = Reference::load().check(&bundle).unwrap_err();
        let pointers: Vec<&str> = violations.iter().map(|violation| violation.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            ["/announcements/0/survey/closes_on", "/announcements/1/survey/closes_on"]
        );
        for violation in &violations {
            assert_eq!(violation.suggestion.as_deref(), Some("2566-06-30"));
            assert!(violation.message_en.contains("30 June 2566"), "{violation:?}");
            assert!(violation.message_th.contains("30 มิถุนายน พ.ศ. 2566"), "{violation:?}");
        }
    }
}

#[test]
fn a_good_year_is_accepted_without_doubt() {
    let reference = Reference::load();
    let bundle = fixture("bundle-good");
    let checked = reference.check(&bundle).unwrap();
    assert_eq!(reference.doubts(&bundle), []);
    assert_eq!(checked.new_divisions.len(), 3);
    assert_eq!(key_of_result(&bundle, &checked, (0, 1)), "updates");
    assert_eq!(key_of_result(&bundle, &checked, (1, 1)), "result-2");
    assert_eq!(checked.measures[1].content.steps[1].key, "step-2");
    assert_eq!(checked.documents[0].key, "report-12");
    let Content::Announcement(announcement) = &checked.documents[1].content else {
        panic!("{:?}", checked.documents)
    };
    let survey = announcement.survey.as_ref().unwrap();
    assert_eq!(
        survey.url, "https://itas.nacc.go.th/go/eit/df5ai2",
        "the link follows from the token"
    );
    assert_eq!(announcement.title, "ประกาศเทศบาลตำบลดอนฟ้าใส");
}

#[test]
fn all_doubts_about_a_year_with_mistakes_are_found() {
    let wanted = [
        ("finding-without-measure", "/analysis/findings/2"),
        ("measure-without-finding", "/measures/2"),
        ("same-guideline", "/measures/1/guideline"),
        ("same-steps", "/measures/2/steps"),
        ("planned-step-without-result", "/measures/0/guideline"),
        ("result-without-evidence", "/measures/0/results/0"),
        ("output-repeats-title", "/measures/0/results/0/output"),
        ("output-repeats-title", "/measures/1/results/0/output"),
        ("analysed-year-not-year-before", "/analysis/assessed_fiscal_year"),
        ("results-in-one-month", "/report"),
        ("internal-survey-link-public", "/announcements/1/survey/url"),
        ("no-urgent-points-stated", "/analysis/findings"),
        ("no-scores", "/analysis"),
        ("terminology", "/organization/divisions/0"),
        ("terminology", "/announcements/0/body/0"),
        ("doubled-words", "/measures/0/results/0/details"),
        ("unbalanced-brackets", "/measures/0/results/0/details"),
        ("step-not-stated", "/measures/1/results/0"),
        ("results-before-assessment", "/analysis/assessed_fiscal_year"),
        ("same-announcement-text", "/announcements/1/body"),
        ("title-is-indicator", "/measures/1/title"),
    ];
    for bundle in [Some(fixture("bundle-doubtful")), real("phok-noi-2566")]
        .into_iter()
        .flatten()
    {
        let doubts = Reference::load().doubts(&bundle);
        let found: Vec<_> = doubts
            .iter()
            .map(|doubt| (doubt.code.as_ref(), doubt.pointer.as_str()))
            .collect();
        for doubt in wanted {
            assert!(found.contains(&doubt), "{doubt:?} is not among {found:#?}");
        }
        let unanswered = doubts
            .iter()
            .find(|doubt| doubt.code == "finding-without-measure")
            .unwrap();
        assert!(unanswered.message_th.contains("การป้องกันการทุจริต"), "{unanswered:?}");
        let promise = doubts
            .iter()
            .find(|doubt| doubt.pointer == "/measures/0/guideline")
            .unwrap();
        assert!(promise.message_en.contains("expected 12, found 1"), "{promise:?}");
    }
}

#[test]
fn a_published_invitation_of_the_staff_survey_invites_the_public() {
    let Some(bundle) = real("phok-noi-2566") else { return };
    let doubts = Reference::load().doubts(&bundle);
    for (code, pointer) in [
        ("internal-survey-invites-public", "/announcements/1/body/1"),
        ("terminology", "/measures/0/results/0/details"),
    ] {
        assert!(
            doubts
                .iter()
                .any(|doubt| doubt.code == code && doubt.pointer == pointer),
            "{code} {doubts:#?}"
        );
    }
}

#[test]
fn the_example_with_a_survey_token_leaves_no_doubts() {
    let mut bundle = parse(file("examples/than-hinghoi-2567.json").unwrap()).unwrap().whole();
    // The example has neither a link nor a token, because the demo has stored a token with the organization.
    bundle.organization.survey_token = Some("a1b2c3".to_owned());
    let doubts = Reference::load().doubts(&bundle);
    let found: Vec<_> = doubts
        .iter()
        .map(|doubt| (doubt.code.as_ref(), doubt.pointer.as_str()))
        .collect();
    assert_eq!(found, []);
}

#[test]
fn empty_texts_count_as_absent() {
    let mut bundle = fixture("bundle-good");
    let blank = || Some(" ".to_owned());
    bundle.organization.website = blank();
    bundle.organization.local_code = blank();
    bundle.measures[0].indicator = blank();
    bundle.measures[0].indicators = vec!["i7".to_owned()];
    bundle.measures[0].monitoring = blank();
    bundle.measures[0].responsible_division = blank();
    bundle.measures[0].results[0].remarks = blank();
    bundle.measures[0].results[0].status = blank();
    bundle.measures[0].results[0].step = blank();
    bundle.announcements[0].title = blank();
    bundle.announcements[0].survey.as_mut().unwrap().audience = blank();
    let checked = Reference::load().check(&bundle).unwrap();
    assert_eq!(checked.measures[0].content.monitoring, None);
    assert_eq!(checked.measures[0].content.division, None);
    assert_eq!(checked.organization.website, None);
}
