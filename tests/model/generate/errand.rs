//! Errands: several steps after one another, of which single random steps would seldom be followed by the next.

use std::collections::VecDeque;

use prongsai_test_support::Role;

use super::document::some_docs;
use super::people::{admins, holds, member, organization, with_role};
use crate::draw::Draw;
use crate::plan::{Doc, Draft, Given, Setting, Verb, What};
use crate::world::{Status, World};

/// Which document a task is about.
#[derive(Clone, Copy, Debug)]
enum Which {
    /// One that there was before.
    Known(Doc),
    /// One that this errand drafted, by its number counted back from the last, which has 0.
    Own(usize),
}

/// A task of an errand.
#[derive(Clone, Debug)]
enum Task {
    /// This step by this person.
    Exactly(usize, What),
    /// A step of a document by this person.
    By(usize, Which, Verb),
    /// An edit or a step of a document by somebody for whom the server lists it; left out if there is nobody.
    Edit(Which),
    Anybody(Which, Verb),
    /// A result of a document of this errand.
    Record(usize, Which),
}

/// What is left of an errand.
#[derive(Debug)]
pub(super) struct Errand {
    tasks: VecDeque<Task>,
    place: usize,
    drafted: Vec<Doc>,
}

impl Errand {
    /// Draws one.
    pub(super) fn begin(draw: &mut Draw, world: &World) -> Option<Self> {
        let place = organization(draw);
        let tasks = match *draw.weighted(&[(4, 0), (3, 1), (3, 2), (7, 3), (3, 4)])? {
            0 => former_text(draw, world, place),
            1 => taken_up(draw, world, place),
            2 => only_a_result(draw, world, place),
            3 => override_by_author(draw, world, place),
            _ => invitation_of_staff(draw, world, place),
        };
        Some(Self {
            tasks: tasks?.into(),
            place,
            drafted: Vec::new(),
        })
    }

    /// The next step, which will have this number.
    pub(super) async fn next(&mut self, draw: &mut Draw, world: &World, number: u32) -> Option<(usize, What)> {
        while let Some(task) = self.tasks.pop_front() {
            if let Some(step) = self.step(draw, world, task).await {
                if matches!(step.1, What::Draft { .. }) {
                    self.drafted.push(Doc(number, 0));
                }
                return Some(step);
            }
        }
        None
    }

    async fn step(&self, draw: &mut Draw, world: &World, task: Task) -> Option<(usize, What)> {
        let given = Given::Fresh;
        match task {
            Task::Exactly(who, what) => Some((who, what)),
            Task::By(who, which, verb) => {
                let doc = self.doc(world, which)?;
                Some((who, What::Take { doc, verb, given }))
            }
            Task::Edit(which) => {
                let doc = self.doc(world, which)?;
                let who = self.anybody(draw, world, (doc, "edit")).await?;
                Some((who, What::Edit { doc, part: 0, given }))
            }
            Task::Anybody(which, verb) => {
                let doc = self.doc(world, which)?;
                let who = self.anybody(draw, world, (doc, verb.segment())).await?;
                Some((who, What::Take { doc, verb, given }))
            }
            Task::Record(who, which) => {
                let measure = self.doc(world, which)?;
                Some((who, What::Record { measure }))
            }
        }
    }

    /// The document, if it exists.
    fn doc(&self, world: &World, which: Which) -> Option<Doc> {
        let doc = match which {
            Which::Known(doc) => doc,
            Which::Own(before) => *self.drafted.iter().rev().nth(before)?,
        };
        world.docs.contains_key(&doc).then_some(doc)
    }

    /// Somebody for whom the server lists an action.
    async fn anybody(&self, draw: &mut Draw, world: &World, (doc, action): (Doc, &str)) -> Option<usize> {
        for _ in 0..12 {
            let who = member(draw, world, self.place)?;
            let answer = world.people[who].client.get(&world.docs[&doc].path()).await;
            if answer.status == 200
                && answer.json()["allowed_actions"]
                    .as_array()?
                    .iter()
                    .any(|one| one == action)
            {
                return Some(who);
            }
        }
        None
    }
}

/// Somebody who drafts and approves, and another one who drafts.
fn author_and_other(draw: &mut Draw, world: &World, place: usize) -> Option<(usize, usize)> {
    let with = |roles: &[Role], not: Option<usize>| {
        let is_one = |who: &usize| Some(*who) != not && roles.iter().all(|role| holds(world, *who, (*role, place)));
        (0..world.people.len()).filter(is_one).collect::<Vec<usize>>()
    };
    let author = *draw.one(&with(&[Role::Drafter, Role::Approver], None))?;
    let other = *draw.one(&with(&[Role::Drafter], Some(author)))?;
    Some((author, other))
}

fn draft(who: usize, place: usize, kind: Draft) -> Task {
    let what = What::Draft {
        organization: place,
        kind,
        part: 0,
    };
    Task::Exactly(who, what)
}

fn submit_all(who: usize, place: usize) -> Task {
    let what = What::TakeMany {
        organization: place,
        verb: Verb::Submit,
        chosen: Vec::new(),
    };
    Task::Exactly(who, what)
}

/// A measure of the place that was never public, if it has one.
fn measure(draw: &mut Draw, world: &World, place: usize) -> Option<Doc> {
    let is_open = |doc: &Doc| {
        let record = &world.docs[doc];
        let mut editions = record.editions.values();
        record.kind == Draft::Measure && editions.all(|edition| edition.status == Status::InWork)
    };
    some_docs(draw, world, place, 6).into_iter().find(is_open)
}

