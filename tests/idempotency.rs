//! `Idempotency-Key`: a repeated request is carried out once.

use std::collections::BTreeSet;

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

const MEASURES: &str = "/api/v1/measures";

#[tokio::test]
async fn a_repeated_request_is_given_the_first_answer_to_the_byte() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = sample::measure(&app.ours.id);
    let first = drafter.post(MEASURES).key("key-1").json(&body).await.is(201);
    assert_eq!(first.header("idempotency-replayed"), None);
    let before = app.database.fingerprint(&[]).await;

    let second = drafter.post(MEASURES).key("key-1").json(&body).await.is(201);

    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(second.body, first.body);
    for header in ["etag", "location", "content-type"] {
        assert_eq!(second.header(header), first.header(header), "{header}");
    }
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn the_same_key_for_another_request_is_refused() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = sample::measure(&app.ours.id);
    let measure = drafter.post(MEASURES).key("key-1").json(&body).await.is(201).id();
    let before = app.database.fingerprint(&[]).await;

    let other = sample::with(body.clone(), &json!({ "title": "อีกเรื่องหนึ่ง" }));
    let other_body = drafter.post(MEASURES).key("key-1").json(&other).await;
    assert_problem(&other_body, 422, "idempotency-key-reused");
    let submit = drafter
        .post(&format!("{MEASURES}/{measure}/submit"))
        .if_match("*")
        .key("key-1")
        .await;
    assert_problem(&submit, 422, "idempotency-key-reused");

    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn a_key_belongs_to_the_person_who_used_it() {
    let app = TestApp::start().await;
    let (one, other) = (
        app.drafter().await,
        app.stranger(prongsai_test_support::Role::Drafter).await,
    );
    let ours = one
        .post(MEASURES)
        .key("key-1")
        .json(&sample::measure(&app.ours.id))
        .await
        .is(201);
    let theirs = other
        .post(MEASURES)
        .key("key-1")
        .json(&sample::measure(&app.theirs.id))
        .await
        .is(201);
    assert_ne!(ours.id(), theirs.id());
}

#[tokio::test]
async fn a_failure_is_not_kept_so_that_the_corrected_request_may_use_the_key() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let good = sample::measure(&app.ours.id);
    let bad = sample::with(good.clone(), &json!({ "reporting_round_months": 7 }));
    assert_problem(
        &drafter.post(MEASURES).key("key-1").json(&bad).await,
        422,
        "invalid-input",
    );
    assert_eq!(app.database.number("SELECT count(*) FROM idempotency_keys").await, 0);
    drafter.post(MEASURES).key("key-1").json(&good).await.is(201);
}

#[tokio::test]
async fn parallel_equal_requests_have_one_effect() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = sample::measure(&app.ours.id);
    let mut twins = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let request = drafter.post(MEASURES).key("key-1").json(&body);
        twins.spawn(async move { request.await });
    }
    let answers = twins.join_all().await;
    let ids: BTreeSet<String> = answers.into_iter().map(|answer| answer.is(201).id()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(app.database.number("SELECT count(*) FROM documents").await, 1);
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM audit_entries WHERE action = 'measure.create'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_step_is_taken_once_however_often_it_is_repeated() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    let submit = || {
        drafter
            .post(&format!("{}/submit", measure.path()))
            .if_match(&measure.etag)
            .key("key-2")
    };
    let first = submit().await.is(200);
    let second = submit().await.is(200);
    assert_eq!((second.body.clone(), second.etag()), (first.body.clone(), first.etag()));
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM audit_entries WHERE action = 'measure.submit'")
            .await,
        1
    );
}

#[tokio::test]
async fn an_import_is_repeated_with_its_first_answer_too() {
    let app = TestApp::start().await;
    let bundle = sample::bundle(&app.ours.name_th);
    let import = || {
        app.admin()
            .post("/api/v1/imports?dry_run=false")
            .key("key-3")
            .json(&bundle)
    };
    let first = import().await.is(201);
    let second = import().await.is(201);
    assert_eq!(
        (second.header("idempotency-replayed"), &second.body),
        (Some("true"), &first.body)
    );
}

