//! Steps of many measures, imports and exports.

use std::collections::BTreeMap;

use prongsai_test_support::{Answer, Client};
use serde_json::{Value, json};

use crate::done::{Done, look};
use crate::pen::{Pen, Place};
use crate::plan::{Doc, Draft, Step, Verb, What};
use crate::steps::{changed, note_approval};
use crate::world::World;

pub(crate) async fn act(world: &mut World, step: &Step, pen: &mut Pen) -> Done {
    match &step.what {
        What::TakeMany {
            organization,
            verb,
            chosen,
        } => take(world, step.who, (*organization, *verb), chosen, pen).await,
        What::Import {
            organization,
            edits,
            adds,
            tries,
        } => import(world, step, *organization, (edits, *adds, *tries), pen).await,
        What::Export { organization } => Done::of(export(world, step.who, *organization).await),
        _ => Done::default(),
    }
}

/// The digest of the list that the person reads.
async fn digest(client: &Client, organization: &str) -> Value {
    let list = format!("/api/v1/measures?organization_id={organization}&fiscal_year=2566");
    let read = client.get(&list).await;
    if read.status == 200 {
        json!({ "all": read.json()["digest"] })
    } else {
        json!({ "all": "0" })
    }
}

async fn take(
    world: &mut World,
    who: usize,
    (organization, verb): (usize, Verb),
    chosen: &[Doc],
    pen: &mut Pen,
) -> Done {
    let client = world.people[who].client.clone();
    let id = world.organizations[organization].id.clone();
    let measures: Vec<Doc> = world
        .docs
        .iter()
        .filter(|(_, record)| record.kind == Draft::Measure)
        .map(|(doc, _)| *doc)
        .collect();
    let wanted =
        |doc: &Doc| world.docs[doc].organization == organization && (chosen.is_empty() || chosen.contains(doc));
    let wanted: Vec<Doc> = measures.into_iter().filter(wanted).collect();
    let mut body = digest(&client, &id).await;
    let mut read = BTreeMap::new();
    for doc in &wanted {
        if let Some(answer) = look(world, who, *doc).await.filter(|answer| answer.status == 200) {
            read.insert(*doc, answer.json());
        }
    }
    if !chosen.is_empty() {
        let named = read
            .iter()
            .map(|(doc, view)| json!({ "id": world.docs[doc].id, "revision": view["revision"] }));
        body = json!({ "measures": named.collect::<Vec<Value>>() });
    }
    if verb == Verb::Override {
        body["override_reason"] = json!(pen.text(Place::Override, "เหตุผล"));
    }
    let path = format!(
        "/api/v1/organizations/{id}/fiscal-years/2566/measures/{}",
        verb.segment()
    );
    let answer = client.post(&path).json(&body).await;
    let mut done = Done {
        organizations: vec![organization],
        ..Done::of(answer)
    };
    if done.succeeded() {
        taken(world, who, verb, (&mut done, &read), pen);
        if matches!(verb, Verb::Approve | Verb::Override) {
            for doc in done.touched.clone() {
                note_approval(world, doc, &mut done);
            }
        }
    }
    done
}

/// Notes a step of many that succeeded.
fn taken(world: &mut World, who: usize, verb: Verb, (done, read): (&mut Done, &BTreeMap<Doc, Value>), pen: &Pen) {
    let outcome = done.answer.as_ref().map(Answer::json).unwrap_or_default();
    for row in outcome["changed"].as_array().into_iter().flatten() {
        let doc = world.by_id[row["id"].as_str().unwrap()];
        // An override marks only the approvals that need it or all of them: the model accepts both.
        let over = (verb == Verb::Override).then(|| pen.written[0].0);
        let seen = read.get(&doc).cloned();
        done.superseded |= changed(world, who, doc, verb, seen, Some(row.clone()), over, None);
        done.touched.push(doc);
    }
}

async fn export(world: &World, who: usize, organization: usize) -> Answer {
    let id = &world.organizations[organization].id;
    let path = format!("/api/v1/organizations/{id}/export?fiscal_year=2566");
    world.people[who].client.get(&path).await
}

const LISTS: [&str; 4] = ["measures", "reports", "announcements", "complaint_statistics"];

async fn import(
    world: &mut World,
    step: &Step,
    organization: usize,
    (edits, adds, tries): (&[Doc], bool, bool),
    pen: &mut Pen,
) -> Done {
    let read = export(world, step.who, organization).await;
    if read.status != 200 {
        return Done::of(read);
    }
    let mut bundle = read.json();
    if let Some(report) = bundle
        .as_object_mut()
        .and_then(|bundle| bundle.remove("report"))
        .filter(|one| !one.is_null())
    {
        bundle["reports"] = json!([report]);
    }
    let mut touched = Vec::new();
    for doc in edits {
        let Some(record) = world.docs.get(doc) else { continue };
        let key = keys_of(world, step.who, &record.path()).await;
        for list in LISTS {
            let entries = bundle.get_mut(list).and_then(Value::as_array_mut);
            let entries = entries.into_iter().flatten();
            for entry in entries.filter(|entry| Some(&entry["key"]) == key.as_ref()) {
                pen.bundle_entry(list, entry);
                touched.push(*doc);
            }
        }
    }
    if adds {
        let added = pen.bundle_measure();
        match bundle.get_mut("measures").and_then(Value::as_array_mut) {
            Some(measures) => measures.push(added),
            None => bundle["measures"] = json!([added]),
        }
    }
    let id = &world.organizations[organization].id;
    let path = format!("/api/v1/imports?organization_id={id}&dry_run={tries}");
    let answer = world.people[step.who].client.post(&path).json(&bundle).await;
    if answer.status == 201 {
        imported(world, step, organization, &answer.json());
    }
    Done {
        touched,
        organizations: vec![organization],
        ..Done::of(answer)
    }
}

/// The key of a document, which a bundle names it by.
async fn keys_of(world: &World, who: usize, path: &str) -> Option<Value> {
    let read = world.people[who].client.get(path).await;
    (read.status == 200).then(|| read.json()["key"].clone())
}

/// Notes the documents that an import made.
fn imported(world: &mut World, step: &Step, organization: usize, outcome: &Value) {
    let created = outcome["created"].as_array().into_iter().flatten();
    let measures: Vec<&Value> = created.filter(|one| one["kind"] == "measure").collect();
    for (ordinal, one) in measures.into_iter().enumerate() {
        let doc = Doc(step.number, u32::try_from(ordinal).unwrap());
        world.add(doc, Draft::Measure, organization, one["id"].as_str().unwrap(), step.who);
    }
}
