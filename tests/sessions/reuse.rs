//! Refresh tokens that are used again: by a program that lost an answer, and by a thief (case C3).

use prongsai_test_support::{Client, Role, TestApp, assert_problem};
use serde_json::{Value, json};

use super::{MINE, log_in, refresh, session_of, who};

const HOME: &str = "127.0.0.1";
const AWAY: &str = "127.0.0.2";

/// The sessions of the drafter that ended because of a reuse, as a new session of the drafter sees them.
async fn ended_by_reuse(app: &TestApp) -> Vec<Value> {
    let sessions = who(app, &log_in(app).await).all(MINE).await;
    let is_reuse = |session: &Value| session["ended_why"] == "refresh-reuse";
    sessions.into_iter().filter(is_reuse).collect()
}

#[tokio::test]
async fn a_lost_answer_is_repeated_within_the_grace_and_afterwards_this_session_alone_ends() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await.username.unwrap();
    let mut ended = Vec::new();
    for (seconds, address, goes_on) in [
        (2, HOME, true),
        (2, AWAY, true),
        (9, HOME, true),
        (9, AWAY, true),
        (11, HOME, false),
        (11, AWAY, false),
    ] {
        let what = format!("{seconds} s from {address}");
        let other = log_in(&app).await;
        let held = log_in(&app).await;
        let session = session_of(&app, &held).await;
        // The answer is lost.
        refresh(&app.anonymous(), &held).await.is(200);
        app.clock.advance_seconds(seconds);
        let repeated = refresh(&app.anonymous().from_address(address), &held).await;
        who(&app, &other).get("/api/v1/me").await.is(200);
        if goes_on {
            let tokens = repeated.is(200).json();
            assert_eq!(session_of(&app, &tokens).await, session, "{what}: another session");
            app.clock.advance_seconds(15 * 60);
            refresh(&app.anonymous(), &tokens).await.is(200);
        } else {
            assert_problem(&repeated, 401, "invalid-token");
            assert_problem(&who(&app, &held).get("/api/v1/me").await, 401, "invalid-token");
            ended.push((session, address));
        }
    }

    let listed = ended_by_reuse(&app).await;
    let listed: Vec<&str> = listed.iter().map(|session| session["id"].as_str().unwrap()).collect();
    // Newest first.
    assert_eq!(listed, [ended[1].0.as_str(), ended[0].0.as_str()]);
    // The token of the beginning has expired.
    let auditor = app.login(&auditor).await;
    let events = auditor.all("/api/v1/security-events?kind=refresh-reuse").await;
    assert_eq!(events.len(), 2);
    for (event, (session, address)) in events.iter().zip(&ended) {
        assert_eq!(event["subject_id"], session.as_str());
        assert_eq!(event["address"], *address);
        assert_eq!(event["detail"]["why"], "after-grace");
        assert!(event["detail"]["exchanged_at"].is_string(), "{event}");
    }
}

#[tokio::test]
async fn a_stolen_token_that_is_used_after_the_next_refresh_ends_the_whole_session() {
    let app = TestApp::start().await;
    let stolen = log_in(&app).await;
    let next = refresh(&app.anonymous(), &stolen).await.is(200).json();
    app.clock.advance_seconds(60);

    assert_problem(&refresh(&app.anonymous(), &stolen).await, 401, "invalid-token");

    assert_problem(&refresh(&app.anonymous(), &next).await, 401, "invalid-token");
    assert_problem(&who(&app, &next).get("/api/v1/me").await, 401, "invalid-token");
    assert_eq!(ended_by_reuse(&app).await.len(), 1);
}

/// The program, which used the token first or second, and the thief get different tokens. At the next use of both it shows.
#[tokio::test]
async fn a_thief_who_repeats_an_exchange_within_the_grace_is_found_at_the_next_use() {
    let app = TestApp::start().await;
    let thief = app.anonymous().from_address(AWAY);
    for is_thief_first in [true, false] {
        let stolen = log_in(&app).await;
        let program = refresh(&app.anonymous(), &stolen).await.is(200).json();
        app.clock.advance_seconds(5);
        let loot = refresh(&thief, &stolen).await.is(200).json();
        app.clock.advance_seconds(15 * 60);
        let both = [(&thief, &loot), (&app.anonymous(), &program)];
        let [(one, token), (other, other_token)] = if is_thief_first { both } else { [both[1], both[0]] };
        let goes_on = refresh(one, token).await.is(200).json();
        app.clock.advance_seconds(60);

        assert_problem(&refresh(other, other_token).await, 401, "invalid-token");

        assert_problem(&who(&app, &goes_on).get("/api/v1/me").await, 401, "invalid-token");
        assert_problem(&refresh(one, &goes_on).await, 401, "invalid-token");
    }
    assert_eq!(ended_by_reuse(&app).await.len(), 2);
}

#[tokio::test]
async fn the_use_of_the_next_token_ends_the_grace() {
    let app = TestApp::start().await;
    let stolen = log_in(&app).await;
    let next = refresh(&app.anonymous(), &stolen).await.is(200).json();
    let last = refresh(&app.anonymous(), &next).await.is(200).json();

    assert_problem(&refresh(&app.anonymous(), &stolen).await, 401, "invalid-token");

    assert_problem(&refresh(&app.anonymous(), &last).await, 401, "invalid-token");
    let auditor = app.client(Role::Auditor).await;
    let events = auditor.all("/api/v1/security-events?kind=refresh-reuse").await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["detail"]["why"], "successor-used");
}

/// A token of long ago still shows that it was exchanged.
#[tokio::test]
async fn an_old_token_ends_a_session_that_is_refreshed_for_weeks() {
    let app = TestApp::start().await;
    let stolen = log_in(&app).await;
    let mut held = stolen.clone();
    for _ in 0..5 {
        app.clock.advance_seconds(5 * super::DAY);
        held = refresh(&app.anonymous(), &held).await.is(200).json();
        app.forget_expired().await;
    }

    assert_problem(&refresh(&app.anonymous(), &stolen).await, 401, "invalid-token");

    assert_problem(&refresh(&app.anonymous(), &held).await, 401, "invalid-token");
    assert_eq!(ended_by_reuse(&app).await.len(), 1);
}

/// Who repeats an exchange is in the trail.
#[tokio::test]
async fn a_repeated_exchange_is_marked_in_the_security_events() {
    let app = TestApp::start().await;
    let tokens = log_in(&app).await;
    let away: Client = app.anonymous().from_address(AWAY);
    refresh(&app.anonymous(), &tokens).await.is(200);
    refresh(&away, &tokens).await.is(200);
    let auditor = app.client(Role::Auditor).await;
    let events = auditor.all("/api/v1/security-events?kind=refresh").await;
    let seen: Vec<_> = events
        .iter()
        .map(|event| (&event["address"], &event["detail"]))
        .collect();
    assert_eq!(
        seen,
        [
            (&json!(HOME), &Value::Null),
            (&json!(AWAY), &json!({ "repeated": true }))
        ]
    );
}
