//! The model test: random people take random steps against the real server, and every public answer is checked against
//! what the test itself knows about who wrote and who approved what.
//!
//! `make test` takes a few runs with fixed seeds. `make model` takes many; `PRONGSAI_MODEL_RUNS`, `PRONGSAI_MODEL_STEPS` and
//! `PRONGSAI_MODEL_SEED` set how many, how long, and the first seed.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]

mod act;
mod cases;
mod coverage;
mod draw;
mod generate;
mod manage;
mod many;
mod pen;
mod plan;
mod promise;
mod public;
mod run;
mod shrink;
mod steps;
mod token;
mod world;

use std::time::Instant;

use coverage::Coverage;

/// The number in a variable of the environment.
fn variable(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |value| {
        value.parse().unwrap_or_else(|error| panic!("{name}: {error}"))
    })
}

/// The promise over the public answers. Runs go through two seeds at a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_answers_keep_the_promise() {
    let runs = variable("PRONGSAI_MODEL_RUNS", 4);
    let steps = usize::try_from(variable("PRONGSAI_MODEL_STEPS", 200)).unwrap();
    let first = variable("PRONGSAI_MODEL_SEED", 1);
    let began = Instant::now();
    let mut coverage = Coverage::default();
    for seed in first..first + runs {
        println!("seed {seed}");
        let run = run::random(seed, steps).await;
        coverage.merge(&run.coverage);
        if let Some(broken) = &run.broken {
            println!("seed {seed}, after {} steps: {}", run.plan.steps.len(), broken.text);
            let (plan, broken) = run::smallest(&run, broken.rule).await;
            panic!(
                "seed {seed}, with {} steps left: {broken}\n{}",
                plan.steps.len(),
                run::pasteable(&plan)
            );
        }
    }
    println!(
        "{runs} runs of {steps} steps in {:?}\n{}",
        began.elapsed(),
        coverage.table()
    );
    assert_eq!(coverage.missing(), Vec::<String>::new(), "never succeeded");
    assert_eq!(coverage.missing_cases(), Vec::<String>::new(), "never tried");
}
