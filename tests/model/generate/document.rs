//! Draws documents, and the steps that the server lists for them.

use serde_json::Value;

use super::people::member;
use crate::draw::Draw;
use crate::plan::{Doc, Draft, Given, Setting, Verb, What};
use crate::world::World;

/// So many documents count as the last ones.
const LAST: usize = 5;

pub(super) fn kind(draw: &mut Draw) -> Draft {
    let kinds = [
        (5, Draft::Measure),
        (4, Draft::Report),
        (1, Draft::Announcement),
        (1, Draft::External),
        (1, Draft::Internal),
        (1, Draft::Complaints),
    ];
    *draw.weighted(&kinds).unwrap()
}

pub(super) fn part(draw: &mut Draw) -> u8 {
    u8::try_from(draw.below(9)).unwrap()
}

/// A document: often one of those that were made last.
pub(super) fn doc(draw: &mut Draw, world: &World) -> Option<Doc> {
    let docs: Vec<Doc> = world.docs.keys().copied().collect();
    let last = &docs[docs.len().saturating_sub(LAST)..];
    let near = if draw.percent(60) { last } else { &docs };
    draw.one(near).copied()
}

pub(super) fn some_docs(draw: &mut Draw, world: &World, place: usize, most: usize) -> Vec<Doc> {
    let docs = world.docs.iter().filter(|(_, record)| record.organization == place);
    let docs: Vec<Doc> = docs.map(|(doc, _)| *doc).collect();
    let mut chosen: Vec<Doc> = (0..draw.below(most + 1))
        .filter_map(|_| draw.one(&docs).copied())
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// An action that the server lists in the view of a document for a person.
pub(super) async fn allowed(draw: &mut Draw, world: &World) -> Option<(usize, What)> {
    let doc = doc(draw, world)?;
    let advances = draw.percent(65);
    for _ in 0..8 {
        let who = member(draw, world, world.docs[&doc].organization)?;
        let answer = world.people[who].client.get(&world.docs[&doc].path()).await;
        let is_submitted = answer.status == 200 && answer.json()["state"] == "submitted";
        if is_submitted && draw.percent(12) {
            // Not listed for an author, who tries it nevertheless.
            let what = What::Take {
                doc,
                verb: Verb::Approve,
                given: Given::Fresh,
            };
            return Some((who, what));
        }
        if answer.status == 200
            && let Some(what) = listed(draw, world, (doc, advances), &answer.json())
        {
            return Some((who, what));
        }
    }
    None
}

fn listed(draw: &mut Draw, world: &World, (doc, advances): (Doc, bool), view: &Value) -> Option<What> {
    let record = &world.docs[&doc];
    let is_live = view["live_edition"].is_u64() && view["live_edition"] != view["edition"];
    let names = view["allowed_actions"]
        .as_array()?
        .iter()
        .filter_map(|name| name.as_str());
    let can_override = world.organizations[record.organization].allows(Setting::Override);
    let choices: Vec<(usize, &str)> = names
        .map(|name| {
            let weight = match name {
                // It is refused until all measures of the year are submitted.
                "submit" if record.kind == Draft::Report => 8,
                "submit" | "approve" | "publish" => 30,
                "revise" => 9,
                "edit" if view["state"] == "returned" => 30,
                "return" if view["state"] == "submitted" => 5,
                _ if advances => 0,
                "return" | "edit" => 9,
                "withdraw" if view["state"] == "published" => 2,
                "record_result" | "withdraw" => 4,
                _ => 2,
            };
            (weight, name)
        })
        .collect();
    let given = if draw.percent(4) { Given::Old } else { Given::Fresh };
    let verb = match *draw.weighted(&choices)? {
        "submit" => Verb::Submit,
        "return" => Verb::Return,
        "approve" if can_override && draw.percent(50) => Verb::Override,
        "approve" => Verb::Approve,
        "publish" => Verb::Publish,
        "withdraw" if is_live && draw.percent(30) => Verb::WithdrawLive,
        "withdraw" => Verb::Withdraw,
        "revise" if draw.percent(50) => Verb::ReviseWithNote,
        "revise" => Verb::Revise,
        "delete" => Verb::Delete,
        "edit" => {
            return Some(What::Edit {
                doc,
                part: part(draw),
                given,
            });
        }
        "record_result" => return Some(What::Record { measure: doc }),
        _ => return None,
    };
    Some(What::Take { doc, verb, given })
}
