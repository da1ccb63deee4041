//! Several servers on one database count together.

use std::time::Duration;

use prongsai_application::rate_limit::share;
use prongsai_test_support::{
    Client, RateLimitOptions, ServerOptions, TestApp, assert_problem, count_statements, statements_of,
};

use super::rates::{per_minute, rates};

const ME: &str = "/api/v1/me";
const SHARES: &str = "SELECT count(*) FROM rate_limit_shares";

fn reads(quota: u32) -> RateLimitOptions {
    RateLimitOptions {
        read: per_minute(quota),
        ..RateLimitOptions::off()
    }
}

/// The number of reads that succeed, of at most ten.
async fn successes(client: &Client) -> usize {
    for number in 0..10 {
        let answer = client.get(ME).await;
        if answer.status != 200 {
            assert_problem(&answer, 429, "too-many-requests");
            return number;
        }
    }
    10
}

#[tokio::test]
async fn servers_share_what_they_counted() {
    let app = TestApp::start_limited(ServerOptions::default(), rates(reads(6))).await;
    let other = app.another_server_limited(rates(reads(6)));
    let here = app.drafter().await;
    let there = other.anonymous().with_token(here.token.clone().unwrap());
    for _ in 0..3 {
        here.get(ME).await.is(200);
    }
    share(app.use_cases()).await.unwrap();
    // Until the next share, the other server knows of its own requests only.
    there.get(ME).await.is(200);
    share(other.use_cases()).await.unwrap();
    assert_eq!(successes(&there).await, 2, "three here and three there");
    share(other.use_cases()).await.unwrap();
    here.get(ME).await.is(200);
    share(app.use_cases()).await.unwrap();
    assert_eq!(successes(&here).await, 0);
    // What was read is not counted again.
    app.clock.advance_seconds(20);
    here.get(ME).await.is(200);
    share(app.use_cases()).await.unwrap();
    assert_eq!(successes(&here).await, 1);
}

#[tokio::test]
async fn a_share_is_one_statement_and_an_idle_server_sends_none() {
    count_statements();
    let app = TestApp::start_limited(ServerOptions::default(), rates(reads(1_000))).await;
    let drafter = app.drafter().await;
    let read_ten = async || {
        for _ in 0..10 {
            drafter.get(ME).await.is(200);
        }
    };
    for _ in 0..9 {
        drafter.get(ME).await.is(200);
    }
    share(app.use_cases()).await.unwrap();
    assert_eq!(
        app.database.number(SHARES).await,
        0,
        "less than a hundredth is not told"
    );
    read_ten().await;
    share(app.use_cases()).await.unwrap();
    share(app.use_cases()).await.unwrap();
    assert_eq!(app.database.number(SHARES).await, 1);
    // The connection is open now.
    read_ten().await;
    let (count, shared) = statements_of(share(app.use_cases())).await;
    shared.unwrap();
    assert_eq!(count, 1);
    let amounts = "SELECT string_agg(amounts::text, ' ' ORDER BY number) FROM rate_limit_shares";
    assert_eq!(app.database.text(amounts).await, "{19} {10}");
}

#[tokio::test]
async fn what_was_counted_is_kept_for_a_minute() {
    let app = TestApp::start_limited(ServerOptions::default(), rates(reads(6))).await;
    let other = app.another_server_limited(rates(reads(6)));
    let here = app.drafter().await;
    here.get(ME).await.is(200);
    share(app.use_cases()).await.unwrap();
    let old = "UPDATE rate_limit_shares SET at = now() - interval '2 minutes'";
    app.database.execute(old).await.unwrap();
    let there = other.anonymous().with_token(here.token.clone().unwrap());
    there.get(ME).await.is(200);
    share(other.use_cases()).await.unwrap();
    assert_eq!(
        app.database.number(SHARES).await,
        2,
        "another server leaves it for an hour"
    );
    assert_eq!(successes(&there).await, 5, "it is too old to count");
    here.get(ME).await.is(200);
    share(app.use_cases()).await.unwrap();
    let left = "SELECT string_agg(number::text, ',' ORDER BY at) FROM rate_limit_shares";
    assert_eq!(
        app.database.text(left).await,
        "1,2",
        "the first of the other and the second of this one"
    );
    let older = "UPDATE rate_limit_shares SET at = now() - interval '2 hours'";
    app.database.execute(older).await.unwrap();
    here.get(ME).await.is(200);
    share(app.use_cases()).await.unwrap();
    assert_eq!(app.database.number(SHARES).await, 1);
}

#[tokio::test]
async fn without_the_database_the_limits_of_the_server_hold() {
    let app = TestApp::start_limited(
        ServerOptions::default(),
        rates(RateLimitOptions {
            public: per_minute(3),
            ..RateLimitOptions::off()
        }),
    )
    .await;
    let anyone = app.anonymous();
    app.database.shut().await;
    for _ in 0..3 {
        anyone.get("/").await.is(200);
    }
    assert!(share(app.use_cases()).await.is_err());
    assert_problem(&anyone.get("/").await, 429, "too-many-requests");
    app.database.open().await;
    for _ in 0..100 {
        if share(app.use_cases()).await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let told = "SELECT string_agg(subjects::text || amounts::text, ' ') FROM rate_limit_shares";
    assert_eq!(app.database.text(told).await, "{public:address:127.0.0.1}{3}");
}
