mod laws;

use super::call::{Call, Subject};
use super::examine::{Issue, examine};
use super::samples::{empty_year, good_year};
use crate::calendar::BuddhistDate;
use crate::doubt::Severity;
use crate::kind::Content;
use crate::review::samples::{code, day};
use crate::rule::Responsible;
use crate::workflow::State;

fn codes(issues: &[Issue]) -> Vec<&'static str> {
    issues.iter().map(|issue| issue.rule.code).collect()
}

fn find<'a>(issues: &'a [Issue], code: &str) -> &'a Issue {
    let found = issues.iter().find(|issue| issue.rule.code == code);
    found.unwrap_or_else(|| panic!("{code} is not among {:?}", codes(issues)))
}

#[test]
fn a_good_year_that_is_public_has_no_issue() {
    assert_eq!(examine(&good_year()), []);
}

#[test]
fn a_year_with_nothing_in_it_lacks_everything() {
    let issues = examine(&empty_year());
    assert_eq!(
        codes(&issues),
        [
            "year-without-analysis",
            "year-without-measures",
            "year-without-report",
            "year-without-eit-announcement",
            "year-without-iit-announcement",
            "year-without-complaint-statistics",
        ]
    );
    assert!(
        issues
            .iter()
            .all(|issue| issue.is_late && issue.severity == Severity::Warning)
    );
}

#[test]
fn two_statistics_of_one_time_are_found_while_both_count() {
    let mut year = good_year();
    let place = year.documents.len();
    year.documents.extend(year.documents.last().cloned());
    let issues = examine(&year);
    let issue = find(&issues, "complaints-counted-twice");
    assert_eq!(
        (issue.subject, issue.pointer.as_str()),
        (Subject::Document(place), "/period")
    );
    let changes = |call: &Call| matches!(call, Call::ChangeDocument { field: "period", .. });
    assert!(issue.mend.iter().any(changes), "{:?}", issue.mend);
    year.documents[place].standing.state = State::Withdrawn;
    year.documents[place].standing.has_published_edition = false;
    assert_eq!(examine(&year), []);
}

#[test]
fn what_is_not_due_is_information() {
    let mut year = empty_year();
    year.frame.reviewed_on = Some(day("2566-01-15"));
    let late: Vec<(&str, Severity)> = examine(&year)
        .iter()
        .filter(|issue| issue.is_late)
        .map(|issue| (issue.rule.code, issue.severity))
        .collect();
    assert_eq!(
        late,
        [
            ("year-without-analysis", Severity::Warning),
            ("year-without-eit-announcement", Severity::Warning),
            ("year-without-iit-announcement", Severity::Warning),
        ]
    );
    let issues = examine(&year);
    let measures = find(&issues, "year-without-measures");
    assert_eq!(
        (
            measures.severity,
            measures.due_on.map(BuddhistDate::buddhist_iso).as_deref()
        ),
        (Severity::Info, Some("2566-04-30"))
    );
}

#[test]
fn the_calls_that_mend_a_measure_follow_from_its_state() {
    let mut year = good_year();
    year.measures[1].content.guideline = "จัดทำคู่มือ (ฉบับย่อ".to_owned();
    let subject = Subject::Measure(1);
    let change = Call::ChangeDocument {
        subject,
        field: "guideline",
        value: None,
    };
    for (state, calls, responsible) in [
        (State::Draft, vec![change.clone()], Responsible::Drafter),
        (
            State::Submitted,
            vec![Call::Return(subject), change.clone(), Call::Submit(subject)],
            Responsible::Approver,
        ),
        (
            State::Approved,
            vec![
                Call::Return(subject),
                change.clone(),
                Call::Submit(subject),
                Call::Approve(subject),
            ],
            Responsible::Approver,
        ),
        (
            State::Published,
            vec![
                Call::Revise(subject),
                change.clone(),
                Call::Submit(subject),
                Call::Approve(subject),
                Call::Publish(subject),
            ],
            Responsible::Drafter,
        ),
    ] {
        year.measures[1].standing.state = state;
        let issues = examine(&year);
        let issue = find(&issues, "unbalanced-brackets");
        assert_eq!((issue.subject, issue.pointer.as_str()), (subject, "/guideline"));
        assert_eq!((&issue.mend, issue.responsible), (&calls, responsible), "{state}");
    }
}

#[test]
fn withdrawn_documents_do_not_count() {
    let mut year = good_year();
    year.measures[0].standing.state = State::Withdrawn;
    year.measures[0].standing.has_published_edition = false;
    year.measures[0].content.guideline = "จัดทำคู่มือ (ฉบับย่อ".to_owned();
    year.measures[1].content.guideline = "ทบทวน (ข้อมูล".to_owned();
    let issues = examine(&year);
    let places: Vec<Subject> = issues
        .iter()
        .filter(|issue| issue.rule.code == "unbalanced-brackets")
        .map(|issue| issue.subject)
        .collect();
    assert_eq!(places, [Subject::Measure(1)]);
}

#[test]
fn the_link_of_the_staff_survey_is_doubted_before_its_publication_and_where_it_is_shown_to_all() {
    let mut year = good_year();
    year.documents[2].standing.state = State::Draft;
    let issues = examine(&year);
    let issue = find(&issues, "internal-survey-link-public");
    assert_eq!(
        (issue.subject, issue.severity),
        (Subject::Document(2), Severity::Serious)
    );
    year.documents[2].standing.state = State::Published;
    year.frame.publishes_internal_surveys = true;
    assert_eq!(codes(&examine(&year)), ["internal-survey-link-public"]);
}

#[test]
fn the_administrator_of_the_organization_mends_the_name_of_a_division() {
    let mut year = good_year();
    if let Some(organization) = &mut year.organization {
        organization.divisions.push("สำนักงานปลัด".to_owned());
    }
    let issues = examine(&year);
    let issue = find(&issues, "terminology");
    assert_eq!(
        (issue.subject, issue.pointer.as_str()),
        (Subject::Organization, "/divisions/2")
    );
    assert_eq!(issue.responsible, Responsible::OrganizationAdmin);
    let renamed = Call::ChangeDivision {
        division: 2,
        value: None,
    };
    assert_eq!(issue.mend, [renamed]);
}

#[test]
fn a_call_has_the_value_that_its_field_should_have() {
    let mut year = good_year();
    if let Some(analysis) = &mut year.analysis {
        analysis.assessed_fiscal_year = year.frame.fiscal_year;
    }
    let Content::Report(report) = &mut year.documents[0].content else {
        panic!("{:?}", year.documents)
    };
    report.preliminary = true;
    // The findings of the year are about i7 and i9, and only the first measure answers i7.
    year.measures[0].content.indicators = vec![code("i5")];
    let issues = examine(&year);
    assert_eq!(
        find(&issues, "analysed-year-not-year-before").mend,
        [Call::PutAnalysis {
            field: Some("assessed_fiscal_year"),
            value: Some("2565".to_owned()),
        }]
    );
    let preliminary = &find(&issues, "preliminary-after-round").mend;
    let change = |field, value: &str, subject| Call::ChangeDocument {
        subject,
        field,
        value: Some(value.to_owned()),
    };
    assert!(
        preliminary.contains(&change("preliminary", "false", Subject::Document(0))),
        "{preliminary:?}"
    );
    let measure = &find(&issues, "measure-without-finding").mend;
    assert!(
        measure.contains(&change("indicators", "i7", Subject::Measure(0))),
        "{measure:?}"
    );
}
