use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::json;

use super::{MINE, log_in, refresh, session_of, who};

#[tokio::test]
async fn a_person_ends_another_session_of_theirs() {
    let app = TestApp::start().await;
    let (here, there) = (log_in(&app).await, log_in(&app).await);
    let ended = session_of(&app, &there).await;
    let me = who(&app, &here);

    me.delete(&format!("{MINE}/{ended}")).await.is(204);

    assert_problem(&who(&app, &there).get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&refresh(&app.anonymous(), &there).await, 401, "invalid-token");
    let listed = me.all(MINE).await;
    let listed = listed.iter().find(|session| session["id"] == ended.as_str()).unwrap();
    assert_eq!(listed["ended_why"], "ended-by-owner");
    // It has ended already; nothing changes.
    me.delete(&format!("{MINE}/{ended}")).await.is(204);
    let again = me.all(MINE).await;
    assert!(again.contains(listed), "{again:?}");
    let auditor = app.client(Role::Auditor).await;
    let events = auditor.all("/api/v1/security-events?kind=session-ended").await;
    assert_eq!(events.len(), 2);
    assert_eq!(events[0]["subject_id"], ended.as_str());
    assert_eq!(events[1]["detail"], json!({ "already_ended": true }));
}

#[tokio::test]
async fn to_end_the_present_session_is_to_log_out() {
    let app = TestApp::start().await;
    let here = log_in(&app).await;
    let present = session_of(&app, &here).await;

    who(&app, &here).delete(&format!("{MINE}/{present}")).await.is(204);

    assert_problem(&who(&app, &here).get("/api/v1/me").await, 401, "invalid-token");
    let listed = app.drafter().await.all(MINE).await;
    assert_eq!(listed[0]["ended_why"], "logout");
    let auditor = app.client(Role::Auditor).await;
    let events = auditor.all("/api/v1/security-events?kind=logout").await;
    assert_eq!(events[0]["subject_id"], present.as_str());
}

#[tokio::test]
async fn a_person_ends_all_sessions_but_the_present_one() {
    let app = TestApp::start().await;
    let others = [log_in(&app).await, log_in(&app).await];
    let here = log_in(&app).await;
    let stranger = app.approver().await;

    who(&app, &here).delete(MINE).await.is(204);

    for other in &others {
        assert_problem(&who(&app, other).get("/api/v1/me").await, 401, "invalid-token");
    }
    assert_problem(&app.drafter().await.get("/api/v1/me").await, 401, "invalid-token");
    who(&app, &here).get("/api/v1/me").await.is(200);
    refresh(&app.anonymous(), &here).await.is(200);
    stranger.get("/api/v1/me").await.is(200);
    let auditor = app.client(Role::Auditor).await;
    let events = auditor.all("/api/v1/security-events?kind=session-ended").await;
    assert_eq!(events[0]["detail"], json!({ "ended_sessions": 3 }));
}

#[tokio::test]
async fn the_session_of_another_person_does_not_exist() {
    let app = TestApp::start().await;
    let theirs = session_of(&app, &log_in(&app).await).await;
    let approver = app.approver().await;
    let before = app.database.fingerprint(&["addresses", "address_keys"]).await;
    for id in [theirs.as_str(), "00000000-0000-7000-8000-000000000000", "x"] {
        let answer = approver.delete(&format!("{MINE}/{id}")).await;
        assert_problem(&answer, 404, "not-found");
    }
    assert_eq!(app.database.fingerprint(&["addresses", "address_keys"]).await, before);
    let ids: Vec<_> = approver.all(MINE).await.iter().map(|one| one["id"].clone()).collect();
    assert!(!ids.contains(&json!(theirs)), "{ids:?}");
}
