//! What a restored database has of sessions and tokens.

use prongsai_application::Clock as _;
use prongsai_persistence::{Store, StoreOptions, note_restore};
use prongsai_test_support::{Role, TestApp, assert_problem, membership, sample};
use serde_json::json;

/// A session or token of the backup may have been ended after it, so it ends when the restore is noted.
#[tokio::test]
async fn sessions_and_password_tokens_of_a_backup_end() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let new = json!({ "memberships": [membership(Role::Drafter, &app.ours)] });
    let invited = app.admin().post("/api/v1/users");
    let id = invited
        .json(&sample::with(sample::user("somchai"), &new))
        .await
        .is(201)
        .id();
    let token = app.admin().post(&format!("/api/v1/users/{id}/password-token"));
    let token = token.json(&json!({})).await.is(201).json();
    drafter.get("/api/v1/me").await.is(200);

    let owner = Store::new(StoreOptions::new(app.database.url())).unwrap();
    note_restore(&owner, app.clock.now()).await.unwrap();

    assert_problem(&drafter.get("/api/v1/me").await, 401, "invalid-token");
    let sent = json!({ "token": token["token"], "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" });
    let refused = app.anonymous().post("/api/v1/auth/activate").json(&sent).await;
    assert_problem(&refused, 422, "invalid-input").at("/token");
    let drafter = app.login(drafter.username.as_deref().unwrap()).await;
    let ended = drafter.all("/api/v1/me/sessions?open=false").await;
    assert!(
        ended.iter().all(|session| session["ended_why"] == "restored"),
        "{ended:?}"
    );
    assert!(!ended.is_empty());
    let platform = app.login("platform.admin").await;
    let trail = platform.all("/api/v1/audit?action=database.restore").await;
    let detail = &trail.last().unwrap()["detail"];
    assert_eq!(detail["deleted_password_tokens"], 1, "{detail}");
    assert!(detail["ended_sessions"].as_u64().unwrap() >= 2, "{detail}");
}
