use std::cmp::Reverse;

use proptest::prelude::*;

use super::call::{Call, Subject};
use super::examine::{Issue, examine};
use super::samples::{empty_year, good_year};
use super::year::ExaminedYear;
use crate::analysis::Heading;
use crate::calendar::BuddhistDate;
use crate::doubt::Severity;
use crate::kind::Content;
use crate::review::samples::{code, day, result};
use crate::rule::Responsible;
use crate::workflow::{Outcome, State, Transition, apply};

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
fn a_public_measure_is_mended_by_a_new_edition() {
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
fn the_link_of_the_staff_survey_is_known_after_its_approval() {
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
fn values_are_those_of_the_field() {
    let mut year = good_year();
    if let Some(analysis) = &mut year.analysis {
        analysis.assessed_fiscal_year = year.frame.fiscal_year;
    }
    let Content::Report(report) = &mut year.documents[0].content else {
        panic!("{:?}", year.documents)
    };
    report.preliminary = true;
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

/// Whether the steps among the calls are allowed one after another.
fn is_allowed(state: State, calls: &[Call]) -> bool {
    let mut state = state;
    for call in calls {
        let transition = match call {
            Call::Return(_) => Transition::Return,
            Call::Submit(_) => Transition::Submit,
            Call::Approve(_) => Transition::Approve,
            Call::Publish(_) => Transition::Publish,
            Call::ChangeDocument { .. } => Transition::Edit,
            Call::Revise(_) if !state.is_in_work() => {
                state = State::Draft;
                continue;
            }
            Call::Revise(_) => return false,
            Call::PutAnalysis { .. }
            | Call::CreateDocument { .. }
            | Call::CreateResult { .. }
            | Call::ChangeResult { .. }
            | Call::ChangeOrganization { .. }
            | Call::ChangeDivision { .. } => continue,
        };
        match apply(state, transition) {
            Ok(Outcome::Becomes(next)) => state = next,
            Ok(Outcome::Gone) | Err(_) => return false,
        }
    }
    true
}

const TEXTS: [&str; 12] = [
    "ทบทวนข้อมูล",
    "การตรวจสอบการตรวจสอบ (",
    "ประสานงานเดือนละ 1 ครั้ง",
    "ดาเนินการ พ.ศ.2566",
    "ปัจจุบันใช้แผนพัฒนา (พ.ศ. 2561–2565)",
    "หากท่านใดสนใจ https://itas.nacc.go.th/go/iit/abc123",
    "สำนักงานปลัด",
    "การใช้ดุลยพินิจ และดุลพินิจ",
    r"C:\ita\x.pdf https://bit.ly/x www.a.go.th https://a.go.th/...",
    "ประสิทธิภาพการสื่อสาร",
    "",
    "\u{E33}\u{200B}🙂",
];
const DAYS: [&str; 5] = ["2564-01-01", "2565-10-01", "2566-01-01", "2566-05-01", "2567-12-31"];

/// A change of the good year, made by numbers.
fn change(year: &mut ExaminedYear, (what, place, value): (u8, usize, usize)) {
    let text = TEXTS[value % TEXTS.len()].to_owned();
    let date = day(DAYS[value % DAYS.len()]);
    let state = State::ALL[value % State::ALL.len()];
    let (measures, documents) = (year.measures.len(), year.documents.len());
    if measures == 0 || documents == 0 {
        return;
    }
    let measure = &mut year.measures[place % measures];
    let document = &mut year.documents[place % documents];
    match what {
        0 => measure.standing.state = state,
        1 => document.standing.state = state,
        2 => measure.content.guideline = text,
        3 => measure.content.steps[0].text = text,
        4 => measure.content.steps[0].due_on = Some(date),
        5 => measure.content.target = None,
        6 => measure.results.clear(),
        7 => measure.results.push(result("2565-09", "step-9")),
        8 => measure.results.iter_mut().for_each(|one| one.details.clone_from(&text)),
        9 => measure.results.iter_mut().for_each(|one| one.evidence.clear()),
        10 => measure.content.indicators = vec![code("i5")],
        11 => year.analysis = None,
        12 => year.frame.reviewed_on = (value % 3 > 0).then_some(date),
        13 => year
            .organization
            .iter_mut()
            .for_each(|one| one.divisions = vec![text.clone()]),
        14 => _ = year.documents.remove(place % documents),
        15 => _ = year.measures.remove(place % measures),
        16 => year.frame.publishes_internal_surveys = true,
        17 => {
            if let Some(analysis) = &mut year.analysis {
                analysis.covers = vec![Heading::UrgentWeaknesses, Heading::Recommendations];
                analysis.scores = None;
                analysis.assessed_fiscal_year = year.frame.fiscal_year;
                analysis.recommendations = (value % 2 > 0).then_some(text);
            }
        }
        18 => document.standing.has_published_edition = value % 2 > 0,
        _ => match &mut document.content {
            Content::Report(report) => {
                report.preliminary = value % 2 > 0;
                report.preface = Some(text);
            }
            Content::Announcement(announcement) => {
                announcement.body = vec![text];
                announcement.issued_on = date;
            }
            Content::ComplaintStatistics(statistics) => {
                statistics.period = result("2564-01/2564-02", "step-1").period;
            }
            Content::Measure(_) => {}
        },
    }
}

proptest! {
    #[test]
    fn every_issue_says_who_does_what_by_when(
        changes in prop::collection::vec((0_u8..20, 0_usize..8, 0_usize..420), 0..25),
    ) {
        let mut year = good_year();
        for one in changes {
            change(&mut year, one);
        }
        let issues = examine(&year);
        let order = |issue: &Issue| (Reverse(issue.severity), Reverse(issue.is_late));
        prop_assert!(issues.is_sorted_by_key(order));
        for issue in &issues {
            prop_assert!(issue.due_on.is_some() && !issue.mend.is_empty(), "{:?}", issue);
            prop_assert!(!issue.message_th.is_empty() && !issue.message_en.is_empty());
            prop_assert!(issue.pointer.is_empty() || issue.pointer.starts_with('/'), "{:?}", issue);
            let standing = match issue.subject {
                Subject::Measure(index) => Some(year.measures[index].standing),
                Subject::Document(index) => Some(year.documents[index].standing),
                Subject::Result { measure, result } => {
                    prop_assert!(result < year.measures[measure].results.len());
                    None
                }
                Subject::Year | Subject::Organization | Subject::Analysis => None,
            };
            if let Some(standing) = standing {
                prop_assert!(is_allowed(standing.state, &issue.mend), "{:?} {:?}", standing, issue);
            }
        }
    }
}
