//! Runs plans against a server with a database of its own.

use std::time::{Duration, Instant};

use crate::act::act;
use crate::cases::reached;
use crate::coverage::Coverage;
use crate::done::Done;
use crate::generate::Generator;
use crate::plan::{Plan, Step};
use crate::promise::Broken;
use crate::public::{Depth, document, everything, organization};
use crate::shrink::shrink;
use crate::world::World;

/// After each such number of steps all public answers are checked.
const ALL_EVERY: usize = 50;
/// The time to make a plan smaller.
const SHRINKING: Duration = Duration::from_mins(4);

/// What a run was.
pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) coverage: Coverage,
    /// What broke the promise after the last step.
    pub(crate) broken: Option<Broken>,
}

/// Draws and takes this many steps, or fewer when one breaks the promise.
pub(crate) async fn random(seed: u64, steps: usize) -> Run {
    let mut generator = Generator::new(seed);
    let people = generator.people();
    let mut world = World::new(&people).await;
    let mut run = Run {
        plan: Plan {
            people,
            steps: Vec::new(),
        },
        coverage: Coverage::default(),
        broken: None,
    };
    for number in 0..steps {
        let step = generator.next(&world, u32::try_from(number).unwrap()).await;
        let is_time = (number + 1) % ALL_EVERY == 0 || number + 1 == steps;
        let is_last = number + 1 == steps;
        run.plan.steps.push(step.clone());
        run.broken = take(&mut world, &step, &mut run.coverage).await;
        if run.broken.is_none() && is_time {
            let depth = if is_last { Depth::Files } else { Depth::All };
            run.broken = everything(&mut world, depth).await;
        }
        if run.broken.is_some() {
            break;
        }
    }
    run
}

/// What came of a plan.
pub(crate) struct Replay {
    /// What broke the promise.
    pub(crate) broken: Option<Broken>,
    /// The code of the refusal of the last step, and the case of the threat model that it tried.
    pub(crate) code: String,
    pub(crate) case: Option<&'static str>,
}

/// Takes the steps of a plan until one breaks the promise.
pub(crate) async fn replay(plan: &Plan) -> Replay {
    let mut world = World::new(&plan.people).await;
    let (mut code, mut case) = (String::new(), None);
    for step in &plan.steps {
        let done = act(&mut world, step).await;
        (code, case) = (done.code(), reached(&world, step, &done));
        let broken = check(&mut world, done).await;
        if broken.is_some() {
            return Replay { broken, code, case };
        }
    }
    let broken = everything(&mut world, Depth::Files).await;
    Replay { broken, code, case }
}

/// Takes a step, counts it, and checks what it changed.
async fn take(world: &mut World, step: &Step, coverage: &mut Coverage) -> Option<Broken> {
    let done = act(world, step).await;
    coverage.count(&step.what, &done);
    if let Some(case) = reached(world, step, &done) {
        coverage.reached(case);
    }
    check(world, done).await
}

async fn check(world: &mut World, done: Done) -> Option<Broken> {
    let answer = done.answer.as_ref()?;
    if answer.status >= 500 {
        return Some(Broken::new("server error", String::new()).at(&answer.request_line, answer));
    }
    if done.broken.is_none() && done.succeeded() {
        return changed(world, &done).await;
    }
    done.broken
}

/// Checks the public answers that a step may have changed.
async fn changed(world: &mut World, done: &Done) -> Option<Broken> {
    for doc in &done.touched {
        if let Some(broken) = document(world, *doc, Depth::Changed).await {
            return Some(broken);
        }
    }
    for number in &done.organizations {
        if let Some(broken) = organization(world, *number, Depth::Changed).await {
            return Some(broken);
        }
    }
    None
}

/// The smallest plan that was found which breaks the promise, and what it breaks.
pub(crate) async fn smallest(run: &Run, rule: &str) -> (Plan, String) {
    let plan = |people: &[Vec<_>], steps: &[Step]| Plan {
        people: people.to_vec(),
        steps: steps.to_vec(),
    };
    let until = Instant::now() + SHRINKING;
    let people = &run.plan.people;
    let fails = async |steps: &[Step]| {
        let broken = replay(&plan(people, steps)).await.broken;
        broken.is_some_and(|broken| broken.rule == rule)
    };
    let smallest = plan(people, &shrink(&run.plan.steps, until, fails).await);
    match replay(&smallest).await.broken {
        Some(broken) => (smallest, broken.text),
        None => (run.plan.clone(), "it did not repeat; this is the whole plan".to_owned()),
    }
}

/// The plan as Rust, to paste into `regressions.rs`.
pub(crate) fn pasteable(plan: &Plan) -> String {
    let people = plan.people.iter().enumerate();
    let people: Vec<String> = people
        .map(|(number, held)| format!("        vec!{held:?}, // {number}"))
        .collect();
    let steps: Vec<String> = plan.steps.iter().map(|step| format!("        {step:?},")).collect();
    let text = format!(
        "Plan {{\n    people: vec![\n{}\n    ],\n    steps: vec![\n{}\n    ],\n}}",
        people.join("\n"),
        steps.join("\n")
    );
    text.replace("chosen: [", "chosen: vec![")
        .replace("edits: [", "edits: vec![")
}
