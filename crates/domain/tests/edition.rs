//! The life of an edition: the state machine together with the four-eyes rule.

#![allow(clippy::unwrap_used, reason = "a failed expectation fails the test")]

use jiff::Timestamp;
use prongsai_domain::access::Action;
use prongsai_domain::calendar::ReportingRound;
use prongsai_domain::document::{ActKind, Command, Content, ContentVersion, Edition, TransitionError};
use prongsai_domain::id::{ContentId, UserId};
use prongsai_domain::report::{Frozen, FrozenReferences, Person, Report};
use prongsai_domain::user::PersonSnapshot;
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
        preliminary: false,
        preface: None,
        preparer: Person {
            position: "หัวหน้าฝ่ายอำนวยการ".to_owned(),
            name: None,
        },
        frozen: None,
    }))
}

fn version(number: u32) -> ContentVersion {
    ContentVersion {
        id: ContentId::new(Uuid::from_u128(u128::from(number))),
        number,
        sha256: format!("{number:064x}"),
        contributors: vec![DRAFTER],
        base: None,
    }
}

fn draft() -> Edition {
    Edition::draft(1, report(), version(1), DRAFTER, NOW)
}

fn person(id: UserId) -> PersonSnapshot {
    PersonSnapshot {
        id,
        name: format!("บุคคล {id}"),
        position: Some("ปลัดเทศบาล".to_owned()),
        acting_as: None,
    }
}

fn apply_as(edition: &mut Edition, command: Command, who: UserId) -> Result<(), TransitionError> {
    edition.apply(command, &person(who), NOW)
}

#[test]
fn an_edition_passes_from_draft_to_publication() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    apply_as(&mut edition, Command::Approve { override_reason: None }, APPROVER).unwrap();
    apply_as(&mut edition, Command::Publish, APPROVER).unwrap();
    assert_eq!(edition.state, State::Published);
    assert_eq!(edition.last(ActKind::Published).unwrap().person.id, APPROVER);
}

#[test]
fn its_own_drafter_cannot_approve_it() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    let refused = apply_as(&mut edition, Command::Approve { override_reason: None }, DRAFTER);
    assert_eq!(refused, Err(TransitionError::FourEyes));
    assert_eq!(edition.state, State::Submitted);
}

#[test]
fn who_edited_or_submitted_it_cannot_approve_it_either() {
    let editor = UserId::new(Uuid::from_u128(3));
    let submitter = UserId::new(Uuid::from_u128(4));
    let mut edition = draft();
    edition.rewrite(report(), version(2), editor, NOW).unwrap();
    apply_as(&mut edition, Command::Submit, submitter).unwrap();
    apply_as(
        &mut edition,
        Command::Return {
            reason: "แก้ไขตัวชี้วัด".to_owned(),
        },
        APPROVER,
    )
    .unwrap();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    for maker in [DRAFTER, editor, submitter] {
        let refused = apply_as(&mut edition, Command::Approve { override_reason: None }, maker);
        assert_eq!(refused, Err(TransitionError::FourEyes), "{maker}");
    }
    apply_as(&mut edition, Command::Approve { override_reason: None }, APPROVER).unwrap();
}

#[test]
fn an_override_stays_on_the_edition() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    let reason = "สำนักงานมีบุคลากรเพียงคนเดียว".to_owned();
    apply_as(
        &mut edition,
        Command::Approve {
            override_reason: Some(reason.clone()),
        },
        DRAFTER,
    )
    .unwrap();
    apply_as(&mut edition, Command::Publish, APPROVER).unwrap();
    assert_eq!(edition.approval().unwrap().reason, Some(reason));
}

#[test]
fn an_override_is_not_noted_where_none_was_needed() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    apply_as(
        &mut edition,
        Command::Approve {
            override_reason: Some("ไม่จำเป็น".to_owned()),
        },
        APPROVER,
    )
    .unwrap();
    assert_eq!(edition.approval().unwrap().reason, None);
}

#[test]
fn content_is_thawed_without_what_was_frozen() {
    let Content::Report(report) = report() else {
        unreachable!()
    };
    let frozen = Frozen::References(FrozenReferences {
        organization_name: "เทศบาล".to_owned(),
        analysis: None,
        measures: Vec::new(),
    });
    let submitted = Content::Report(Box::new(Report {
        frozen: Some(Box::new(frozen)),
        ..(*report).clone()
    }));
    assert_eq!(submitted.thawed(), Content::Report(report));
}

#[test]
fn an_act_keeps_the_person_and_the_content_of_its_moment() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    let reason = "ยังไม่ครบ".to_owned();
    apply_as(&mut edition, Command::Return { reason: reason.clone() }, APPROVER).unwrap();
    edition.rewrite(report(), version(2), DRAFTER, NOW).unwrap();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    let done: Vec<_> = edition.acts.iter().map(|act| (act.ordinal, act.kind)).collect();
    assert_eq!(
        done,
        [(1, ActKind::Submitted), (2, ActKind::Returned), (3, ActKind::Submitted)]
    );
    let hashes: Vec<_> = edition
        .acts
        .iter()
        .map(|act| act.content_sha256.clone().unwrap())
        .collect();
    assert_eq!(hashes, [version(1).sha256, version(1).sha256, version(2).sha256]);
    assert_eq!(edition.last(ActKind::Returned).unwrap().reason, Some(reason));
    assert_eq!(edition.last(ActKind::Returned).unwrap().person, person(APPROVER));
}

#[test]
fn an_approval_ends_with_a_return() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    apply_as(&mut edition, Command::Approve { override_reason: None }, APPROVER).unwrap();
    assert!(edition.approval().is_some());
    let back = Command::Return {
        reason: "ขอแก้ไข".to_owned(),
    };
    apply_as(&mut edition, back, APPROVER).unwrap();
    assert!(edition.approval().is_none());
}

#[test]
fn a_public_edition_is_withdrawn_by_publishers_only() {
    let mut edition = draft();
    apply_as(&mut edition, Command::Submit, DRAFTER).unwrap();
    assert_eq!(
        edition.right_for(Transition::Withdraw),
        Some(Action::WithdrawUnpublished)
    );
    apply_as(&mut edition, Command::Approve { override_reason: None }, APPROVER).unwrap();
    apply_as(&mut edition, Command::Publish, APPROVER).unwrap();
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
    /// For any commands by any users in any order: the table decides, a refusal changes nothing, and no edition is
    /// approved by one of its drafters.
    #[test]
    fn no_sequence_of_commands_gets_around_the_rules(
        commands in prop::collection::vec((any_command(), 1_u128..5), 0..40),
    ) {
        let mut edition = draft();
        for (command, who) in commands {
            let who = UserId::new(Uuid::from_u128(who));
            let before = edition.clone();
            let transition = command.transition();
            if apply_as(&mut edition, command, who).is_ok() {
                prop_assert!(apply(before.state, transition).is_ok());
            } else {
                prop_assert_eq!(&edition, &before);
            }
            if let Some(approval) = edition.approval() {
                prop_assert!(!edition.drafters.contains(&approval.person.id));
            }
            prop_assert!(!edition.was_published() || edition.approval().is_some());
        }
    }
}
