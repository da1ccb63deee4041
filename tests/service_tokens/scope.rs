//! A token is limited to its organization and to the present rights of its person.

use prongsai_test_support::{Role, TestApp, assert_problem, membership, sample};
use serde_json::json;

use super::{ALL, TOKENS, body, script};
use crate::revocation::{membership_of, sent_and_waiting};

#[tokio::test]
async fn another_organization_does_not_exist_for_a_token() {
    let app = TestApp::start().await;
    let roles = [
        membership(Role::Drafter, &app.ours),
        membership(Role::Auditor, &app.ours),
        membership(Role::Drafter, &app.theirs),
    ];
    let person = app.new_person(&roles).await;
    let theirs = person
        .post("/api/v1/measures")
        .json(&sample::measure(&app.theirs.id))
        .await
        .is(201);
    let path = format!("/api/v1/measures/{}", theirs.id());
    let script = script(&app, &person, "ทุกสิทธิ์", &ALL).await.client;

    person.get(&path).await.is(200);
    assert_problem(&script.get(&path).await, 404, "not-found");
    let edit = script
        .patch(&path)
        .if_match(&theirs.etag())
        .json(&json!({ "title": "แก้ไข" }));
    assert_problem(&edit.await, 404, "not-found");
    let organization = format!("/api/v1/organizations/{}", app.theirs.id);
    assert_problem(&script.get(&organization).await, 404, "not-found");
    let create = script.post("/api/v1/measures").json(&sample::measure(&app.theirs.id));
    assert_problem(&create.await, 404, "not-found");
    let import = script
        .post("/api/v1/imports")
        .json(&sample::bundle(&app.theirs.name_th));
    assert_problem(&import.await, 403, "forbidden");
    for list in [
        "/api/v1/measures",
        "/api/v1/organizations",
        "/api/v1/audit",
        "/api/v1/me",
    ] {
        let text = script.get(list).await.is(200).text();
        assert!(!text.contains(&app.theirs.id), "{list}: {text}");
    }
}

#[tokio::test]
async fn a_token_loses_what_its_person_loses() {
    let app = TestApp::start().await;
    let person = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let script = script(&app, &person, "ร่าง", &["draft"]).await;
    let create = || {
        script
            .client
            .post("/api/v1/measures")
            .json(&sample::measure(&app.ours.id))
    };
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let (user, drafter) = membership_of(&person, "drafter").await;
    let (_, auditor) = membership_of(&person, "auditor").await;

    app.admin().delete(&drafter).await.is(204);
    assert_problem(&create().await, 403, "forbidden");
    script.client.get(&organization).await.is(200);
    app.admin().delete(&auditor).await.is(204);
    // With the last role the token has ended.
    assert_problem(&script.client.get(&organization).await, 401, "invalid-token");
    let off = app
        .admin()
        .patch(&user)
        .if_match("*")
        .json(&json!({ "is_active": false }));
    off.await.is(200);
    assert_problem(&script.client.get("/api/v1/me").await, 401, "invalid-token");
}

#[tokio::test]
async fn a_request_that_waits_changes_nothing_after_its_token_was_revoked() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let script = script(&app, &drafter, "ร่าง", &["draft"]).await;
    let measure = app.measure(&json!({})).await;
    let holder = app.database.lock_rows("documents").await;
    let edit = script.client.patch(&measure.path()).if_match(&measure.etag);
    let editing = sent_and_waiting(&app, edit.json(&json!({ "title": "แก้หลังเพิกถอน" })), 0).await;
    drafter.delete(&format!("{TOKENS}/{}", script.id)).await.is(204);
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_problem(&editing.await.unwrap(), 401, "invalid-token");
    let changed = "SELECT count(*) FROM editions WHERE title = 'แก้หลังเพิกถอน'";
    assert_eq!(app.database.number(changed).await, 0);
}

/// An administrator may know the password of such an account, and a token would outlive the confirmation.
#[tokio::test]
async fn an_unconfirmed_account_makes_no_token() {
    let app = TestApp::start().await;
    let person = app.somebody_with(&[Role::Drafter]).await;
    let user = person.get("/api/v1/me").await.is(200).id();
    let handed = app
        .admin()
        .post(&format!("/api/v1/users/{user}/password-token"))
        .json(&json!({}));
    let token = handed.await.is(201).json()["token"].clone();
    let password = "แม่น้ำ ภูเขา ตะกร้า หวาย";
    let activate = json!({ "token": token, "password": password });
    app.anonymous()
        .post("/api/v1/auth/activate")
        .json(&activate)
        .await
        .is(204);
    let tokens = app
        .try_login(person.username.as_deref().unwrap(), password)
        .await
        .is(200)
        .json();
    let intruder = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    let create = intruder.post(TOKENS).json(&body(&app, "ร่าง", &["draft"]));
    assert_problem(&create.await, 403, "account-unconfirmed");
}
