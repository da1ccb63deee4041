use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

/// Names in the trails of released versions that do not depend on the kinds of documents.
const RELEASED: [&str; 23] = [
    "analysis.create",
    "analysis.edit",
    "bundle.import",
    "catalogue.replace",
    "division.create",
    "division.delete",
    "division.edit",
    "idempotency.forget",
    "measure.approve-all",
    "measure.publish-all",
    "measure.submit-all",
    "membership.grant",
    "membership.revoke",
    "organization.create",
    "organization.edit",
    "paper.print",
    "paper.prove",
    "paper_template.put",
    "reference.load",
    "result.create",
    "session.housekeeping",
    "user.create",
    "user.edit",
];

#[test]
fn every_step_of_every_kind_is_an_action() {
    for kind in DocumentKind::ALL {
        for step in Transition::ALL {
            let name = format!("{kind}.{}", step.as_str());
            let action = AuditAction::Document(kind, DocumentAction::Step(step));
            assert_eq!(AuditAction::with_name(&name), Some(action), "{name}");
        }
        for further in ["create", "revise", "approve-override"] {
            let name = format!("{kind}.{further}");
            assert!(AuditAction::with_name(&name).is_some(), "{name}");
        }
    }
}

#[test]
fn every_command_for_many_measures_is_an_action() {
    let reason = || "เหตุผล".to_owned();
    for command in [
        Command::Submit,
        Command::Return { reason: reason() },
        Command::Approve { override_reason: None },
        Command::Publish,
        Command::Withdraw { reason: reason() },
    ] {
        let name = format!("measure.{}-all", command.transition().as_str());
        assert_eq!(
            AuditAction::with_name(&name),
            Some(AuditAction::of_measures(&command)),
            "{name}"
        );
    }
}

#[test]
fn names_are_unique_and_stay() {
    let names: Vec<String> = AuditAction::all().map(|action| action.to_string()).collect();
    let unique: BTreeSet<&String> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    for name in RELEASED {
        assert!(AuditAction::with_name(name).is_some(), "{name}");
    }
}

#[test]
fn an_unknown_name_is_refused_with_the_known_ones() {
    let read = |name: &str| serde_json::from_value::<AuditAction>(Value::from(name));
    for action in AuditAction::all() {
        assert_eq!(read(&action.to_string()).unwrap(), action);
    }
    let message = read("measure.aprove").unwrap_err().to_string();
    assert!(
        message.starts_with("unknown variant `measure.aprove`, expected one of `measure.create`, "),
        "{message}"
    );
    assert!(message.ends_with(", `session.forget-tokens`"), "{message}");
}
