//! A process that fails is ended and replaced, and its input is retried once.

use std::future::Future;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use prongsai_renderer_pool::{Failure, Pool, PoolError, PoolOptions};

use super::tools::{options, order, processes};

/// Orders something that fails, and then something that does not.
async fn fails(pool: &Pool, title: &str, failure: Failure) {
    let failed = pool.render(order(title, 0)).await.unwrap_err();
    assert_eq!(failed, PoolError::Failed(failure), "{title}");
    pool.render(order("ประกาศ", 0)).await.unwrap();
}

#[tokio::test]
async fn an_input_that_eats_memory_is_retried_once() {
    let pool = Pool::new(PoolOptions {
        memory_mib: 768,
        ..options()
    });
    fails(&pool, "drill:memory", Failure::Memory).await;
    fails(&pool, "drill:memory", Failure::Memory).await;
    fails(&pool, "drill:memory", Failure::Again).await;
}

#[tokio::test]
async fn an_input_that_takes_too_long_is_killed() {
    let pool = Pool::new(PoolOptions {
        deadline: Duration::from_secs(2),
        ..options()
    });
    fails(&pool, "drill:wait", Failure::Deadline).await;
}

#[tokio::test]
async fn an_input_that_loops_ends_with_its_processor_time() {
    let arguments = ["--drills", "--cpu", "0"].map(Into::into).to_vec();
    let pool = Pool::new(PoolOptions { arguments, ..options() });
    fails(&pool, "drill:loop", Failure::Processor).await;
}

#[tokio::test]
async fn a_process_that_crashes_is_replaced() {
    let pool = Pool::new(options());
    fails(&pool, "drill:crash", Failure::Crashed).await;
}

#[tokio::test]
async fn a_process_that_is_killed_from_outside_is_replaced() {
    let pool = Pool::new(options());
    let work = pool.render(order("drill:wait", 0));
    let failed = while_killing(work).await;
    assert_eq!(failed.unwrap_err(), PoolError::Failed(Failure::Crashed));
    pool.render(order("ประกาศ", 0)).await.unwrap();
}

/// Waits for something and kills every renderer in the meantime, once it has begun to work.
async fn while_killing<T>(work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            outcome = &mut work => return outcome,
            () = tokio::time::sleep(Duration::from_millis(10)) => {}
        }
        // A renderer that has read its fonts waits for its job with two threads, or works on it.
        for id in processes().into_iter().filter(|id| threads(*id) > 1) {
            let _ = kill(Pid::from_raw(id.try_into().unwrap()), Signal::SIGKILL);
        }
    }
}

fn threads(id: u32) -> usize {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task"));
    tasks.map_or(0, Iterator::count)
}
