use prongsai_test_support::TestApp;

use super::{DAY, log_in, who};

#[tokio::test]
async fn only_a_run_that_deletes_something_is_in_the_audit_trail() {
    let app = TestApp::start().await;
    let entries = || app.database.number("SELECT count(*) FROM audit_entries");
    let before = entries().await;

    assert_eq!(app.forget_expired().await, 0);

    assert_eq!(entries().await, before);
    app.try_login("nobody", "a wrong password").await.is(401);
    app.clock.advance_seconds(2 * 60 * 60);
    let before = entries().await;
    assert!(app.forget_expired().await > 0);
    assert_eq!(entries().await, before + 1);
}

/// Until its session ends, a token shows that it was exchanged.
#[tokio::test]
async fn refresh_tokens_are_deleted_when_their_session_has_expired() {
    let app = TestApp::start().await;
    app.drafter().await;
    let tokens = || app.database.number("SELECT count(*) FROM refresh_tokens");
    assert!(tokens().await > 0);
    app.clock.advance_seconds(29 * DAY);
    app.forget_expired().await;
    assert!(tokens().await > 0);
    app.clock.advance_seconds(2 * DAY);
    assert!(app.forget_expired().await > 0);
    assert_eq!(tokens().await, 0);
}

/// A session has an address. It must not stay when nobody needs to see the session any more.
#[tokio::test]
async fn a_session_is_deleted_thirty_days_after_its_end() {
    let app = TestApp::start().await;
    let logged_out = who(&app, &log_in(&app).await);
    logged_out.post("/api/v1/auth/logout").await.is(204);
    let ended = || {
        app.database
            .number("SELECT count(*) FROM sessions WHERE ended_at IS NOT NULL")
    };
    let all = || app.database.number("SELECT count(*) FROM sessions");
    let others = all().await - 1;
    assert!(others > 0);

    app.clock.advance_seconds(30 * DAY - 60);
    app.forget_expired().await;
    assert_eq!((ended().await, all().await), (1, others + 1));
    app.clock.advance_seconds(120);
    app.forget_expired().await;
    assert_eq!((ended().await, all().await), (0, others));
    // The others ended by themselves a week after the login.
    app.clock.advance_seconds(7 * DAY - 180);
    app.forget_expired().await;
    assert_eq!(all().await, others);
    app.clock.advance_seconds(180);
    app.forget_expired().await;
    assert_eq!(all().await, 0);
}
