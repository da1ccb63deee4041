use prongsai_test_support::{Logs, PASSWORD, Role, TestApp, assert_problem};
use serde_json::json;

use super::{
    CODES, CONFIRM, MINE, Phone, REMOVE, STEP, begin, enrol, log_in, notices, recovery_codes, session, step_up,
};

#[tokio::test]
async fn an_enrolment_has_no_effect_before_it_is_confirmed() {
    let app = TestApp::start().await;
    let person = app.publisher().await;
    let name = person.username.clone().unwrap();
    let wrong = person
        .post(MINE)
        .json(&json!({ "current_password": "ไม่ใช่รหัสผ่านนี้แน่" }))
        .await;
    assert_problem(&wrong, 422, "invalid-input").at("/current_password");
    let early = person.post(CONFIRM).json(&json!({ "code": "081804" })).await;
    assert_problem(&early, 409, "nothing-to-confirm");

    let first = begin(&person).await;
    assert!(first["qr_svg"].as_str().unwrap().contains("<svg"));
    assert_eq!(first["secret"].as_str().unwrap().len(), 32, "160 bits in base32");
    log_in(&app, &name, None).await.is(200);
    assert_problem(&step_up(&person, "081804").await, 403, "second-factor-needed");
    let me = person.get("/api/v1/me").await.is(200).json();
    assert_eq!(
        me["second_factor"],
        json!({ "is_enrolled": false, "is_fresh": false, "required_by": [] })
    );

    // A second beginning replaces the first.
    let phone = Phone::scan(&begin(&person).await);
    let of_the_first = json!({ "code": Phone::scan(&first).next(&app) });
    let refused = person.post(CONFIRM).json(&of_the_first).await;
    assert_problem(&refused, 422, "invalid-input").at("/code");
    person
        .post(CONFIRM)
        .json(&json!({ "code": phone.next(&app) }))
        .await
        .is(200);
    let me = person.get("/api/v1/me").await.is(200).json();
    assert_eq!(
        me["second_factor"],
        json!({ "is_enrolled": true, "is_fresh": true, "required_by": [] })
    );
}

#[tokio::test]
async fn a_confirmed_enrolment_ends_the_other_sessions_and_is_told() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let other = app.login(person.username.as_deref().unwrap()).await;
    let (phone, codes) = enrol(&app, &person).await;
    assert_problem(&other.get("/api/v1/me").await, 401, "invalid-token");
    assert_eq!(codes.len(), 10);
    assert_eq!(
        notices(&person).await.first().map(String::as_str),
        Some("second-factor-enrolled")
    );
    let again = person.post(MINE).json(&json!({ "current_password": PASSWORD })).await;
    assert_problem(&again, 409, "second-factor-exists");
    let again = person.post(CONFIRM).json(&json!({ "code": phone.next(&app) })).await;
    assert_problem(&again, 409, "second-factor-exists");
}

/// The code of the confirmation is used, so it opens nothing else.
#[tokio::test]
async fn the_code_of_the_confirmation_is_used() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let phone = Phone::scan(&begin(&person).await);
    let code = phone.next(&app);
    person.post(CONFIRM).json(&json!({ "code": code })).await.is(200);
    assert_problem(&step_up(&person, &code).await, 422, "invalid-input").at("/code");
    step_up(&person, &phone.next(&app)).await.is(200);
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_ones() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let (phone, old) = enrol(&app, &person).await;
    let wrong = person
        .post(CODES)
        .json(&json!({ "code": "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF" }))
        .await;
    assert_problem(&wrong, 422, "invalid-input").at("/code");
    let answer = person
        .post(CODES)
        .json(&json!({ "code": phone.next(&app) }))
        .await
        .is(200);
    let new = recovery_codes(&answer);
    assert_eq!(new.iter().filter(|code| old.contains(code)).count(), 0);
    assert_problem(&step_up(&person, &old[0]).await, 422, "invalid-input");
    step_up(&person, &new[0]).await.is(200);
}

#[tokio::test]
async fn secrets_are_stored_nowhere_else() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let begun = begin(&person).await;
    let phone = Phone::scan(&begun);
    let request = person
        .post(CONFIRM)
        .key("confirm-1")
        .json(&json!({ "code": phone.next(&app) }));
    let codes = recovery_codes(&request.await.is(200));
    for table in [
        "idempotency_keys",
        "audit_entries",
        "security_events",
        "notices",
        "recovery_codes",
    ] {
        let all = format!("SELECT coalesce(string_agg(stored::text, ' '), '') FROM {table} stored");
        let rows = app.database.text(&all).await;
        for secret in codes.iter().map(String::as_str).chain(begun["secret"].as_str()) {
            assert!(!rows.contains(secret), "{table} has {secret}");
        }
    }
    assert_eq!(app.database.number("SELECT count(*) FROM recovery_codes").await, 10);
}

