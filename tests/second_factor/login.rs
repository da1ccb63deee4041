use prongsai_test_support::{PASSWORD, TestApp, assert_problem};
use serde_json::json;

use super::{Phone, enrol, log_in, notices, session, step_up};

#[tokio::test]
async fn a_login_needs_a_code_and_only_the_right_password_learns_it() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, _) = enrol(&app, &person).await;
    assert_problem(&app.try_login(&name, "ไม่ใช่รหัสผ่านนี้แน่").await, 401, "bad-credentials");
    let body = json!({ "username": name, "password": "ไม่ใช่รหัสผ่านนี้แน่", "code": phone.next(&app) });
    let wrong = app.anonymous().post("/api/v1/auth/login").json(&body).await;
    assert_problem(&wrong, 401, "bad-credentials");
    let missing = log_in(&app, &name, None).await;
    assert_problem(&missing, 401, "second-factor-required");
    assert!(missing.header("www-authenticate").is_some());
    assert_problem(&log_in(&app, &name, Some("000000")).await, 401, "bad-credentials");
    assert_problem(&log_in(&app, &name, Some("")).await, 401, "bad-credentials");

    let code = phone.code(&app, 0);
    let login = log_in(&app, &name, Some(&code)).await.is(200);
    session(&app, &name, &login).get("/api/v1/me").await.is(200);
    // A wrong password did not use the code, and a right one did.
    assert_problem(&log_in(&app, &name, Some(&code)).await, 401, "bad-credentials");
    let why = "SELECT string_agg(detail::json ->> 'second_factor', ' ' ORDER BY id) FROM security_events \
        WHERE kind = 'login-failed'";
    assert_eq!(app.database.text(why).await, "missing wrong wrong wrong");
}

/// A client may show one form for everybody.
#[tokio::test]
async fn a_code_of_somebody_without_a_second_factor_does_not_matter() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    log_in(&app, &name, Some("081804")).await.is(200);
}

#[tokio::test]
async fn codes_of_the_neighbouring_steps_are_accepted_each_once_and_in_order() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, _) = enrol(&app, &person).await;
    app.clock.advance_seconds(300);
    for steps in [-2, 2] {
        let code = phone.code(&app, steps);
        assert_problem(&log_in(&app, &name, Some(&code)).await, 401, "bad-credentials");
    }
    for steps in [-1, 1] {
        let code = phone.code(&app, steps);
        log_in(&app, &name, Some(&code)).await.is(200);
        assert_problem(&log_in(&app, &name, Some(&code)).await, 401, "bad-credentials");
    }
    // Nobody used this one, but one of a later step.
    let earlier = phone.code(&app, 0);
    assert_problem(&log_in(&app, &name, Some(&earlier)).await, 401, "bad-credentials");
}

#[tokio::test]
async fn of_parallel_logins_with_one_code_one_succeeds() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, codes) = enrol(&app, &person).await;
    for code in [&phone.next(&app), &codes[3]] {
        let attempt = || log_in(&app, &name, Some(code));
        let (one, two, three, four) = tokio::join!(attempt(), attempt(), attempt(), attempt());
        let mut statuses = [one.status, two.status, three.status, four.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401]);
    }
}

#[tokio::test]
async fn a_recovery_code_works_once_and_is_told() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (_, codes) = enrol(&app, &person).await;
    let typed = codes[0].to_lowercase().replace('-', " ");
    let login = log_in(&app, &name, Some(&typed)).await.is(200);
    assert_problem(&log_in(&app, &name, Some(&codes[0])).await, 401, "bad-credentials");
    log_in(&app, &name, Some(&codes[1])).await.is(200);
    let seen = notices(&session(&app, &name, &login)).await;
    assert_eq!(
        seen[..3],
        ["recovery-code-used", "second-factor-refused", "recovery-code-used"],
        "the repeated one is a wrong code"
    );
    let left = "SELECT detail::json ->> 'left' FROM security_events WHERE kind = 'recovery-code-used' \
        ORDER BY id DESC LIMIT 1";
    assert_eq!(app.database.text(left).await, "8");
}

#[tokio::test]
async fn the_codes_of_another_person_open_nothing() {
    let app = TestApp::start().await;
    let (person, other) = (app.drafter().await, app.approver().await);
    let name = person.username.clone().unwrap();
    enrol(&app, &person).await;
    let (phone, codes): (Phone, Vec<String>) = enrol(&app, &other).await;
    for code in [&phone.next(&app), &codes[0]] {
        assert_problem(&log_in(&app, &name, Some(code)).await, 401, "bad-credentials");
        assert_problem(&step_up(&person, code).await, 422, "invalid-input").at("/code");
    }
}

