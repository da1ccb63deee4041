//! `/api/v1/users/{id}/sessions`.

use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership};
use serde_json::json;

use super::{MINE, log_in, refresh, session_of, who};

/// The path of the sessions of a client's person.
async fn sessions_of(client: &Client) -> String {
    format!("/api/v1/users/{}/sessions", client.get("/api/v1/me").await.is(200).id())
}

#[tokio::test]
async fn an_administrator_sees_and_ends_the_sessions_of_a_person() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let drafter = app.drafter().await;
    let path = sessions_of(&drafter).await;
    let tokens = log_in(&app).await;
    let one = session_of(&app, &tokens).await;

    let seen = admin.all(&path).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0]["id"], one.as_str());
    assert_eq!(seen[0]["address"], "127.0.0.1");
    assert!(seen.iter().all(|session| session["is_present"] == false));

    admin.delete(&format!("{path}/{one}")).await.is(204);

    assert_problem(&who(&app, &tokens).get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&refresh(&app.anonymous(), &tokens).await, 401, "invalid-token");
    drafter.get("/api/v1/me").await.is(200);
    let listed = drafter.all(MINE).await;
    assert_eq!(listed[0]["ended_why"], "ended-by-administrator");

    admin.delete(&path).await.is(204);

    assert_problem(&drafter.get("/api/v1/me").await, 401, "invalid-token");
    // Nobody is kept out: the person logs in again.
    who(&app, &log_in(&app).await).get("/api/v1/me").await.is(200);
}

#[tokio::test]
async fn what_an_administrator_ended_is_in_the_trail() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let path = sessions_of(&app.drafter().await).await;
    let person = path.split('/').nth(4).unwrap();
    let one = session_of(&app, &log_in(&app).await).await;
    admin.delete(&format!("{path}/{one}")).await.is(204);
    admin.delete(&format!("{path}/{one}")).await.is(204);
    admin.delete(&path).await.is(204);
    let entries = admin.all(&format!("/api/v1/audit?subject_id={person}")).await;
    let found: Vec<_> = entries
        .iter()
        .filter(|entry| entry["action"].as_str().unwrap().starts_with("session."))
        .map(|entry| (&entry["action"], &entry["detail"], &entry["organization_id"]))
        .collect();
    let organization = json!(app.ours.id);
    assert_eq!(
        found,
        [
            (
                &json!("session.end"),
                &json!({ "session_id": one, "was_open": true }),
                &organization
            ),
            (
                &json!("session.end"),
                &json!({ "session_id": one, "was_open": false }),
                &organization
            ),
            (
                &json!("session.end-all"),
                &json!({ "ended_sessions": 1 }),
                &organization
            ),
        ]
    );
}

#[tokio::test]
async fn only_who_is_in_charge_of_an_account_sees_and_ends_its_sessions() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let path = sessions_of(&drafter).await;
    let one = format!("{path}/{}", drafter.all(MINE).await[0]["id"].as_str().unwrap());
    let both = app
        .new_person(&[
            membership(Role::Drafter, &app.ours),
            membership(Role::Approver, &app.theirs),
        ])
        .await;
    let of_both = sessions_of(&both).await;
    let one_of_both = format!("{of_both}/{}", both.all(MINE).await[0]["id"].as_str().unwrap());
    let admin = app.client(Role::OrganizationAdmin).await;
    let elsewhere = app.stranger(Role::OrganizationAdmin).await;
    let auditor = app.client(Role::Auditor).await;
    for (who, path, one, status, code) in [
        (&elsewhere, &path, &one, 404, "not-found"),
        (&auditor, &path, &one, 403, "forbidden"),
        (&drafter, &path, &one, 403, "forbidden"),
        // The list would show where the person works, and the sessions are those of both organizations.
        (&admin, &of_both, &one_of_both, 403, "forbidden"),
    ] {
        assert_problem(&who.get(path).await, status, code);
        assert_problem(&who.delete(one).await, status, code);
        assert_problem(&who.delete(path).await, status, code);
    }
    drafter.get("/api/v1/me").await.is(200);
    both.get("/api/v1/me").await.is(200);
    app.admin().get(&of_both).await.is(200);
    app.admin().delete(&one_of_both).await.is(204);
    assert_problem(&both.get("/api/v1/me").await, 401, "invalid-token");
}

#[tokio::test]
async fn a_session_is_found_below_its_person_only() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let session = drafter.all(MINE).await[0]["id"].as_str().unwrap().to_owned();
    let path = sessions_of(&approver).await;
    assert_problem(&admin.delete(&format!("{path}/{session}")).await, 404, "not-found");
    drafter.get("/api/v1/me").await.is(200);
}

#[tokio::test]
async fn an_administrator_may_end_all_their_own_sessions() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let path = sessions_of(&admin).await;
    assert_eq!(admin.all(&path).await[0]["is_present"], true);

    admin.delete(&path).await.is(204);

    assert_problem(&admin.get("/api/v1/me").await, 401, "invalid-token");
}
