//! Long renditions do not delay short ones; equal ones are made once; what is too much is refused.

use std::sync::Arc;

use prongsai_renderer_pool::{Order, Pool, PoolError, PoolOptions};

use super::tools::{options, order, until_processes};

fn spawn(pool: &Arc<Pool>, order: Order) -> tokio::task::JoinHandle<Result<prongsai_renderer_pool::Made, PoolError>> {
    let pool = Arc::clone(pool);
    tokio::spawn(async move { pool.render(order).await })
}

#[tokio::test]
async fn an_announcement_is_made_beside_a_year_book() {
    let pool = Arc::new(Pool::new(options()));
    // This year book is never finished.
    let book = spawn(&pool, order("drill:wait", 500));
    // The year book runs before the announcements are ordered.
    until_processes(1).await;
    for number in 0..5 {
        pool.render(order(&format!("ประกาศ {number}"), 0)).await.unwrap();
    }
    until_processes(2).await;
    assert!(!book.is_finished());
    pool.stop().await;
    assert_eq!(book.await.unwrap().unwrap_err(), PoolError::Stopped);
}

#[tokio::test]
async fn equal_orders_share_one_place() {
    // There is no place to wait in, so a second order would be refused.
    let pool = Arc::new(Pool::new(PoolOptions {
        at_once: 1,
        queue: 0,
        ..options()
    }));
    let orders: Vec<_> = (0..6).map(|_| spawn(&pool, order("ประกาศ", 0))).collect();
    for order in orders {
        order.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_full_queue_refuses_and_empties() {
    let pool = Arc::new(Pool::new(PoolOptions {
        at_once: 1,
        queue: 0,
        ..options()
    }));
    let first = spawn(&pool, order("drill:wait", 0));
    until_processes(1).await;
    assert_eq!(pool.render(order("ประกาศ", 0)).await.unwrap_err(), PoolError::Full);
    pool.stop().await;
    first.await.unwrap().unwrap_err();
}
