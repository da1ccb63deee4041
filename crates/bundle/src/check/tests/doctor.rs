//! The doctor looks at an imported year whose documents are drafts.

use std::sync::Arc;

use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::doctor::{
    ExaminedDocument, ExaminedMeasure, ExaminedOrganization, ExaminedYear, Issue, Standing, Subject, examine,
    oit_closes_on,
};
use prongsai_domain::doubt::Severity;
use prongsai_domain::review::YearFrame;
use prongsai_domain::workflow::State;

use super::*;

fn imported(bundle: &Bundle, today: &str) -> Vec<Issue> {
    let reference = Reference::load();
    let checked = reference.check(bundle).unwrap();
    let today = BuddhistDate::parse(today).unwrap();
    let standing = Standing {
        state: State::Draft,
        since: today,
        has_published_edition: false,
    };
    let measures = as_text(bundle).outline.measures;
    let measures = measures.iter().zip(checked.measures).map(|(entry, measure)| {
        let results = entry.read_without_results().results;
        let read = |result| {
            read_result(result, &measure.content, checked.fiscal_year)
                .unwrap()
                .content
        };
        ExaminedMeasure {
            standing,
            results: results.iter().map(read).collect(),
            activities: Vec::new(),
            content: measure.content.clone(),
        }
    });
    let catalogue = &reference.catalogue;
    let names = catalogue.indicators.iter().map(|one| (one.code, one.name_th.clone()));
    examine(&ExaminedYear {
        frame: YearFrame {
            fiscal_year: checked.fiscal_year,
            organization_kind: checked.organization.kind,
            publishes_internal_surveys: false,
            indicator_names: names.collect(),
            expected_hosts: Vec::new(),
            assessed_catalogue: Some(Arc::new(catalogue.clone())),
            reviewed_on: Some(today),
        },
        oit_closes_on: oit_closes_on(catalogue),
        organization: Some(ExaminedOrganization {
            divisions: bundle.organization.divisions.clone(),
            local_code: None,
            province_code: checked.organization.province_code.clone(),
            channels: None,
        }),
        analysis: checked.analysis.map(|analysis| analysis.content),
        measures: measures.collect(),
        documents: checked
            .documents
            .into_iter()
            .map(|document| ExaminedDocument {
                standing,
                content: document.content,
            })
            .collect(),
        failing_links: Vec::new(),
    })
}

#[test]
fn each_mistake_of_a_careless_year_is_an_issue_at_its_place() {
    for bundle in [Some(fixture("bundle-doubtful")), real("phok-noi-2566")]
        .into_iter()
        .flatten()
    {
        let issues = imported(&bundle, "2566-11-15");
        let first = Subject::Result { measure: 0, result: 0 };
        for (code, subject, pointer) in [
            ("same-guideline", Subject::Measure(1), "/guideline"),
            ("same-steps", Subject::Measure(2), "/steps"),
            ("finding-without-measure", Subject::Analysis, "/findings/2"),
            ("measure-without-finding", Subject::Measure(2), ""),
            ("title-is-indicator", Subject::Measure(0), "/title"),
            ("no-urgent-points-stated", Subject::Analysis, "/findings"),
            ("no-scores", Subject::Analysis, ""),
            (
                "analysed-year-not-year-before",
                Subject::Analysis,
                "/assessed_fiscal_year",
            ),
            ("results-before-assessment", Subject::Analysis, "/assessed_fiscal_year"),
            ("results-in-one-month", Subject::Document(0), ""),
            ("planned-step-without-result", Subject::Measure(0), "/guideline"),
            ("output-repeats-title", first, "/output"),
            ("doubled-words", first, "/details"),
            ("unbalanced-brackets", first, "/details"),
            ("step-not-stated", first, ""),
            ("result-without-evidence", first, ""),
            ("report-without-evidence", Subject::Document(0), ""),
            ("budget-not-stated", Subject::Measure(0), "/budget_baht"),
            ("measure-without-target", Subject::Measure(0), "/target"),
            ("internal-survey-link-public", Subject::Document(2), "/survey/url"),
            ("same-announcement-text", Subject::Document(2), "/body"),
            ("terminology", Subject::Organization, "/divisions/0"),
            ("terminology", Subject::Measure(0), "/division_id"),
            ("document-not-submitted", Subject::Measure(0), ""),
            ("document-not-submitted", Subject::Document(1), ""),
            ("year-without-complaint-statistics", Subject::Year, ""),
        ] {
            let is_it =
                |issue: &&Issue| issue.rule.code == code && issue.subject == subject && issue.pointer == pointer;
            let found = issues.iter().find(is_it);
            assert!(found.is_some(), "{code} {subject:?} {pointer}: {issues:#?}");
        }
        assert_eq!(issues[0].severity, Severity::Serious);
        assert!(issues.iter().all(|issue| !issue.mend.is_empty()));
    }
}

#[test]
fn the_imported_example_has_only_issues_about_what_is_missing_or_not_submitted() {
    let mut bundle = parse(file("examples/than-hinghoi-2567.json").unwrap()).unwrap().whole();
    bundle.organization.survey_token = Some("a1b2c3".to_owned());
    let mut found: Vec<_> = imported(&bundle, "2567-10-15")
        .into_iter()
        .map(|issue| (issue.rule.code, issue.is_late))
        .collect();
    found.dedup();
    assert_eq!(
        found,
        [
            ("year-without-iit-announcement", true),
            ("year-without-complaint-statistics", true),
            ("document-not-submitted", true),
            ("measure-without-target", true),
            ("budget-not-stated", true),
            ("document-not-submitted", false),
        ]
    );
}
