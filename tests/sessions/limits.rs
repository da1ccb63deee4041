use prongsai_application::Clock as _;
use prongsai_domain::session::SessionLimits;
use prongsai_persistence::{ActingPerson, ActingUser, Recorded, StoreError, Transaction};
use prongsai_test_support::{PASSWORD, TestApp, assert_problem};
use serde_json::Value;

use super::{DAY, HOUR, MINE, log_in, refresh, session_of, who};

/// The session with this id, as a new session of the drafter sees it.
async fn listed(app: &TestApp, id: &str) -> Value {
    let sessions = who(app, &log_in(app).await).all(MINE).await;
    let found = sessions.into_iter().find(|session| session["id"] == id);
    found.expect("the session is in the list")
}

#[tokio::test]
async fn a_session_that_is_not_refreshed_for_a_week_ends() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    let session = session_of(&app, &first).await;
    app.clock.advance_seconds(7 * DAY - 60);
    let second = refresh(&app.anonymous(), &first).await.is(200).json();
    app.clock.advance_seconds(7 * DAY);

    assert_problem(&refresh(&app.anonymous(), &second).await, 401, "invalid-token");

    let ended = listed(&app, &session).await;
    assert_eq!(ended["ended_why"], "idle");
    assert_eq!(ended["ended_at"], ended["idle_expires_at"]);
    // A session that ended by itself stays as it is: its tokens are refused, and that is no reuse.
    assert_problem(&refresh(&app.anonymous(), &first).await, 401, "invalid-token");
    assert_eq!(listed(&app, &session).await["ended_why"], "idle");
}

#[tokio::test]
async fn a_session_ends_thirty_days_after_the_login_for_all_its_tokens() {
    let app = TestApp::start().await;
    let mut tokens = log_in(&app).await;
    let session = session_of(&app, &tokens).await;
    for _ in 0..5 {
        app.clock.advance_seconds(6 * DAY - 60);
        tokens = refresh(&app.anonymous(), &tokens).await.is(200).json();
    }
    // Five minutes before the end the access token says that it will be valid for five minutes.
    let left = tokens["expires_in"].as_i64().unwrap();
    assert!((200..=300).contains(&left), "{left}");
    who(&app, &tokens).get("/api/v1/me").await.is(200);
    app.clock.advance_seconds(301);

    assert_problem(&who(&app, &tokens).get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&refresh(&app.anonymous(), &tokens).await, 401, "invalid-token");

    let ended = listed(&app, &session).await;
    assert_eq!(ended["ended_why"], "expired");
    assert_eq!(ended["ended_at"], ended["expires_at"]);
}

/// The longest time is checked again in the transaction of a change.
#[tokio::test]
async fn nobody_acts_in_a_transaction_with_an_expired_session() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let me = drafter.get("/api/v1/me").await.is(200).id();
    let session = drafter.all(MINE).await[0]["id"].as_str().unwrap().to_owned();
    let now = app.clock.now();
    let later = now.saturating_add(SessionLimits::default().lifetime).unwrap();
    for (at, expected) in [(now, "somebody"), (later, "nobody")] {
        let by = ActingUser {
            user: me.parse().unwrap(),
            session: Some(session.parse().unwrap()),
            token: None,
            at,
        };
        let work = async |_: &mut Transaction, person: Option<ActingPerson>| -> Result<Recorded<()>, StoreError> {
            let found = if person.is_some() { "somebody" } else { "nobody" };
            Err(StoreError::Rule(found.to_owned()))
        };
        let outcome = app.use_cases().store.write_as("test", by, work).await;
        assert!(
            matches!(&outcome, Err(StoreError::Rule(found)) if found == expected),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_login_too_many_ends_the_session_whose_refresh_is_the_longest_ago() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let mut sessions = Vec::new();
    // The client of the tests has one session already.
    for _ in 1..SessionLimits::default().per_person {
        sessions.push(app.try_login(&name, PASSWORD).await.is(200).json());
    }
    app.clock.advance_seconds(HOUR);
    let first = refresh(&app.anonymous(), &sessions[0]).await.is(200).json();
    let of_the_tests = format!(
        "SELECT id FROM sessions WHERE user_id = (SELECT user_id FROM sessions WHERE id = '{}') \
         ORDER BY refreshed_at, id LIMIT 1",
        session_of(&app, &first).await
    );
    let oldest = app.database.text(&of_the_tests).await;

    let new = app.try_login(&name, PASSWORD).await.is(200).json();

    let listed = who(&app, &new).all(MINE).await;
    let ended: Vec<&Value> = listed.iter().filter(|one| !one["ended_at"].is_null()).collect();
    assert_eq!(ended.len(), 1, "{ended:?}");
    assert_eq!(ended[0]["id"], oldest.as_str());
    assert_eq!(ended[0]["ended_why"], "too-many-sessions");
    refresh(&app.anonymous(), &first).await.is(200);
    // Sessions that have ended do not count.
    who(&app, &new).delete(MINE).await.is(204);
    let again = app.try_login(&name, PASSWORD).await.is(200).json();
    assert_eq!(who(&app, &again).all(&format!("{MINE}?open=true")).await.len(), 2);
    who(&app, &new).get("/api/v1/me").await.is(200);
}

#[tokio::test]
async fn logins_at_once_do_not_get_more_sessions() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    for _ in 0..6 {
        // Not more than the attempts that need not wait.
        let login = || app.try_login(&name, PASSWORD);
        let answers = tokio::join!(login(), login(), login(), login());
        for answer in [answers.0, answers.1, answers.2, answers.3] {
            answer.is(200);
        }
    }
    let open = "SELECT count(*) FROM sessions JOIN users ON users.id = user_id WHERE ended_at IS NULL AND username = ";
    let open = app.database.number(&format!("{open}'{name}'")).await;
    assert_eq!(open, i64::from(SessionLimits::default().per_person));
}