#[tokio::test]
async fn an_invalid_key_is_refused() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    for key in ["", "with space", &"k".repeat(129)] {
        let answer = drafter
            .post(MEASURES)
            .key(key)
            .json(&sample::measure(&app.ours.id))
            .await;
        assert_problem(&answer, 400, "invalid-idempotency-key").at("Idempotency-Key");
    }
    assert_eq!(app.database.number("SELECT count(*) FROM documents").await, 0);
}

#[tokio::test]
async fn a_key_is_kept_for_a_day() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let name = drafter.username.clone().unwrap();
    let body = sample::measure(&app.ours.id);
    let first = drafter.post(MEASURES).key("key-1").json(&body).await.is(201).id();
    app.clock.advance_seconds(23 * 3600);
    let drafter = app.login(&name).await;
    assert_eq!(
        drafter.post(MEASURES).key("key-1").json(&body).await.is(201).id(),
        first
    );
    app.clock.advance_seconds(2 * 3600);
    let drafter = app.login(&name).await;
    assert_ne!(
        drafter.post(MEASURES).key("key-1").json(&body).await.is(201).id(),
        first
    );
}

/// Case P8: a stored answer is returned only to the same person, and only while that person still has the right.
#[tokio::test]
async fn a_kept_answer_is_given_only_while_the_right_is_there() {
    let app = TestApp::start().await;
    let (approver, admin) = (app.somebody_with(&[Role::Approver, Role::Auditor]).await, app.admin());
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approve = || {
        let path = format!("{}/approve", measure.path());
        approver.post(&path).if_match(&measure.etag).key("key-8")
    };
    approve().await.is(200);
    assert_eq!(approve().await.is(200).header("idempotency-replayed"), Some("true"));

    let me = approver.get("/api/v1/me").await.is(200).json();
    let memberships = me["memberships"].as_array().unwrap();
    let revoke = async |role: &str| {
        let held = memberships.iter().find(|held| held["role"] == role).unwrap();
        let path = format!(
            "/api/v1/users/{}/memberships/{}",
            me["id"].as_str().unwrap(),
            held["id"].as_str().unwrap()
        );
        admin.delete(&path).await.is(204);
    };
    revoke("approver").await;
    assert_problem(&approve().await, 403, "forbidden");
    revoke("auditor").await;
    assert_problem(&approve().await, 404, "not-found");
}

/// The answer to an acceptance may be lost, too. The person who repeats it must still be an administrator.
#[tokio::test]
async fn a_repeated_acceptance_is_given_the_first_answer() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let template = format!("{path}/paper-template");
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin, Role::Auditor]).await;

    let change = json!({ "settings": { "publishes_internal_surveys": true } });
    let settings = admin.patch(&path).if_match("*").json(&change).await.is(200);
    let lines = json!({ "header_lines": ["กองช่าง"] });
    let proposed = admin.put(&template).if_match("\"0\"").json(&lines).await.is(200);
    let setting = json!({ "setting": "publishes_internal_surveys" });
    let cases = [
        (format!("{path}/settings/accept"), settings.etag(), setting),
        (format!("{template}/accept"), proposed.etag(), json!({})),
    ];
    for (accept, etag, body) in &cases {
        let send = || second.post(accept).if_match(etag).key(accept).json(body);
        let first = send().await.is(200);
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = send().await.is(200);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!((again.etag(), &again.body), (first.etag(), &first.body));
    }

    let removed = "DELETE FROM memberships WHERE role = 'organization_admin' AND user_id IN \
                   (SELECT user_id FROM memberships WHERE role = 'auditor')";
    app.database.execute(removed).await.unwrap();
    for (accept, etag, body) in &cases {
        let refused = second.post(accept).if_match(etag).key(accept).json(body).await;
        assert_problem(&refused, 403, "forbidden");
    }
}