/// Case P1: a measure changes its text and is published while a report shows the former text.
fn former_text(draw: &mut Draw, world: &World, place: usize) -> Option<Vec<Task>> {
    let drafter = with_role(draw, world, (Role::Drafter, place))?;
    let mut tasks = Vec::new();
    let known = measure(draw, world, place);
    let (measure, report) = match known {
        Some(doc) => (Which::Known(doc), Which::Own(0)),
        None => (Which::Own(1), Which::Own(0)),
    };
    if known.is_none() {
        tasks.push(draft(drafter, place, Draft::Measure));
    }
    tasks.push(draft(drafter, place, Draft::Report));
    tasks.push(Task::Exactly(drafter, What::Analyse { organization: place }));
    tasks.push(submit_all(drafter, place));
    tasks.push(Task::Anybody(report, Verb::Submit));
    if draw.percent(30) {
        // Then the publication is refused instead.
        tasks.push(Task::Anybody(report, Verb::Approve));
    }
    tasks.push(Task::Anybody(measure, Verb::Return));
    tasks.push(Task::Edit(measure));
    let verbs = [Verb::Submit, Verb::Approve, Verb::Publish];
    tasks.extend(verbs.map(|verb| Task::Anybody(measure, verb)));
    tasks.extend([Verb::Approve, Verb::Publish].map(|verb| Task::Anybody(report, verb)));
    Some(tasks)
}

/// Case P2: another person takes up a withdrawn text, and its author approves it.
fn taken_up(draw: &mut Draw, world: &World, place: usize) -> Option<Vec<Task>> {
    let (author, other) = author_and_other(draw, world, place)?;
    let kind = *draw.one(&[Draft::Measure, Draft::Announcement, Draft::External, Draft::Complaints])?;
    let own = Which::Own(0);
    let revise = *draw.one(&[Verb::Revise, Verb::ReviseWithNote])?;
    Some(vec![
        draft(author, place, kind),
        Task::By(author, own, Verb::Submit),
        Task::By(author, own, Verb::Withdraw),
        Task::By(other, own, revise),
        Task::By(other, own, Verb::Submit),
        Task::By(author, own, Verb::Approve),
    ])
}

/// Case P3: the author of a result approves the report that shows it.
fn only_a_result(draw: &mut Draw, world: &World, place: usize) -> Option<Vec<Task>> {
    let (author, other) = author_and_other(draw, world, place)?;
    let mut tasks = Vec::new();
    let measure = if let Some(doc) = measure(draw, world, place) {
        Which::Known(doc)
    } else {
        tasks.push(draft(other, place, Draft::Measure));
        Which::Own(0)
    };
    tasks.extend([
        Task::Record(author, measure),
        Task::Exactly(other, What::Analyse { organization: place }),
        submit_all(other, place),
        draft(other, place, Draft::Report),
        Task::By(other, Which::Own(0), Verb::Submit),
        Task::By(author, Which::Own(0), Verb::Approve),
    ]);
    Some(tasks)
}

/// One person proposes a setting and another one accepts it, unless it is on.
fn switched_on(draw: &mut Draw, world: &World, place: usize, setting: Setting) -> Option<Vec<Task>> {
    if world.organizations[place].allows(setting) {
        return Some(Vec::new());
    }
    let mut admins = admins(world, place);
    let proposer = admins.remove(draw.below(admins.len()));
    let other = *draw.one(&admins)?;
    let organization = place;
    Some(vec![
        Task::Exactly(proposer, What::Propose { organization, setting }),
        Task::Exactly(other, What::Accept { organization, setting }),
    ])
}

/// An author approves with a reason, which two people have allowed. A report then shows the measure.
fn override_by_author(draw: &mut Draw, world: &World, place: usize) -> Option<Vec<Task>> {
    let (author, _) = author_and_other(draw, world, place)?;
    let kind = *draw.one(&[Draft::Measure, Draft::Announcement, Draft::Complaints])?;
    let mut tasks = switched_on(draw, world, place, Setting::Override)?;
    let own = Which::Own(0);
    tasks.extend([
        draft(author, place, kind),
        Task::By(author, own, Verb::Submit),
        Task::By(author, own, Verb::Override),
        Task::Anybody(own, Verb::Publish),
    ]);
    if kind == Draft::Measure && draw.percent(60) {
        let drafter = with_role(draw, world, (Role::Drafter, place))?;
        tasks.extend([
            Task::Exactly(drafter, What::Analyse { organization: place }),
            submit_all(drafter, place),
            draft(drafter, place, Draft::Report),
        ]);
        let verbs = [Verb::Submit, Verb::Approve, Verb::Publish];
        tasks.extend(verbs.map(|verb| Task::Anybody(own, verb)));
    }
    Some(tasks)
}

/// An invitation to the survey of the staff becomes public, which two people have allowed.
fn invitation_of_staff(draw: &mut Draw, world: &World, place: usize) -> Option<Vec<Task>> {
    let drafter = with_role(draw, world, (Role::Drafter, place))?;
    let mut tasks = switched_on(draw, world, place, Setting::Internal)?;
    tasks.push(draft(drafter, place, Draft::Internal));
    let verbs = [Verb::Submit, Verb::Approve, Verb::Publish];
    tasks.extend(verbs.map(|verb| Task::Anybody(Which::Own(0), verb)));
    Some(tasks)
}
