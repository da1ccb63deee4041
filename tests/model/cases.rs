//! Recognizes the cases P1, P2 and P3 of the threat model in the steps that were refused.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::done::Done;
use crate::pen::Place;
use crate::plan::{Doc, Draft, Step, Verb, What};
use crate::token::{Token, in_json};
use crate::world::{Status, World};

/// The case that a step tried, if it was refused for the reason of that case.
pub(crate) fn reached(world: &World, step: &Step, done: &Done) -> Option<&'static str> {
    let What::Take { doc, verb, .. } = &step.what else {
        return None;
    };
    let view = done.read.as_ref()?;
    let is_report = world.docs.get(doc)?.kind == Draft::Report;
    match (done.code().as_str(), verb) {
        ("report-not-ready", Verb::Approve | Verb::Publish) if is_report && shows_former_text(world, view) => {
            Some("P1")
        }
        ("four-eyes", Verb::Approve) if is_report && wrote_only_a_result(world, step.who, *doc, view) => Some("P3"),
        ("four-eyes", Verb::Approve) if wrote_what_was_taken_up(world, step.who, *doc, view) => Some("P2"),
        _ => None,
    }
}

/// P1: the report shows a text of a measure that was changed, approved and published since, in the same edition.
fn shows_former_text(world: &World, report: &Value) -> bool {
    let measures = report["frozen"]["measures"].as_array().into_iter().flatten();
    measures.into_iter().any(|shown| {
        let id = shown["id"].as_str().unwrap_or_default();
        let Some(record) = world.by_id.get(id).and_then(|doc| world.docs.get(doc)) else {
            return false;
        };
        let Some(edition) = shown["edition"]
            .as_u64()
            .and_then(|number| record.editions.get(&number))
        else {
            return false;
        };
        let was_public = matches!(edition.status, Status::Live | Status::Superseded);
        let approved = edition.approval.as_ref().map(|approval| &approval.tokens);
        let text = in_json(&shown["content"].to_string());
        was_public && approved.is_some_and(|approved| !text.is_subset(approved))
    })
}

fn authors(world: &World, tokens: &BTreeSet<Token>, of: Place) -> BTreeSet<usize> {
    let written = tokens.iter().filter_map(|token| world.written.get(token));
    written.filter(|(_, place)| *place == of).map(|(who, _)| *who).collect()
}

/// P2: the whole text is of the person, whose edition was withdrawn; another person took it up and submitted it.
fn wrote_what_was_taken_up(world: &World, who: usize, doc: Doc, view: &Value) -> bool {
    let Some(number) = view["edition"].as_u64() else {
        return false;
    };
    let record = &world.docs[&doc];
    let Some((edition, before)) = record.editions.get(&number).zip(record.editions.get(&(number - 1))) else {
        return false;
    };
    let mut content = view.clone();
    // The note of the correction is of the other person.
    content["change"] = Value::Null;
    let text = in_json(&content.to_string());
    before.status == Status::Dropped
        && before.submitted_by.is_some()
        && edition.begun_by != who
        && edition.submitted_by.is_some_and(|submitter| submitter != who)
        && authors(world, &text, Place::Content) == BTreeSet::from([who])
}

/// P3: the person wrote a result, and nothing in the report itself; another person submitted it.
fn wrote_only_a_result(world: &World, who: usize, doc: Doc, view: &Value) -> bool {
    let mut own = view.clone();
    own["frozen"] = Value::Null;
    let (own, shown) = (in_json(&own.to_string()), in_json(&view["frozen"].to_string()));
    let number = view["edition"].as_u64().unwrap_or_default();
    let edition = world.docs[&doc].editions.get(&number);
    let submitter = edition.and_then(|edition| edition.submitted_by);
    submitter.is_some_and(|submitter| submitter != who)
        && authors(world, &shown, Place::Result).contains(&who)
        && !authors(world, &own, Place::Content).contains(&who)
}
