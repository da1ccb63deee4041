//! Steps of documents and results.

use prongsai_test_support::Client;
use serde_json::{Value, json};

use super::shared::{Conditional, Shared};
use crate::draw::Draw;
use crate::pen::Pen;
use crate::plan::Draft;

pub(super) async fn begin(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let count = shared.docs.lock().unwrap().len();
    if count > 25 && draw.percent(90) {
        return None;
    }
    let kinds = [
        Draft::Measure,
        Draft::Measure,
        Draft::Report,
        Draft::Announcement,
        Draft::Internal,
        Draft::Complaints,
    ];
    let kind = *draw.one(&kinds)?;
    let mut body = pen.draft(kind, 0, &shared.organizations[draw.below(2)], "");
    body.as_object_mut()?.remove("key");
    let answer = client.post(&format!("/api/v1/{}", kind.plural())).json(&body).await;
    if answer.status == 201 {
        let path = format!("/api/v1/{}/{}", kind.plural(), answer.id());
        shared.docs.lock().unwrap().push((kind, path));
    }
    shared.note(&answer, None);
    None
}

/// A step of one of a few documents, with the entity tag that the person reads, so that many have the same.
pub(super) async fn step(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let (kind, path) = {
        let docs = shared.docs.lock().unwrap();
        draw.one(&docs).cloned()?
    };
    let read = client.get(&path).await;
    shared.note(&read, None);
    if read.status != 200 {
        return None;
    }
    let (etag, view) = (read.etag(), read.json());
    let listed: Vec<&str> = view["allowed_actions"]
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let any = [
        "submit", "return", "approve", "publish", "withdraw", "revise", "edit", "delete",
    ];
    let choices: &[&str] = if draw.percent(85) { &listed } else { &any };
    let step = *draw.one(choices)?;
    let request = match step {
        "edit" => client
            .patch(&path)
            .json(&pen.change(kind, Some(u8::try_from(draw.below(6)).ok()?))),
        "delete" if draw.percent(20) => client.delete(&path),
        "delete" => return None,
        "record_result" => {
            let request = client.post(&format!("{path}/results")).json(&pen.part("results", None));
            let answer = request.await;
            if answer.status == 201 {
                shared
                    .results
                    .lock()
                    .unwrap()
                    .push(format!("{path}/results/{}", answer.id()));
            }
            shared.note(&answer, None);
            return None;
        }
        "return" | "withdraw" => client
            .post(&format!("{path}/{step}"))
            .json(&json!({ "reason": "เหตุผล" })),
        _ => client.post(&format!("{path}/{step}")).json(&json!({})),
    };
    Some((request.if_match(&etag), Some((path, etag))))
}

pub(super) async fn result(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let path = {
        let results = shared.results.lock().unwrap();
        draw.one(&results).cloned()?
    };
    let read = client.get(&path).await;
    shared.note(&read, None);
    if read.status != 200 {
        return None;
    }
    let etag = read.etag();
    let request = if draw.percent(10) {
        client.delete(&path)
    } else {
        client.patch(&path).json(&pen.part("results", Some(1)))
    };
    Some((request.if_match(&etag), Some((path, etag))))
}
