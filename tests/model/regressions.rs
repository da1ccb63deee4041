//! Plans that broke the promise once, or that try a case of the threat model, as short as they can be.

use prongsai_test_support::Role::{Approver, Drafter, OrganizationAdmin, Publisher};

use crate::plan::Given::Fresh;
use crate::plan::Verb::{Approve, Override, Publish, Return, Revise, Submit, Withdraw};
use crate::plan::What::{Accept, Analyse, Draft, Edit, Propose, Record, Take};
use crate::plan::{self, Doc, Plan, Setting, Step, Verb, What};
use crate::run::replay;

/// The steps, numbered.
fn steps(list: Vec<(usize, What)>) -> Vec<Step> {
    let numbered = (0..).zip(list);
    numbered
        .map(|(number, (who, what))| Step { number, who, what })
        .collect()
}

fn draft(kind: plan::Draft) -> What {
    Draft {
        organization: 0,
        kind,
        part: 0,
    }
}

const fn take(doc: Doc, verb: Verb) -> What {
    Take {
        doc,
        verb,
        given: Fresh,
    }
}

/// The last step tries the case and is refused, and the promise holds.
async fn is_refused(plan: &Plan, case: &str, code: &str) {
    let end = replay(plan).await;
    assert!(end.broken.is_none(), "{:?}", end.broken);
    assert_eq!((end.case, end.code.as_str()), (Some(case), code));
}

/// The report shows a text of the measure that nobody approved.
#[tokio::test]
async fn p1_the_report_shows_a_former_text() {
    let (measure, report) = (Doc(0, 0), Doc(2, 0));
    let edit = Edit {
        doc: measure,
        part: 1,
        given: Fresh,
    };
    let plan = Plan {
        people: vec![vec![], vec![(Drafter, 0)], vec![(Approver, 0)], vec![(Publisher, 0)]],
        steps: steps(vec![
            (1, draft(plan::Draft::Measure)),
            (1, Analyse { organization: 0 }),
            (1, draft(plan::Draft::Report)),
            (1, take(measure, Submit)),
            (1, take(report, Submit)),
            (2, take(measure, Return)),
            (1, edit),
            (1, take(measure, Submit)),
            (2, take(measure, Approve)),
            (3, take(measure, Publish)),
            (2, take(report, Approve)),
        ]),
    };
    is_refused(&plan, "P1", "report-not-ready").await;
}

/// Another person submits the text of an author, who approves it.
#[tokio::test]
async fn p2_the_author_approves_what_another_person_took_up() {
    let measure = Doc(0, 0);
    let plan = Plan {
        people: vec![vec![], vec![(Drafter, 0), (Approver, 0)], vec![(Drafter, 0)]],
        steps: steps(vec![
            (1, draft(plan::Draft::Measure)),
            (1, take(measure, Submit)),
            (1, take(measure, Withdraw)),
            (2, take(measure, Revise)),
            (2, take(measure, Submit)),
            (1, take(measure, Approve)),
        ]),
    };
    is_refused(&plan, "P2", "four-eyes").await;
}

/// The author of a result approves the report that shows it.
#[tokio::test]
async fn p3_the_author_of_a_result_approves_the_report() {
    let (measure, report) = (Doc(0, 0), Doc(4, 0));
    let plan = Plan {
        people: vec![vec![], vec![(Drafter, 0)], vec![(Drafter, 0), (Approver, 0)]],
        steps: steps(vec![
            (1, draft(plan::Draft::Measure)),
            (2, Record { measure }),
            (1, Analyse { organization: 0 }),
            (1, take(measure, Submit)),
            (1, draft(plan::Draft::Report)),
            (1, take(report, Submit)),
            (2, take(report, Approve)),
        ]),
    };
    is_refused(&plan, "P3", "four-eyes").await;
}

/// An author approves a measure, an announcement, an invitation, complaint statistics and a report; another person approves
/// a second report. Every public answer names the reasons, and the promise holds.
#[tokio::test]
async fn an_override_is_named_wherever_its_text_is_public() {
    use plan::Draft::{Announcement, Complaints, External, Measure, Report};
    let (organization, setting) = (0, Setting::Override);
    let mut list = vec![
        (2, Propose { organization, setting }),
        (3, Accept { organization, setting }),
        (1, Analyse { organization }),
    ];
    for (kind, approver, verb) in [
        (Measure, 1, Override),
        (Announcement, 1, Override),
        (External, 1, Override),
        (Complaints, 1, Override),
        (Report, 1, Override),
        (Report, 5, Approve),
    ] {
        let doc = Doc(u32::try_from(list.len()).unwrap(), 0);
        list.push((1, draft(kind)));
        if kind == Measure {
            list.push((1, Record { measure: doc }));
        }
        list.extend([
            (1, take(doc, Submit)),
            (approver, take(doc, verb)),
            (4, take(doc, Publish)),
        ]);
    }
    let people = vec![
        vec![],
        vec![(Drafter, 0), (Approver, 0)],
        vec![(OrganizationAdmin, 0)],
        vec![(OrganizationAdmin, 0)],
        vec![(Publisher, 0)],
        vec![(Approver, 0)],
    ];
    let end = replay(&Plan {
        people,
        steps: steps(list),
    })
    .await;
    assert!(end.broken.is_none(), "{}", end.broken.unwrap().text);
    assert_eq!(end.code, "", "the last report is public");
}
