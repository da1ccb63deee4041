//! Draws people, and the next step. Most steps are ones that the server says are allowed now, so that runs get deep; others
//! belong to an errand, and the rest is drawn from all steps: most of them are refused.

mod document;
mod errand;
mod management;
mod people;

use prongsai_test_support::Role;

use crate::draw::Draw;
use crate::plan::{Doc, Given, Held, Step, Verb, What};
use crate::world::World;
use document::{allowed, doc, kind, part, some_docs};
use errand::Errand;
use management::manage;
use people::{member, organization, with_role};

/// An organization with more documents begins fewer.
const ENOUGH: usize = 5;

/// Draws what a run is made of.
pub(crate) struct Generator {
    draw: Draw,
    errand: Option<Errand>,
}

impl Generator {
    pub(crate) const fn new(seed: u64) -> Self {
        Self {
            draw: Draw::new(seed),
            errand: None,
        }
    }

    /// The people of the run.
    pub(crate) fn people(&mut self) -> Vec<Vec<Held>> {
        people::people(&mut self.draw)
    }

    /// The next step.
    pub(crate) async fn next(&mut self, world: &World, number: u32) -> Step {
        for _ in 0..20 {
            let drawn = match self.of_errand(world, number).await {
                Some(step) => Some(step),
                None => any(&mut self.draw, world).await,
            };
            if let Some((who, what)) = drawn {
                return Step { number, who, what };
            }
        }
        Step {
            number,
            who: 0,
            what: What::ReadAudit { organization: 0 },
        }
    }

    /// The next step of the errand: other steps come between its steps, and now and then one begins.
    async fn of_errand(&mut self, world: &World, number: u32) -> Option<(usize, What)> {
        let draw = &mut self.draw;
        if self.errand.is_none() && draw.percent(6) {
            self.errand = Errand::begin(draw, world);
        }
        let errand = self.errand.as_mut().filter(|_| draw.percent(75))?;
        let step = errand.next(draw, world, number).await;
        if step.is_none() {
            self.errand = None;
        }
        step
    }
}

/// A step that belongs to nothing.
async fn any(draw: &mut Draw, world: &World) -> Option<(usize, What)> {
    if draw.percent(68)
        && let Some(step) = allowed(draw, world).await
    {
        return Some(step);
    }
    let who = draw.below(world.people.len());
    if draw.percent(20) {
        wrong(draw, world)
    } else {
        other(draw, world, who)
    }
}

const VERBS: [Verb; 10] = [
    Verb::Submit,
    Verb::Return,
    Verb::Approve,
    Verb::Override,
    Verb::Publish,
    Verb::Withdraw,
    Verb::WithdrawLive,
    Verb::Revise,
    Verb::ReviseWithNote,
    Verb::Delete,
];

/// Any step of any document by anybody.
fn wrong(draw: &mut Draw, world: &World) -> Option<(usize, What)> {
    let (doc, who) = (doc(draw, world)?, draw.below(world.people.len()));
    let given = *draw.weighted(&[(5, Given::Fresh), (2, Given::Any), (1, Given::Old)])?;
    let verb = *draw.one(&VERBS)?;
    let what = match draw.below(6) {
        0 => What::Edit {
            doc,
            part: part(draw),
            given,
        },
        1 => What::Read { doc },
        2 => What::ReadHistory { doc },
        _ => What::Take { doc, verb, given },
    };
    Some((who, what))
}

/// Anything that is not a step of one document, by somebody who may be able to do it.
fn other(draw: &mut Draw, world: &World, anybody: usize) -> Option<(usize, What)> {
    let place = organization(draw);
    let docs = world
        .docs
        .values()
        .filter(|record| record.organization == place)
        .count();
    let drafts = if docs < ENOUGH { 30 } else { 4 };
    let is_here = |measure: &Doc| {
        world
            .docs
            .get(measure)
            .is_some_and(|record| record.organization == place)
    };
    let results = world.results.iter().filter(|(_, (measure, _))| is_here(measure));
    let results: Vec<u32> = results.map(|(number, _)| *number).collect();
    let result = draw.one(&results).copied();
    let part = part(draw);
    let choice = *draw.weighted(&[
        (drafts, 0),
        (5, 1),
        (3, 2),
        (5, 3),
        (5, 4),
        (6, 5),
        (1, 6),
        (26, 7),
        (9, 8),
    ])?;
    let who = if choice == 5 || choice == 6 {
        member(draw, world, place)
    } else {
        with_role(draw, world, (Role::Drafter, place))
    };
    let who = if draw.percent(90) { who? } else { anybody };
    let what = match choice {
        0 => What::Draft {
            organization: place,
            kind: kind(draw),
            part,
        },
        1 => What::EditResult { result: result?, part },
        2 => What::DeleteResult {
            result: result.filter(|_| draw.percent(30))?,
        },
        3 => What::Analyse { organization: place },
        4 => import(draw, world, place),
        5 => return many(draw, world, place),
        6 => What::Export { organization: place },
        8 => What::Record {
            measure: some_docs(draw, world, place, 1).pop()?,
        },
        _ => return manage(draw, world, place),
    };
    Some((who, what))
}

fn import(draw: &mut Draw, world: &World, place: usize) -> What {
    let edits = some_docs(draw, world, place, 2);
    What::Import {
        organization: place,
        edits,
        adds: draw.percent(20),
        tries: draw.percent(15),
    }
}

/// A step of many measures, by somebody who may take it most of the time.
fn many(draw: &mut Draw, world: &World, place: usize) -> Option<(usize, What)> {
    let verbs = [
        (6, (Verb::Submit, Role::Drafter)),
        (3, (Verb::Approve, Role::Approver)),
        (2, (Verb::Override, Role::Approver)),
        (3, (Verb::Publish, Role::Publisher)),
    ];
    let (verb, role) = *draw.weighted(&verbs)?;
    let holder = with_role(draw, world, (role, place));
    let who = if draw.percent(85) {
        holder?
    } else {
        member(draw, world, place)?
    };
    let chosen = if draw.percent(60) {
        Vec::new()
    } else {
        some_docs(draw, world, place, 3)
    };
    let what = What::TakeMany {
        organization: place,
        verb,
        chosen,
    };
    Some((who, what))
}
