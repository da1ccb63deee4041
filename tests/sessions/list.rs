use prongsai_test_support::{PASSWORD, TestApp, assert_problem};
use serde_json::Value;

use super::{MINE, log_in, refresh, session_of, who};

#[tokio::test]
async fn a_person_sees_their_sessions_newest_first_and_which_one_is_present() {
    let app = TestApp::start().await;
    let desk = log_in(&app).await;
    let phone = app.anonymous().from_address("127.0.0.2");
    let credentials = serde_json::json!({ "username": app.drafter().await.username, "password": PASSWORD });
    let login = phone.post("/api/v1/auth/login").header("user-agent", "telephone");
    let pocket = login.json(&credentials).await.is(200).json();

    let seen = who(&app, &desk).all(MINE).await;

    // The client of the tests has one too.
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0]["id"], session_of(&app, &pocket).await.as_str());
    assert_eq!(seen[0]["user_agent"], "telephone");
    assert_eq!(seen[0]["address"], "127.0.0.2");
    assert_eq!(seen[1]["user_agent"], "prongsai-test");
    assert_eq!(seen[1]["address"], "127.0.0.1");
    let present: Vec<&Value> = seen.iter().map(|session| &session["is_present"]).collect();
    assert_eq!(present, [false, true, false]);
    for session in &seen {
        assert_eq!(
            (&session["ended_at"], &session["ended_why"]),
            (&Value::Null, &Value::Null)
        );
        let [created, idle, end] =
            ["created_at", "idle_expires_at", "expires_at"].map(|name| session[name].as_str().unwrap());
        assert!(created < idle && idle < end, "{session}");
    }
    let text = serde_json::to_string(&seen).unwrap();
    assert!(!text.contains("token") && !text.contains("sha256"), "{text}");
}

#[tokio::test]
async fn a_refresh_is_seen_with_its_time_its_program_and_its_address() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    let before = who(&app, &first).all(MINE).await[0].clone();
    app.clock.advance_seconds(15 * 60);
    let away = app.anonymous().from_address("127.0.0.3");
    let second = refresh(&away, &first).await.is(200).json();

    let after = who(&app, &second).all(MINE).await[0].clone();

    assert_eq!(after["id"], before["id"]);
    assert_eq!(after["created_at"], before["created_at"]);
    assert_eq!(after["expires_at"], before["expires_at"]);
    assert_eq!(after["address"], "127.0.0.3");
    for name in ["refreshed_at", "idle_expires_at"] {
        assert!(after[name].as_str() > before[name].as_str(), "{name}: {before} {after}");
    }
    // A request that only reads changes nothing.
    let fingerprint = app.database.fingerprint(&[]).await;
    who(&app, &second).get("/api/v1/me").await.is(200);
    assert_eq!(app.database.fingerprint(&[]).await, fingerprint);
}

#[tokio::test]
async fn the_list_has_pages_and_a_filter() {
    let app = TestApp::start().await;
    let mut sessions = Vec::new();
    for _ in 0..4 {
        sessions.push(session_of(&app, &log_in(&app).await).await);
    }
    let present = log_in(&app).await;
    let me = who(&app, &present);
    me.delete(&format!("{MINE}/{}", sessions[1])).await.is(204);
    let ids = async |path: &str| -> Vec<String> {
        let found = me.all(path).await;
        found.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = ids(MINE).await;
    assert_eq!(all.len(), 6);
    for limit in [1, 2, 5, 6, 200] {
        assert_eq!(ids(&format!("{MINE}?limit={limit}")).await, all, "limit {limit}");
    }
    assert_eq!(ids(&format!("{MINE}?open=false")).await, [sessions[1].clone()]);
    assert_eq!(ids(&format!("{MINE}?open=true&limit=2")).await.len(), 5);
    let wrong = me.get(&format!("{MINE}?open=perhaps")).await;
    assert_problem(&wrong, 400, "invalid-parameter").at("open");
}