/// Somebody who knows the password guesses codes. A success of the password does not forgive wrong codes.
#[tokio::test]
async fn guessing_codes_is_slowed_down_also_for_who_knows_the_password() {
    const CHOSEN: &str = "แม่น้ำ ภูเขา ตะกร้า หวาย";
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, _) = enrol(&app, &person).await;
    let attempt = async |password: &str, code: &str| {
        let body = json!({ "username": name, "password": password, "code": code });
        app.anonymous().post("/api/v1/auth/login").json(&body).await
    };
    for _ in 0..5 {
        assert_problem(&attempt(PASSWORD, "000000").await, 401, "bad-credentials");
    }
    let change = json!({ "current_password": PASSWORD, "new_password": CHOSEN });
    person.post("/api/v1/me/password").json(&change).await.is(204);
    for _ in 0..5 {
        assert_problem(&attempt(CHOSEN, "000000").await, 401, "bad-credentials");
    }
    let refused = attempt(CHOSEN, &phone.next(&app)).await;
    assert_problem(&refused, 429, "too-many-attempts");
    let seconds: i64 = refused.header("retry-after").expect("a time to wait").parse().unwrap();
    app.clock.advance_seconds(seconds);
    attempt(CHOSEN, &phone.next(&app)).await.is(200);
}

/// A program asks for the code after the password: that is no failure.
#[tokio::test]
async fn a_login_in_two_steps_makes_nobody_wait() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, _) = enrol(&app, &person).await;
    for _ in 0..30 {
        assert_problem(&log_in(&app, &name, None).await, 401, "second-factor-required");
    }
    log_in(&app, &name, Some(&phone.next(&app))).await.is(200);
}

/// Somebody else knows the password: the person is told, and not once for each guess.
#[tokio::test]
async fn a_wrong_code_after_the_right_password_is_told_once_an_hour() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, _) = enrol(&app, &person).await;
    let told = async |client: &prongsai_test_support::Client| {
        let kinds = notices(client).await;
        kinds.iter().filter(|kind| *kind == "second-factor-refused").count()
    };
    // Neither a wrong password nor a login in two steps is a guess.
    let body = json!({ "username": name, "password": "ไม่ใช่รหัสผ่านนี้แน่", "code": "000000" });
    let wrong = app.anonymous().post("/api/v1/auth/login").json(&body).await;
    let missing = log_in(&app, &name, None).await;
    assert_problem(&missing, 401, "second-factor-required");
    assert_eq!(told(&person).await, 0);

    // The answer is that of a wrong password.
    let first = log_in(&app, &name, Some("000000")).await;
    assert_eq!(
        (first.status, first.json()["detail"].clone()),
        (wrong.status, wrong.json()["detail"].clone())
    );
    let (one, two, three) = tokio::join!(
        log_in(&app, &name, Some("000000")),
        log_in(&app, &name, Some("000001")),
        log_in(&app, &name, Some("000002"))
    );
    assert!([one, two, three].iter().all(|answer| answer.status == 401));
    assert_eq!(told(&person).await, 1);
    let event = "SELECT count(*) FROM security_events WHERE detail::json ->> 'second_factor' = 'wrong'";
    assert_eq!(app.database.number(event).await, 4, "the trail has each");

    // None beside an unread one, however long it is there.
    app.clock.advance_seconds(3 * 3600);
    log_in(&app, &name, Some("000000")).await;
    let login = log_in(&app, &name, Some(&phone.next(&app))).await.is(200);
    let person = session(&app, &name, &login);
    assert_eq!(told(&person).await, 1);
    // Nor within an hour of one that was read.
    let read = async |client: &prongsai_test_support::Client| {
        let newest = client.all("/api/v1/me/notices").await[0]["id"].clone();
        let read = client
            .post("/api/v1/me/notices/read")
            .json(&json!({ "last_id": newest }));
        read.await.is(204);
    };
    read(&person).await;
    log_in(&app, &name, Some("000000")).await;
    assert_eq!(told(&person).await, 2, "the one before is read, and older than an hour");
    read(&person).await;
    log_in(&app, &name, Some("000000")).await;
    assert_eq!(told(&person).await, 2);
    app.clock.advance_seconds(3601);
    log_in(&app, &name, Some("000000")).await;
    let login = log_in(&app, &name, Some(&phone.next(&app))).await.is(200);
    assert_eq!(told(&session(&app, &name, &login)).await, 3);
}
