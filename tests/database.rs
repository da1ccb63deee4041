//! What the database itself refuses, whoever asks: the last line behind the rules of the program.

use prongsai_test_support::{Role, TestApp};
use serde_json::json;

/// `check_violation`, `unique_violation` and `restrict_violation`.
const CHECK: &str = "23514";
const UNIQUE: &str = "23505";
const RESTRICT: &str = "23001";

#[tokio::test]
async fn nobody_approves_their_own_draft_even_in_sql() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let own = "UPDATE editions SET state = 'approved', approved_by = drafters[1], approved_at = now()";
    assert_eq!(app.database.execute(own).await.unwrap_err(), CHECK);
    let without_approval = "UPDATE editions SET state = 'published', published_at = now()";
    assert_eq!(app.database.execute(without_approval).await.unwrap_err(), CHECK);
    let without_reason = "UPDATE editions SET state = 'withdrawn'";
    assert_eq!(app.database.execute(without_reason).await.unwrap_err(), CHECK);
}

#[tokio::test]
async fn published_content_is_neither_edited_nor_deleted_even_in_sql() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    for statement in [
        "UPDATE editions SET content = '{}'",
        "UPDATE editions SET number = 7",
        "UPDATE editions SET published_at = now()",
        "DELETE FROM editions",
        "DELETE FROM documents",
    ] {
        let refused = app.database.execute(statement).await.unwrap_err();
        // A document cannot go either: what was published refers to it.
        assert!(
            [RESTRICT, "23503"].contains(&refused.as_str()),
            "{statement}: {refused}"
        );
    }
}

#[tokio::test]
async fn a_superseded_edition_keeps_what_was_published() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({ "title": "ฉบับแรก" })).await;
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    app.publish(&mut measure).await;
    assert_eq!(
        app.database.text("SELECT state FROM editions WHERE number = 1").await,
        "superseded"
    );
    let refused = app
        .database
        .execute("UPDATE editions SET content = '{}' WHERE number = 1")
        .await;
    assert_eq!(refused.unwrap_err(), RESTRICT);
}

#[tokio::test]
async fn the_audit_trail_only_grows() {
    let app = TestApp::start().await;
    let before = app.database.number("SELECT count(*) FROM audit_entries").await;
    assert!(before > 0);
    for statement in [
        "UPDATE audit_entries SET reason = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
    ] {
        assert_eq!(
            app.database.execute(statement).await.unwrap_err(),
            RESTRICT,
            "{statement}"
        );
    }
    assert_eq!(app.database.number("SELECT count(*) FROM audit_entries").await, before);
}

#[tokio::test]
async fn a_document_has_one_edition_in_work_and_one_live() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({})).await;
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    let columns = "document_id, content, content_sha256, kind, organization_id, province_code, fiscal_year, heading, \
                   indicators, drafters, created_at, updated_at";
    let third = format!(
        "INSERT INTO editions (number, state, {columns}) SELECT 3, 'draft', {columns} FROM editions WHERE number = 2"
    );
    assert_eq!(app.database.execute(&third).await.unwrap_err(), UNIQUE);
    let live = "UPDATE editions SET state = 'published', approved_by = (SELECT approved_by FROM editions WHERE number = 1) \
                WHERE number = 2";
    assert_eq!(app.database.execute(live).await.unwrap_err(), UNIQUE);
}

#[tokio::test]
async fn a_role_holds_where_it_can_and_nowhere_else_even_in_sql() {
    let app = TestApp::start().await;
    app.client(Role::Drafter).await;
    for statement in [
        "UPDATE memberships SET role = 'platform_admin' WHERE role = 'drafter'",
        "UPDATE memberships SET role = 'emperor'",
        "UPDATE memberships SET province_code = '47' WHERE role = 'drafter'",
    ] {
        assert_eq!(app.database.execute(statement).await.unwrap_err(), CHECK, "{statement}");
    }
}

/// The content that is kept is the content that was hashed.
#[tokio::test]
async fn the_digest_is_that_of_the_bytes_that_are_kept() {
    let app = TestApp::start().await;
    app.published_measure(&json!({ "title": "ข้อความ \"พิเศษ\" \\ ก็ต้องเหมือนเดิม" }))
        .await;
    let same = "SELECT bool_and(encode(sha256(convert_to(content, 'UTF8')), 'hex') = content_sha256) FROM editions";
    assert_eq!(app.database.text(same).await, "true");
}
