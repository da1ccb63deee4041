use prongsai_test_support::TestApp;

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

/// A token has a hash of its client's address. It must not stay when nobody uses the session any more.
#[tokio::test]
async fn expired_refresh_tokens_are_deleted() {
    let app = TestApp::start().await;
    app.drafter().await;
    let tokens = || app.database.number("SELECT count(*) FROM refresh_tokens");
    assert!(tokens().await > 0);
    app.clock.advance_seconds(29 * 24 * 60 * 60);
    app.forget_expired().await;
    assert!(tokens().await > 0);
    app.clock.advance_seconds(2 * 24 * 60 * 60);
    assert!(app.forget_expired().await > 0);
    assert_eq!(tokens().await, 0);
}
