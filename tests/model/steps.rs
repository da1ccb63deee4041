//! Drafts, edits and steps of one document.

use prongsai_domain::access::Action;
use prongsai_test_support::{Answer, Client, acknowledgements};
use serde_json::{Value, json};

use crate::done::{Done, look, right_to_read, with_reason};
use crate::pen::{Pen, Place};
use crate::plan::{Doc, Draft, Given, Setting, Step, Verb, What};
use crate::promise::Broken;
use crate::token::Token;
use crate::world::{Edition, Status, World};

pub(crate) async fn act(world: &mut World, step: &Step, pen: &mut Pen) -> Done {
    match &step.what {
        What::Draft {
            organization,
            kind,
            part,
        } => {
            let (id, division) = {
                let place = &world.organizations[*organization];
                (place.id.clone(), place.division.clone())
            };
            let body = pen.draft(*kind, *part, &id, &division);
            let path = format!("/api/v1/{}", kind.plural());
            let answer = world.people[step.who].client.post(&path).json(&body).await;
            let doc = Doc(step.number, 0);
            if answer.status == 201 {
                world.add(doc, *kind, *organization, &answer.id(), step.who);
            }
            Done {
                touched: vec![doc],
                ..Done::of(answer)
            }
        }
        What::Edit { doc, part, given } => edit(world, step.who, (*doc, *part, *given), pen).await,
        What::Take { doc, verb, given } => take(world, step, (*doc, *verb, *given), pen).await,
        _ => Done::default(),
    }
}

/// Reads as `given` says, and returns the entity tag to send and what was read.
async fn precondition(world: &mut World, who: usize, doc: Doc, given: Given) -> (String, Option<Answer>) {
    let record = &world.docs[&doc];
    match given {
        Given::Old => (record.old.clone().unwrap_or_else(|| "\"0\"".to_owned()), None),
        Given::Any => {
            let read = look(world, who, doc).await;
            ("*".to_owned(), read)
        }
        Given::Fresh => {
            let known = record.etag.clone();
            let read = look(world, who, doc).await.filter(|read| read.status == 200);
            (read.as_ref().map_or(known, Answer::etag), read)
        }
    }
}

async fn edit(world: &mut World, who: usize, (doc, part, given): (Doc, u8, Given), pen: &mut Pen) -> Done {
    if !world.docs.contains_key(&doc) {
        return Done::default();
    }
    let (etag, _) = precondition(world, who, doc, given).await;
    let record = &world.docs[&doc];
    // Part 0 changes all fields, the others one.
    let change = pen.change(record.kind, part.checked_sub(1));
    let answer = world.people[who]
        .client
        .patch(&record.path())
        .if_match(&etag)
        .json(&change)
        .await;
    if answer.status == 200 {
        world.docs.get_mut(&doc).unwrap().saw(&answer.etag());
    }
    Done {
        touched: vec![doc],
        ..Done::of(answer)
    }
}

async fn take(world: &mut World, step: &Step, (doc, verb, given): (Doc, Verb, Given), pen: &mut Pen) -> Done {
    if !world.docs.contains_key(&doc) {
        return Done::default();
    }
    let (etag, read) = precondition(world, step.who, doc, given).await;
    let mut actions = read.as_ref().map(right_to_read).unwrap_or_default();
    let read = read.filter(|read| read.status == 200).map(|read| read.json());
    let withdrawn = withdrawn_edition(world, doc, verb, read.as_ref());
    let is_live = withdrawn.is_some_and(|number| world.docs[&doc].live() == Some(number));
    let client = world.people[step.who].client.clone();
    let answer = send(world, &client, (doc, verb), (&etag, withdrawn.filter(|_| is_live)), pen).await;
    if matches!(verb, Verb::Withdraw | Verb::WithdrawLive) {
        actions.push(if is_live {
            Action::WithdrawPublished
        } else {
            Action::WithdrawUnpublished
        });
    }
    let organization = world.docs[&doc].organization;
    let mut done = Done {
        touched: vec![doc],
        organizations: vec![organization],
        actions,
        ..Done::of(answer)
    };
    if done.succeeded() {
        let over = (verb == Verb::Override).then(|| pen.written[0].0);
        let view = done
            .answer
            .as_ref()
            .filter(|answer| answer.status != 204)
            .map(Answer::json);
        if let Some(answer) = done.answer.as_ref().filter(|answer| answer.status != 204) {
            world.docs.get_mut(&doc).unwrap().saw(&answer.etag());
        }
        done.superseded = changed(world, step.who, doc, verb, read.clone(), view, over, withdrawn);
        if matches!(verb, Verb::Approve | Verb::Override) {
            note_approval(world, doc, &mut done);
        }
        if verb == Verb::Publish {
            done.used.extend(used_by_publication(world, doc).await);
        }
    }
    done.read = read;
    done
}

/// What two people had allowed and a publication uses.
async fn used_by_publication(world: &World, doc: Doc) -> Option<&'static str> {
    let record = world.docs.get(&doc)?;
    record.live().filter(|live| world.is_public(doc, *live))?;
    match record.kind {
        Draft::Internal => Some("internal survey"),
        Draft::Report => {
            let path = record.public_path();
            let answer = world.app.anonymous().get(&path).await.json();
            let overrides = answer["frozen_overrides"].as_object()?;
            (!overrides.is_empty()).then_some("override in a report")
        }
        _ => None,
    }
}