#[tokio::test]
async fn logs_hold_no_secret_and_no_code() {
    let logs = Logs::capture();
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let begun = begin(&person).await;
    let phone = Phone::scan(&begun);
    let confirmed = json!({ "code": phone.next(&app) });
    let mut secrets = recovery_codes(&person.post(CONFIRM).json(&confirmed).await.is(200));
    step_up(&person, &secrets[0]).await.is(200);
    log_in(&app, &name, Some("recovery-code-that-is-wrong")).await.is(401);
    secrets.extend(
        [
            "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF",
            "recovery-code-that-is-wrong",
            "otpauth:",
        ]
        .map(str::to_owned),
    );
    step_up(&person, "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF").await.is(422);
    secrets.push(begun["secret"].as_str().unwrap().to_owned());
    let text = logs.text();
    assert!(text.contains("/auth/step-up"), "{text}");
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret} was logged");
    }
}

/// An enrolment that somebody began, for example at a session that was left open, is not confirmed later or elsewhere.
#[tokio::test]
async fn an_enrolment_is_confirmed_soon_and_where_it_was_begun() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let mut tokens = log_in(&app, &name, None).await.is(200);
    let person = session(&app, &name, &tokens);
    let other = app.login(&name).await;
    let phone = Phone::scan(&begin(&person).await);
    let elsewhere = other.post(CONFIRM).json(&json!({ "code": phone.next(&app) })).await;
    assert_problem(&elsewhere, 409, "nothing-to-confirm");
    // So many seconds after the beginning, with those of the codes.
    for (seconds, status) in [(15 * 60, 409), (15 * 60 - 1, 200)] {
        let phone = Phone::scan(&begin(&session(&app, &name, &tokens)).await);
        app.clock.advance_seconds(seconds - STEP);
        // The session stays the same.
        let refresh = json!({ "refresh_token": tokens.json()["refresh_token"] });
        let refreshed = app.anonymous().post("/api/v1/auth/refresh").json(&refresh);
        tokens = refreshed.await.is(200);
        let confirm = session(&app, &name, &tokens).post(CONFIRM);
        confirm.json(&json!({ "code": phone.next(&app) })).await.is(status);
    }
}

#[tokio::test]
async fn a_new_password_ends_an_enrolment() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let phone = Phone::scan(&begin(&person).await);
    let new = "แม่น้ำ ภูเขา ตะกร้า หวาย";
    let change = json!({ "current_password": PASSWORD, "new_password": new });
    person.post("/api/v1/me/password").json(&change).await.is(204);
    let refused = person.post(CONFIRM).json(&json!({ "code": phone.next(&app) })).await;
    assert_problem(&refused, 409, "nothing-to-confirm");
    let stored = "SELECT count(*) FROM second_factors";
    assert_eq!(app.database.number(stored).await, 0);
    // Also one that is set with a token.
    let begun = json!({ "current_password": new });
    person.post(MINE).json(&begun).await.is(200);
    assert_eq!(app.database.number(stored).await, 1);
    let path = format!("/api/v1/users/{}", person.get("/api/v1/me").await.is(200).id());
    let token = app.admin().post(&format!("{path}/password-token")).json(&json!({}));
    let activate = json!({ "token": token.await.is(201).json()["token"], "password": PASSWORD });
    let activate = app.anonymous().post("/api/v1/auth/activate").json(&activate);
    activate.await.is(204);
    assert_eq!(app.database.number(stored).await, 0);
}

/// Whoever knows the password and has a session could connect an authenticator of their own. The organization learns of it.
#[tokio::test]
async fn administrators_and_the_trail_of_the_organization_know_of_it() {
    let app = TestApp::start().await;
    let (person, admin) = (app.approver().await, app.client(Role::OrganizationAdmin).await);
    let (phone, _) = enrol(&app, &person).await;
    let renew = json!({ "code": phone.next(&app) });
    person.post(CODES).json(&renew).await.is(200);
    let remove = json!({ "current_password": PASSWORD, "code": phone.next(&app) });
    person.post(REMOVE).json(&remove).await.is(204);
    let told = [
        "second-factor-removed",
        "recovery-codes-renewed",
        "second-factor-enrolled",
    ];
    assert_eq!(notices(&admin).await[..3], told);
    assert_eq!(notices(&person).await[..3], told);
    let auditor = app.client(Role::Auditor).await;
    for action in [
        "user.begin-second-factor",
        "user.enrol-second-factor",
        "user.renew-recovery-codes",
        "user.remove-second-factor",
    ] {
        let entries = auditor.all(&format!("/api/v1/audit?action={action}")).await;
        assert_eq!(entries.len(), 1, "{action}");
    }
}
