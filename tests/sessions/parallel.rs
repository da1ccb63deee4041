use std::collections::HashSet;

use prongsai_test_support::TestApp;
use serde_json::Value;
use tokio::task::JoinSet;

use super::{MINE, exchange, log_in, refresh, who};

#[tokio::test]
async fn fifty_refreshes_at_once_leave_the_person_logged_in() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    app.clock.advance_seconds(16 * 60);
    let client = app.anonymous();
    let mut requests = JoinSet::new();
    for _ in 0..50 {
        let request = exchange(&client, &first);
        requests.spawn(async move { request.await });
    }
    let answers = requests.join_all().await;
    let answers: Vec<Value> = answers.into_iter().map(|answer| answer.is(200).json()).collect();
    let tokens: HashSet<&str> = answers
        .iter()
        .map(|tokens| tokens["refresh_token"].as_str().unwrap())
        .collect();
    assert_eq!(tokens.len(), 50, "each answer has a token of its own");
    for tokens in &answers {
        who(&app, tokens).get("/api/v1/me").await.is(200);
    }

    // Each part of the program goes on with its own answer, all within the grace of the first.
    app.clock.advance_seconds(15 * 60);
    let mut last = Value::Null;
    for tokens in &answers {
        last = refresh(&client, tokens).await.is(200).json();
    }

    app.clock.advance_seconds(15 * 60);
    let present = refresh(&client, &last).await.is(200).json();
    let open = who(&app, &present).all(&format!("{MINE}?open=true")).await;
    assert_eq!(
        open.len(),
        2,
        "the session of the refreshes and that of the client of tests: {open:?}"
    );
}

#[tokio::test]
async fn a_program_that_keeps_one_of_many_answers_goes_on() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let mut held = log_in(&app).await;
    for kept in [0, 2, 1] {
        app.clock.advance_seconds(15 * 60);
        let (one, two, three) = tokio::join!(
            exchange(&client, &held),
            exchange(&client, &held),
            exchange(&client, &held)
        );
        let answers = [one, two, three].map(|answer| answer.is(200).json());
        held = answers[kept].clone();
    }
    who(&app, &held).get("/api/v1/me").await.is(200);
}
