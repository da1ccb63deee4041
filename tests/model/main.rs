//! The model test: random people take random steps against the real server, and every public answer is checked against
//! what the test itself knows about who wrote and who approved what.
//!
//! `make test` takes a few runs with fixed seeds. `make model` takes many; `PRONGSAI_MODEL_RUNS`,
//! `PRONGSAI_MODEL_STEPS` (at most 1,000) and `PRONGSAI_MODEL_SEED` set how many, how long, and the first seed.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]

mod act;
mod cases;
mod coverage;
mod done;
mod draw;
mod faults;
mod fold;
mod generate;
mod manage;
mod many;
mod pen;
mod plan;
mod promise;
mod public;
mod regressions;
mod run;
mod shrink;
mod steps;
mod storm;
mod token;
mod world;

use std::sync::Arc;
use std::time::Instant;

use coverage::Coverage;
use world::World;

/// The number in a variable of the environment.
fn variable(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |value| {
        value.parse().unwrap_or_else(|error| panic!("{name}: {error}"))
    })
}

/// The promise over the public answers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_answers_keep_the_promise() {
    let runs = variable("PRONGSAI_MODEL_RUNS", 6);
    let steps = usize::try_from(variable("PRONGSAI_MODEL_STEPS", 200)).unwrap();
    let first = variable("PRONGSAI_MODEL_SEED", 1);
    let began = Instant::now();
    let mut coverage = Coverage::default();
    let mut broken = Vec::new();
    for seed in first..first + runs {
        println!("seed {seed}, {:?}", began.elapsed());
        let run = run::random(seed, steps).await;
        coverage.merge(&run.coverage);
        if let Some(fault) = &run.broken {
            println!("seed {seed}, after {} steps: {}", run.plan.steps.len(), fault.text);
            broken.push((seed, fault.rule, run));
        }
    }
    println!(
        "{runs} runs of {steps} steps in {:?}, {} broke the promise\n{}",
        began.elapsed(),
        broken.len(),
        coverage.table()
    );
    // The others may have the same cause.
    if let Some((seed, rule, run)) = broken.first() {
        let (plan, text) = run::smallest(run, rule).await;
        let steps = plan.steps.len();
        panic!(
            "seed {seed}, with {steps} steps left: {text}\n{}",
            run::pasteable(&plan)
        );
    }
    assert_eq!(coverage.missing(), Vec::<String>::new(), "never succeeded");
    assert_eq!(coverage.missing_cases(), Vec::<String>::new(), "never tried");
}

/// Clients at once. `PRONGSAI_STORM_SECONDS` sets how long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_clients_leaves_one_winner_each_and_a_complete_trail() {
    const CLIENTS: u64 = 64;
    let seconds = variable("PRONGSAI_STORM_SECONDS", 5);
    let world = World::new(&storm::crew(17)).await;
    let shared = Arc::new(storm::Shared::new(&world));
    let until = Instant::now() + storm::length(seconds);
    let mut clients = tokio::task::JoinSet::new();
    for seed in 0..CLIENTS {
        let shared = Arc::clone(&shared);
        clients.spawn(async move { storm::client(&shared, seed, until).await });
    }
    clients.join_all().await;
    storm::revoke_one(&world.app, &world.people[1].client).await;
    println!("answers by status: {:?}", shared.statuses());
    assert_eq!(
        shared.contested(),
        Vec::new(),
        "two requests succeeded with one entity tag"
    );
    let (entries, differences) = fold::differences(&world.app).await;
    assert_eq!(differences, Vec::<String>::new());
    println!("{entries} entries fold to the tables");
}
