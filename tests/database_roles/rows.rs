//! What the role that serves does with rows that it may write, and triggers refuse.

use prongsai_test_support::TestApp;
use serde_json::json;

/// `check_violation`.
const CHECK: &str = "23514";
/// `restrict_violation`.
const RESTRICT: &str = "23001";

/// The role holds these rights on rows, and uses them for what nobody did.
#[tokio::test]
async fn the_role_that_serves_shows_nothing_that_is_not_in_the_trail() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    let act = |act: &str, letterhead: &str| {
        format!(
            "WITH step AS (UPDATE editions SET state = '{act}' WHERE document_id = '{id}' RETURNING content_id) \
             INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                               is_migrated, at, letterhead_id) \
             SELECT '{id}', 1, (SELECT count(*) + 1 FROM acts WHERE document_id = '{id}'), '{act}', \
                    (SELECT id FROM users WHERE username LIKE '%admin%' LIMIT 1), 'x', false, content.sha256, false, now(), \
                    {letterhead} \
             FROM step JOIN contents content ON content.id = content_id",
            id = measure.id
        )
    };
    let present = "(SELECT max(id::text)::uuid FROM letterheads)";
    app.published_measure(&json!({})).await;
    let [submit, approve_unseen, approve] = [
        act("submitted", "NULL"),
        act("approved", "NULL"),
        act("approved", present),
    ];
    assert_eq!(app.database.execute_as_server(&submit).await, Err(CHECK.to_owned()));
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    for approval in [approve_unseen, approve] {
        assert_eq!(
            app.database.execute_as_server(&approval).await,
            Err(CHECK.to_owned()),
            "{approval}"
        );
    }
}

/// An act counts only with the entry of exactly this act.
#[tokio::test]
async fn an_act_needs_its_own_entry_in_the_trail() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approval = |change: (&str, &str)| {
        let entry = [
            "now()",
            "approver.id",
            "'measure.approve'",
            "'measure'",
            "approver.document_id",
            "1",
            "'approved'",
            "approver.organization_id",
        ];
        let entry = entry
            .map(|value| if value == change.0 { change.1 } else { value })
            .join(", ");
        format!(
            "WITH approver AS ( \
                 SELECT users.id, documents.id AS document_id, documents.organization_id FROM documents, users \
                 JOIN memberships ON memberships.user_id = users.id AND role = 'platform_admin' \
                 WHERE documents.id = '{id}' LIMIT 1), \
             step AS (UPDATE editions SET state = 'approved' WHERE document_id = '{id}' RETURNING content_id), \
             entry AS (INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, edition, to_state, \
                                                  organization_id) \
                       SELECT {entry} FROM approver) \
             INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                               is_migrated, at, letterhead_id) \
             SELECT '{id}', 1, 2, 'approved', approver.id, 'x', false, content.sha256, false, now(), \
                    (SELECT max(id::text)::uuid FROM letterheads) \
             FROM approver, step JOIN contents content ON content.id = content_id",
            id = measure.id
        )
    };
    for change in [
        ("now()", "now() - interval '1 day'"),
        (
            "approver.id",
            "(SELECT min(id::text)::uuid FROM users WHERE id <> approver.id)",
        ),
        ("approver.id", "NULL"),
        ("'measure.approve'", "'noise'"),
        ("'measure.approve'", "'measure.return'"),
        ("'measure'", "'report'"),
        ("approver.document_id", "gen_random_uuid()"),
        ("1", "2"),
        ("'approved'", "'returned'"),
        ("approver.organization_id", "NULL"),
        (
            "approver.organization_id",
            "(SELECT min(id::text)::uuid FROM organizations WHERE id <> approver.organization_id)",
        ),
    ] {
        let outcome = app.database.execute_as_server(&approval(change)).await;
        assert_eq!(outcome, Err(CHECK.to_owned()), "{change:?}");
    }
    // With its entry it is accepted: docs/security.md, "Not kept yet".
    assert_eq!(app.database.execute_as_server(&approval(("", ""))).await, Ok(1));
}

/// Nobody gets a code for a text that was not published.
#[tokio::test]
async fn what_is_verified_was_published() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    app.work().await;
    let mut records = Vec::new();
    for kind in ["measure", "plan"] {
        let record = format!("SELECT to_jsonb(record) FROM verification_records record WHERE kind = '{kind}'");
        records.push(app.database.text(&record).await);
    }
    let [measure, plan] = records.as_slice() else { panic!() };
    // There is one record of each content, so the first ones go.
    let gone = "ALTER TABLE verification_records DISABLE TRIGGER ALL; DELETE FROM verification_records; \
                ALTER TABLE verification_records ENABLE TRIGGER ALL";
    app.database.connect().await.batch_execute(gone).await.unwrap();
    let insert = |record: &str, change: &str| {
        format!(
            "INSERT INTO verification_records \
             SELECT * FROM jsonb_populate_record(NULL::verification_records, '{record}'::jsonb || '{{{change}}}')"
        )
    };
    let theirs = format!(r#""organization_id":"{}""#, app.theirs.id);
    let unknown = r#""members":"[{\"document_id\":\"00000000-0000-4000-8000-000000000000\",\"edition\":1}]""#;
    for (record, change) in [
        (measure, r#""title":"x""#),
        (measure, r#""kind":"report""#),
        (measure, r#""content_sha256":"x""#),
        (measure, r#""published_at":"2026-01-01T00:00:00Z""#),
        (measure, theirs.as_str()),
        (plan, r#""fiscal_year":2570"#),
        (plan, r#""kind":"report""#),
        (plan, r#""members":"[]""#),
        (plan, unknown),
    ] {
        let outcome = app.database.execute_as_server(&insert(record, change)).await;
        assert_eq!(outcome, Err(CHECK.to_owned()), "{change}");
    }
    for record in [measure, plan] {
        assert_eq!(app.database.execute_as_server(&insert(record, "")).await, Ok(1));
    }
}

#[tokio::test]
async fn the_role_that_serves_neither_hides_nor_moves_what_is_public() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    for change in [
        "is_public = false",
        "is_current = false, superseded_at = now()",
        "superseded_at = now()",
        "withdrawn_at = now(), withdraw_reason = 'x'",
        "province_code = '10'",
    ] {
        let outcome = app
            .database
            .execute_as_server(&format!("UPDATE publications SET {change}"))
            .await;
        assert_eq!(outcome, Err(RESTRICT.to_owned()), "{change}");
    }
}
