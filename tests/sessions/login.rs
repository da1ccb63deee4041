use prongsai_test_support::{Answer, PASSWORD, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

#[tokio::test]
async fn a_login_returns_a_token_that_identifies_the_user() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let tokens = app
        .try_login(drafter.username.as_deref().unwrap(), PASSWORD)
        .await
        .is(200);
    assert_eq!(tokens.header("cache-control"), Some("no-store"));
    let tokens = tokens.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(
        tokens["expires_in"]
            .as_u64()
            .is_some_and(|seconds| (60..=900).contains(&seconds)),
        "{tokens}"
    );
    assert!(tokens["refresh_token"].as_str().is_some_and(|token| token.len() >= 32));

    let me = app
        .anonymous()
        .with_token(tokens["access_token"].as_str().unwrap())
        .get("/api/v1/me")
        .await
        .is(200)
        .json();

    assert_eq!(me["username"].as_str(), drafter.username.as_deref());
    let roles: Vec<&Value> = me["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .map(|held| &held["role"])
        .collect();
    assert_eq!(roles, ["drafter"]);
    assert_eq!(me["memberships"][0]["organization_id"], app.ours.id.as_str());
    assert!(!me.to_string().contains("password"), "{me}");
}

/// An answer without the values that differ from request to request.
fn anonymised(answer: &Answer) -> (u16, Value, Vec<String>) {
    let mut body = answer.json();
    body["request_id"] = Value::Null;
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (answer.status, body, headers)
}

#[tokio::test]
async fn an_unknown_user_and_a_wrong_password_cannot_be_told_apart() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let wrong = app
        .try_login(drafter.username.as_deref().unwrap(), "ไม่ใช่รหัสผ่านนี้แน่")
        .await;
    assert_problem(&wrong, 401, "bad-credentials");
    for nobody in ["nobody.at.all", "ไม่มีใคร", "", "x", &"long".repeat(100)] {
        let unknown = app.try_login(nobody, "ไม่ใช่รหัสผ่านนี้แน่").await;
        assert_eq!(anonymised(&unknown), anonymised(&wrong), "{nobody:?}");
    }
}

#[tokio::test]
async fn a_deactivated_person_loses_access_at_once_and_cannot_log_in() {
    let app = TestApp::start().await;
    let person = app.new_person(&[membership(Role::Drafter, &app.ours)]).await;
    let me = person.get("/api/v1/me").await.is(200).json();
    let path = format!("/api/v1/users/{}", me["id"].as_str().unwrap());
    let etag = app.admin().get(&path).await.is(200).etag();

    app.admin()
        .patch(&path)
        .if_match(&etag)
        .json(&json!({ "is_active": false }))
        .await
        .is(200);

    assert_problem(&person.get("/api/v1/me").await, 401, "invalid-token");
    let again = app.try_login(person.username.as_deref().unwrap(), PASSWORD).await;
    assert_problem(&again, 401, "bad-credentials");
}

#[tokio::test]
async fn a_change_of_roles_binds_the_next_request() {
    let app = TestApp::start().await;
    let person = app.new_person(&[membership(Role::Auditor, &app.ours)]).await;
    let me = person.get("/api/v1/me").await.is(200).json();
    let memberships = format!("/api/v1/users/{}/memberships", me["id"].as_str().unwrap());
    let body = prongsai_test_support::sample::measure(&app.ours.id);
    assert_problem(&person.post("/api/v1/measures").json(&body).await, 403, "forbidden");

    let granted = app
        .admin()
        .post(&memberships)
        .json(&membership(Role::Drafter, &app.ours))
        .await
        .is(201)
        .id();
    person.post("/api/v1/measures").json(&body).await.is(201);
    app.admin().delete(&format!("{memberships}/{granted}")).await.is(204);
    assert_problem(&person.post("/api/v1/measures").json(&body).await, 403, "forbidden");

    let auditor = me["memberships"][0]["id"].as_str().unwrap();
    app.admin().delete(&format!("{memberships}/{auditor}")).await.is(204);
    assert_problem(&person.post("/api/v1/measures").json(&body).await, 404, "not-found");
    assert!(person.all("/api/v1/measures").await.is_empty());
}
