//! Processes are started when they are needed, and ended when they are not.

use std::fs;
use std::time::Duration;

use prongsai_renderer::SOURCES;
use prongsai_renderer::pdf::{self, Fonts};
use prongsai_renderer_pool::{Audience, Pool, PoolError, PoolOptions};
use prongsai_rendering::pdf::{RenderError, font_folders};

use super::tools::{job, options, order, place, processes, until_processes};

#[tokio::test]
async fn nothing_is_started_before_it_is_needed() {
    let pool = Pool::new(options());
    assert!(processes().is_empty() && pool.known().is_none());
    let identity = pool.identity(place(Audience::Public, 1)).await.unwrap();
    assert_eq!(identity.sources, SOURCES);
    assert_eq!(identity.fonts, Fonts::load(&font_folders()).unwrap().files());
    assert_eq!(pool.known(), Some(identity));
    assert_eq!(processes().len(), 1);
}

#[tokio::test]
async fn a_process_makes_the_bytes_that_this_one_makes() {
    let pool = Pool::new(options());
    let made = pool.render(order("ประกาศ", 2)).await.unwrap();
    let fonts = Fonts::load(&font_folders()).unwrap();
    assert!(made.pdf == pdf::render(job("ประกาศ", 2), &fonts).unwrap());
}

#[tokio::test]
async fn a_process_makes_many_until_it_is_recycled() {
    let pool = Pool::new(PoolOptions {
        at_once: 1,
        recycle_units: 4,
        ..options()
    });
    let mut bytes = Vec::new();
    let mut ids = Vec::new();
    for _ in 0..3 {
        bytes.push(pool.render(order("a", 1)).await.unwrap().pdf);
        ids.push(processes());
    }
    // Each rendition has two units: a table and its row.
    assert_eq!((ids[0].len(), ids[1].len(), ids[2].len()), (1, 0, 1));
    assert_ne!(ids[0], ids[2]);
    assert!(bytes[0] == bytes[1] && bytes[1] == bytes[2]);
}

#[tokio::test]
async fn an_idle_process_is_ended() {
    let pool = Pool::new(PoolOptions {
        idle: Duration::ZERO,
        ..options()
    });
    pool.render(order("a", 0)).await.unwrap();
    until_processes(0).await;
    pool.render(order("b", 0)).await.unwrap();
}

#[tokio::test]
async fn no_process_is_left_when_the_pool_stops() {
    let pool = std::sync::Arc::new(Pool::new(options()));
    pool.render(order("a", 0)).await.unwrap();
    let waiting = tokio::spawn({
        let pool = std::sync::Arc::clone(&pool);
        async move { pool.render(order("drill:wait", 100)).await }
    });
    until_processes(2).await;
    pool.stop().await;
    assert_eq!(processes(), [0; 0], "not even one that has ended");
    assert_eq!(waiting.await.unwrap().unwrap_err(), PoolError::Stopped);
    assert_eq!(pool.render(order("b", 0)).await.unwrap_err(), PoolError::Stopped);
}

#[tokio::test]
async fn no_process_is_left_when_the_pool_is_dropped() {
    let pool = Pool::new(options());
    pool.render(order("a", 0)).await.unwrap();
    drop(pool);
    until_processes(0).await;
}

#[tokio::test]
async fn the_process_has_its_limits_before_it_gets_a_job() {
    let pool = Pool::new(PoolOptions {
        memory_mib: 1_024,
        ..options()
    });
    pool.identity(place(Audience::Public, 1)).await.unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", processes()[0])).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(limit("Max address space"), (1_024_u64 * 1_024 * 1_024).to_string());
    assert_eq!(limit("Max core file size"), "0");
    assert_eq!(limit("Max file size"), "0");
    assert_eq!(limit("Max open files"), "64");
    assert_ne!(limit("Max cpu time"), "unlimited");
}

#[tokio::test]
async fn without_a_font_the_reason_is_given_and_no_process_is_left() {
    let pool = Pool::new(PoolOptions {
        font_dirs: vec!["/nowhere".into()],
        ..options()
    });
    let refused = pool.render(order("a", 0)).await.unwrap_err();
    assert_eq!(refused, PoolError::Refused(RenderError::NoThaiFont));
    assert_eq!(processes(), [0; 0]);
}