/// Notes an approval by somebody who wrote or submitted a part of what it shows. It needs an override, and two people
/// must have allowed overrides. An override that is not needed is none.
pub(crate) fn note_approval(world: &World, doc: Doc, done: &mut Done) {
    // The edition in work is the last one.
    let edition = world.docs[&doc].editions.values().next_back();
    let Some((edition, approval)) = edition.and_then(|edition| Some((edition, edition.approval.as_ref()?))) else {
        return;
    };
    let by = approval.by;
    if approval.over.is_none() {
        // The public answers tell whose content was approved. No answer of a document shows the website.
        if !approval.own.is_empty() {
            let text = format!("person {by} changed name or website, and approved {doc:?} with it");
            done.broken = Some(Broken::new("letterhead", text));
        }
        return;
    }
    let has_written = |token: &Token| match world.written.get(token) {
        Some((who, Place::Content | Place::Result)) => *who == by,
        _ => false,
    };
    let is_own =
        edition.submitted_by == Some(by) || !approval.own.is_empty() || approval.tokens.iter().any(has_written);
    if !is_own {
        return;
    }
    done.used.push("override");
    if !world.organizations[world.docs[&doc].organization].allows(Setting::Override) {
        let text = format!("{doc:?} was approved by person {by}, an author, and two people have not allowed it");
        done.broken = Some(Broken::new("override", text));
    }
}

/// The number of the edition that a withdrawal is about, as far as the model knows.
fn withdrawn_edition(world: &World, doc: Doc, verb: Verb, read: Option<&Value>) -> Option<u64> {
    match verb {
        Verb::WithdrawLive => world.docs[&doc].live(),
        Verb::Withdraw => read.and_then(|view| view["edition"].as_u64()),
        _ => None,
    }
}

async fn send(
    world: &World,
    client: &Client,
    (doc, verb): (Doc, Verb),
    (etag, live): (&str, Option<u64>),
    pen: &mut Pen,
) -> Answer {
    let path = world.docs[&doc].path();
    if verb == Verb::Delete {
        return client.delete(&path).if_match(etag).await;
    }
    let request = client.post(&format!("{path}/{}", verb.segment())).if_match(etag);
    let request = match verb {
        Verb::Return => with_reason(request, pen, Place::Internal),
        Verb::Withdraw | Verb::WithdrawLive => {
            let place = if live.is_some() {
                Place::Withdrawal
            } else {
                Place::Internal
            };
            let mut body = json!({ "reason": pen.text(place, "เหตุผล") });
            if verb == Verb::WithdrawLive {
                body["edition"] = json!(live.unwrap_or(1));
            }
            request.json(&body)
        }
        Verb::Approve => request.json(&json!({ "acknowledged": acknowledgements(client, &path).await })),
        Verb::Override => request.json(&json!({
            "override_reason": pen.text(Place::Override, "เหตุผล"),
            "acknowledged": acknowledgements(client, &path).await,
        })),
        Verb::ReviseWithNote => {
            let note = pen.text(Place::Content, "บันทึก");
            request.json(&json!({ "change_kind": "substantive", "change_note": note }))
        }
        _ => request.json(&json!({})),
    };
    request.await
}

/// Notes a step that succeeded. Returns whether an edition was superseded.
#[expect(
    clippy::too_many_arguments,
    reason = "what is known of a step: before, after, and what was sent"
)]
pub(crate) fn changed(
    world: &mut World,
    who: usize,
    doc: Doc,
    verb: Verb,
    read: Option<Value>,
    view: Option<Value>,
    over: Option<Token>,
    withdrawn: Option<u64>,
) -> bool {
    let after = view.as_ref().or(read.as_ref());
    let number = after.and_then(|view| view["edition"].as_u64()).unwrap_or(1);
    // Without having read it first, the approver has what the answer shows.
    let seen = read.or(view).unwrap_or_default();
    let approval = matches!(verb, Verb::Approve | Verb::Override).then(|| world.approval(doc, who, seen, over));
    let record = world.docs.get_mut(&doc).unwrap();
    let edition = record.editions.entry(number).or_insert_with(|| Edition {
        begun_by: who,
        ..Edition::default()
    });
    match verb {
        Verb::Submit => edition.submitted_by = Some(who),
        Verb::Return => edition.approval = None,
        Verb::Approve | Verb::Override => edition.approval = approval,
        Verb::Publish => {
            let earlier = record.live();
            if let Some(earlier) = earlier {
                record.editions.get_mut(&earlier).unwrap().status = Status::Superseded;
            }
            record.editions.get_mut(&number).unwrap().status = Status::Live;
            return earlier.is_some();
        }
        Verb::Withdraw | Verb::WithdrawLive => {
            let edition = record.editions.get_mut(&withdrawn.unwrap_or(number)).unwrap();
            let was_public = matches!(edition.status, Status::Live | Status::Superseded);
            edition.status = if was_public { Status::Withdrawn } else { Status::Dropped };
        }
        Verb::Revise | Verb::ReviseWithNote => {}
        Verb::Delete => {
            // Of a document with one edition nothing remains.
            record.editions.remove(&number);
            if record.editions.is_empty() {
                let id = record.id.clone();
                world.docs.remove(&doc);
                world.by_id.remove(&id);
            }
        }
    }
    false
}
