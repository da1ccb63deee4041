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
