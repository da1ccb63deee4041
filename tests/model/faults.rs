//! What the model finds when a server has forgotten a rule. No request is sent here: the answers are invented.

use std::collections::BTreeSet;

use prongsai_test_support::Role::{Approver, Drafter};
use serde_json::json;

use crate::done::Done;
use crate::pen::{Pen, Place};
use crate::plan::{Doc, Draft, Setting};
use crate::promise::{Shown, broken};
use crate::steps::note_approval;
use crate::token::Token;
use crate::world::World;

const DOC: Doc = Doc(0, 0);
const AUTHOR: usize = 1;
const APPROVER: usize = 2;

/// A measure of person 1, whom person 2 may approve.
async fn world() -> World {
    let mut world = World::new(&[vec![], vec![(Drafter, 0)], vec![(Approver, 0)]]).await;
    world.add(DOC, Draft::Measure, 0, "measure", AUTHOR);
    world
}

/// A new text of a person.
fn write(world: &mut World, who: usize, (step, place): (u32, Place)) -> Token {
    let mut pen = Pen::new(step);
    pen.word(place);
    world.note(who, &pen, true);
    pen.written[0].0
}

fn change_website(world: &mut World, who: usize, step: u32) -> Token {
    let website = write(world, who, (step, Place::Website));
    world.organizations[0].website = Some(website);
    website
}

/// Person 2 approves the measure. Returns the rule that this breaks.
fn approve(world: &mut World, over: Option<Token>) -> Option<&'static str> {
    let approval = world.approval(DOC, APPROVER, json!({}), over);
    let record = world.docs.get_mut(&DOC).unwrap();
    record.editions.get_mut(&1).unwrap().approval = Some(approval);
    let mut done = Done::default();
    note_approval(world, DOC, &mut done);
    done.broken.map(|broken| broken.rule)
}

/// The rule that an answer of the measure with this text breaks.
fn shown(world: &World, token: Token) -> Option<&'static str> {
    let found = broken(world, Shown::Edition(DOC, 1), &BTreeSet::from([token]), None);
    found.map(|broken| broken.rule)
}

#[tokio::test]
async fn a_document_with_a_website_that_came_after_the_approval() {
    let mut world = world().await;
    let before = change_website(&mut world, AUTHOR, 1);
    assert_eq!(approve(&mut world, None), None);
    let after = change_website(&mut world, AUTHOR, 2);
    assert_eq!(shown(&world, before), None);
    assert_eq!(shown(&world, after), Some("another website"));
}

#[tokio::test]
async fn an_approval_by_the_person_who_changed_the_website() {
    let mut world = world().await;
    let website = change_website(&mut world, APPROVER, 1);
    assert_eq!(approve(&mut world, None), Some("letterhead"));
    assert_eq!(shown(&world, website), Some("four eyes"));
}

/// Who changed one of name and website accepts neither for others.
#[tokio::test]
async fn a_name_stays_new_when_its_approver_changed_the_website() {
    let mut world = world().await;
    let name = write(&mut world, AUTHOR, (1, Place::Name));
    world.organizations[0].name = Some(name);
    let website = change_website(&mut world, APPROVER, 2);
    let reason = write(&mut world, APPROVER, (3, Place::Override));
    approve(&mut world, Some(reason));
    assert!(!world.accepted.contains(&name) && !world.accepted.contains(&website));
    change_website(&mut world, AUTHOR, 4);
    approve(&mut world, None);
    assert!(world.accepted.contains(&name));
}

#[tokio::test]
async fn an_override_of_who_only_submitted_without_the_setting() {
    let mut world = world().await;
    let reason = write(&mut world, APPROVER, (1, Place::Override));
    assert_eq!(approve(&mut world, Some(reason)), None, "it is not needed");
    let record = world.docs.get_mut(&DOC).unwrap();
    record.editions.get_mut(&1).unwrap().submitted_by = Some(APPROVER);
    assert_eq!(approve(&mut world, Some(reason)), Some("override"));
    world.organizations[0]
        .settings
        .entry(Setting::Override)
        .or_default()
        .is_on = true;
    assert_eq!(approve(&mut world, Some(reason)), None);
}
