//! The life of an edition: the state machine and the four-eyes rule together.

#![allow(clippy::unwrap_used, reason = "a failed expectation fails the test")]

use jiff::Timestamp;
use prongsai_domain::access::Action;
use prongsai_domain::calendar::ReportingRound;
use prongsai_domain::document::{Command, Content, Edition, TransitionError};
use prongsai_domain::id::UserId;
use prongsai_domain::report::{Frozen, Person, Report};
use prongsai_domain::workflow::{State, Transition, apply};
use proptest::prelude::*;
use uuid::Uuid;

const DRAFTER: UserId = UserId::new(Uuid::from_u128(1));
const APPROVER: UserId = UserId::new(Uuid::from_u128(2));
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn report() -> Content {
    Content::Report(Box::new(Report {
        title: "รายงานผลการดำเนินการ".to_owned(),
        reporting_round_months: ReportingRound::TwelveMonths,
        preface: None,
        preparer: Person {
            position: "หัวหน้าฝ่ายอำนวยการ".to_owned(),
            name: None,
        },
        frozen: None,
    }))
}

fn draft() -> Edition {
    Edition::draft(1, report(), DRAFTER, NOW)
}

fn freeze(edition: &mut Edition) {
    if let Content::Report(report) = &mut edition.content {
        report.frozen = Some(Box::new(Frozen {
            organization_name: "เทศบาล".to_owned(),
            analysis: None,
            measures: Vec::new(),
        }));
    }
}

fn is_frozen(edition: &Edition) -> bool {
    matches!(&edition.content, Content::Report(report) if report.frozen.is_some())
}

#[test]
fn a_year_passes_from_draft_to_publication() {
    let mut edition = draft();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    edition
        .apply(Command::Approve { override_reason: None }, APPROVER, NOW)
        .unwrap();
    edition.apply(Command::Publish, APPROVER, NOW).unwrap();
    assert_eq!(edition.state, State::Published);
    assert_eq!(edition.published.unwrap().by, APPROVER);
}

#[test]
fn its_own_drafter_cannot_approve_it() {
    let mut edition = draft();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    let refused = edition.apply(Command::Approve { override_reason: None }, DRAFTER, NOW);
    assert_eq!(refused, Err(TransitionError::FourEyes));
    assert_eq!(edition.state, State::Submitted);
}

#[test]
fn who_edited_or_submitted_it_cannot_approve_it_either() {
    let editor = UserId::new(Uuid::from_u128(3));
    let submitter = UserId::new(Uuid::from_u128(4));
    let mut edition = draft();
    edition.rewrite(report(), editor, NOW).unwrap();
    edition.apply(Command::Submit, submitter, NOW).unwrap();
    edition
        .apply(
            Command::Return {
                reason: "แก้ไขตัวชี้วัด".to_owned(),
            },
            APPROVER,
            NOW,
        )
        .unwrap();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    for maker in [DRAFTER, editor, submitter] {
        let refused = edition.apply(Command::Approve { override_reason: None }, maker, NOW);
        assert_eq!(refused, Err(TransitionError::FourEyes), "{maker}");
    }
    edition
        .apply(Command::Approve { override_reason: None }, APPROVER, NOW)
        .unwrap();
}

#[test]
fn an_override_marks_the_edition_for_ever() {
    let mut edition = draft();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    let reason = "สำนักงานมีบุคลากรเพียงคนเดียว".to_owned();
    edition
        .apply(
            Command::Approve {
                override_reason: Some(reason.clone()),
            },
            DRAFTER,
            NOW,
        )
        .unwrap();
    edition.apply(Command::Publish, APPROVER, NOW).unwrap();
    assert_eq!(edition.approved.unwrap().override_reason, Some(reason));
}

#[test]
fn an_override_is_not_noted_where_none_was_needed() {
    let mut edition = draft();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    edition
        .apply(
            Command::Approve {
                override_reason: Some("ไม่จำเป็น".to_owned()),
            },
            APPROVER,
            NOW,
        )
        .unwrap();
    assert_eq!(edition.approved.unwrap().override_reason, None);
}

#[test]
fn what_was_frozen_thaws_when_it_comes_back_into_work() {
    let mut edition = draft();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    freeze(&mut edition);
    edition
        .apply(
            Command::Return {
                reason: "ผลยังไม่ครบ".to_owned(),
            },
            APPROVER,
            NOW,
        )
        .unwrap();
    assert!(!is_frozen(&edition));
    freeze(&mut edition);
    assert!(!is_frozen(&Edition::draft(2, edition.content, DRAFTER, NOW)));
}

#[test]
fn a_public_edition_is_withdrawn_by_publishers_only() {
    let mut edition = draft();
    edition.apply(Command::Submit, DRAFTER, NOW).unwrap();
    assert_eq!(
        edition.right_for(Transition::Withdraw),
        Some(Action::WithdrawUnpublished)
    );
    edition
        .apply(Command::Approve { override_reason: None }, APPROVER, NOW)
        .unwrap();
    edition.apply(Command::Publish, APPROVER, NOW).unwrap();
    assert_eq!(edition.right_for(Transition::Withdraw), Some(Action::WithdrawPublished));
    assert_eq!(edition.right_for(Transition::Supersede), None);
}

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(Command::Submit),
        Just(Command::Return {
            reason: "เหตุผล".to_owned()
        }),
        Just(Command::Approve { override_reason: None }),
        Just(Command::Publish),
        Just(Command::Withdraw {
            reason: "เหตุผล".to_owned()
        }),
    ]
}

proptest! {
    /// Whatever is tried by whomever in whatever order: the table decides, a refusal changes nothing, and nothing is
    /// ever approved by somebody who made it.
    #[test]
    fn no_sequence_of_commands_gets_around_the_rules(
        commands in prop::collection::vec((any_command(), 1_u128..5), 0..40),
    ) {
        let mut edition = draft();
        for (command, who) in commands {
            let who = UserId::new(Uuid::from_u128(who));
            let before = edition.clone();
            let transition = command.transition();
            if edition.apply(command, who, NOW).is_ok() {
                prop_assert!(apply(before.state, transition).is_ok());
            } else {
                prop_assert_eq!(&edition, &before);
            }
            if let Some(approved) = &edition.approved {
                prop_assert!(!edition.drafters.contains(&approved.act.by));
            }
            prop_assert!(edition.published.is_none() || edition.approved.is_some());
        }
    }
}
