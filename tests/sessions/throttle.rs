use prongsai_test_support::{PASSWORD, TestApp, assert_problem};

const WRONG: &str = "ไม่ใช่รหัสผ่านนี้แน่";

#[tokio::test]
async fn failed_logins_slow_an_account_down_and_waiting_helps() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    for _ in 0..5 {
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
    }
    let mut waited = 0;
    for _ in 0..4 {
        let slowed = app.try_login(&name, WRONG).await;
        assert_problem(&slowed, 429, "too-many-attempts");
        let seconds: i64 = slowed.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=900).contains(&seconds));
        let right = app.try_login(&name, PASSWORD).await;
        assert_problem(&right, 429, "too-many-attempts");
        app.clock.advance_seconds(seconds);
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
        assert!(seconds >= waited, "the wait grows");
        waited = seconds;
    }
    assert!(waited > 1, "the wait has grown");
    app.clock.advance_seconds(900);
    app.try_login(&name, PASSWORD).await.is(200);
    for _ in 0..5 {
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
    }
}

#[tokio::test]
async fn another_account_is_not_slowed_down() {
    let app = TestApp::start().await;
    let (victim, other) = (app.drafter().await, app.approver().await);
    for _ in 0..7 {
        app.try_login(victim.username.as_deref().unwrap(), WRONG).await;
    }
    app.try_login(other.username.as_deref().unwrap(), PASSWORD)
        .await
        .is(200);
}

#[tokio::test]
async fn an_address_that_guesses_names_is_slowed_down() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let mut refused = 0;
    for number in 0..25 {
        let answer = app.try_login(&format!("guess-{number}"), WRONG).await;
        refused += u32::from(answer.status == 429);
    }
    assert!(refused > 0, "no guess was slowed down");
    assert_problem(&app.try_login(&name, PASSWORD).await, 429, "too-many-attempts");
    app.clock.advance_seconds(900);
    app.try_login(&name, PASSWORD).await.is(200);
}

#[tokio::test]
async fn guesses_in_parallel_do_not_get_more_tries() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let request = app.anonymous().post("/api/v1/auth/login");
        let body = serde_json::json!({ "username": name, "password": WRONG });
        guesses.spawn(async move { request.json(&body).await.status });
    }
    let statuses = guesses.join_all().await;
    assert_eq!(
        statuses.iter().filter(|status| **status == 401).count(),
        5,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|status| **status == 429).count(),
        11,
        "{statuses:?}"
    );
}
