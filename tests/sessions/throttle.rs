//! Failed logins from one address: they slow the account down there, and nobody else.

use prongsai_test_support::{Answer, PASSWORD, TestApp, assert_problem};
use serde_json::json;

const WRONG: &str = "ไม่ใช่รหัสผ่านนี้แน่";
/// Seconds of 91 days: an address is not usual any more.
const SEASON: i64 = 91 * 24 * 60 * 60;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 120;
/// The number of failures that all accounts together may have from a block of addresses.
const OF_BLOCK: u32 = 100;
const NOBODY_WAITS: [i64; 0] = [];

/// The seconds that this refusal asks to wait.
#[track_caller]
fn wait(answer: &Answer) -> i64 {
    assert_problem(answer, 429, "too-many-attempts");
    let seconds = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=LONGEST_WAIT).contains(&seconds), "{seconds}");
    seconds
}

/// Tries to log in under invented names; returns the waits of those that were refused.
async fn invent(app: &TestApp, numbers: std::ops::Range<u32>) -> Vec<i64> {
    let mut waits = Vec::new();
    for number in numbers {
        let answer = app.try_login(&format!("invented-{number}"), WRONG).await;
        if answer.status == 401 {
            assert_problem(&answer, 401, "bad-credentials");
        } else {
            waits.push(wait(&answer));
        }
    }
    waits
}

/// A person who has logged in from the address of the tests lately, and one who has not.
async fn regular_and_newcomer(app: &TestApp) -> (String, String) {
    let regular = app.drafter().await.username.unwrap();
    let newcomer = app.approver().await.username.unwrap();
    app.clock.advance_seconds(SEASON);
    app.try_login(&regular, PASSWORD).await.is(200);
    (regular, newcomer)
}

#[tokio::test]
async fn failed_logins_slow_an_account_down_and_waiting_helps() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    for _ in 0..10 {
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
    }
    for _ in 0..3 {
        let seconds = wait(&app.try_login(&name, WRONG).await);
        let right = wait(&app.try_login(&name, PASSWORD).await);
        assert!(right <= seconds, "an attempt that has to wait makes the wait no longer");
        app.clock.advance_seconds(seconds);
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
    }
    let seconds = wait(&app.try_login(&name, PASSWORD).await);
    app.clock.advance_seconds(seconds);
    app.try_login(&name, PASSWORD).await.is(200);
    // The failures before are forgotten.
    for _ in 0..10 {
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
    }
    wait(&app.try_login(&name, WRONG).await);
}

#[tokio::test]
async fn time_forgives_all_failures() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    for _ in 0..2 {
        for _ in 0..10 {
            assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
        }
        wait(&app.try_login(&name, WRONG).await);
        app.clock.advance_seconds(10 * LONGEST_WAIT);
    }
}

#[tokio::test]
async fn another_account_is_not_slowed_down() {
    let app = TestApp::start().await;
    let victim = app.publisher().await.username.unwrap();
    let (regular, newcomer) = regular_and_newcomer(&app).await;
    for _ in 0..12 {
        app.try_login(&victim, WRONG).await;
    }
    wait(&app.try_login(&victim, PASSWORD).await);
    app.try_login(&regular, PASSWORD).await.is(200);
    app.try_login(&newcomer, PASSWORD).await.is(200);
}

/// 26 wrong logins under invented names once kept everybody out.
#[tokio::test]
async fn wrong_logins_of_invented_names_from_one_address_stop_nobody() {
    let app = TestApp::start().await;
    let (regular, newcomer) = regular_and_newcomer(&app).await;
    assert_eq!(invent(&app, 0..26).await, NOBODY_WAITS);
    app.try_login(&regular, PASSWORD).await.is(200);
    app.try_login(&newcomer, PASSWORD).await.is(200);
}

#[tokio::test]
async fn an_address_that_guesses_names_is_slowed_down_but_not_who_is_at_home_there() {
    let app = TestApp::start().await;
    let (regular, newcomer) = regular_and_newcomer(&app).await;
    let waits = invent(&app, 0..200).await;
    assert!(waits.len() >= 90, "{}", waits.len());
    app.try_login(&regular, PASSWORD).await.is(200);
    assert_problem(&app.try_login(&regular, WRONG).await, 401, "bad-credentials");
    // Who was never seen there has a short wait.
    let seconds = wait(&app.try_login(&newcomer, PASSWORD).await);
    assert!(seconds <= 10, "{seconds}");
    app.clock.advance_seconds(seconds);
    app.try_login(&newcomer, PASSWORD).await.is(200);
    // From then on they are at home there too.
    assert_eq!(invent(&app, 200..203).await.len(), 2, "one failure drained");
    app.try_login(&newcomer, PASSWORD).await.is(200);
}

#[tokio::test]
async fn a_success_never_lengthens_the_wait_of_others() {
    let app = TestApp::start().await;
    let (regular, newcomer) = regular_and_newcomer(&app).await;
    assert_eq!(invent(&app, 0..OF_BLOCK - 1).await, NOBODY_WAITS);
    app.try_login(&newcomer, PASSWORD).await.is(200);
    app.try_login(&regular, PASSWORD).await.is(200);
    assert_eq!(
        invent(&app, 200..201).await,
        NOBODY_WAITS,
        "the successes are not counted"
    );
    let before = invent(&app, 201..202).await;
    assert_eq!(before.len(), 1, "the block is full");
    for _ in 0..5 {
        app.try_login(&regular, PASSWORD).await.is(200);
        app.try_login(&newcomer, PASSWORD).await.is(200);
    }
    let after = invent(&app, 202..203).await;
    assert!(after <= before, "{after:?} {before:?}");
    app.clock.advance_seconds(before[0]);
    assert_eq!(invent(&app, 203..204).await, NOBODY_WAITS);
}

#[tokio::test]
async fn guesses_in_parallel_do_not_get_more_tries() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..24 {
        let request = app.anonymous().post("/api/v1/auth/login");
        let body = json!({ "username": name, "password": WRONG });
        guesses.spawn(async move { request.json(&body).await.status });
    }
    let statuses = guesses.join_all().await;
    let with = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!((with(401), with(429)), (10, 14), "{statuses:?}");
}

#[tokio::test]
async fn all_servers_on_one_database_count_together() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let other = app.another_server();
    let guess = json!({ "username": name, "password": WRONG });
    for _ in 0..5 {
        app.try_login(&name, WRONG).await.is(401);
        other.anonymous().post("/api/v1/auth/login").json(&guess).await.is(401);
    }
    wait(&app.try_login(&name, WRONG).await);
    wait(&other.anonymous().post("/api/v1/auth/login").json(&guess).await);
}
