//! Rules that the database itself enforces, independently of the program that sends the statement.

use prongsai_domain::workflow::{Outcome, State, Transition, apply};
use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::json;

/// `check_violation`, `unique_violation` and `restrict_violation`.
const CHECK: &str = "23514";
const UNIQUE: &str = "23505";
const RESTRICT: &str = "23001";

#[tokio::test]
async fn the_trigger_allows_the_steps_of_the_workflow() {
    let app = TestApp::start().await;
    let function = app
        .database
        .text("SELECT pg_get_functiondef('editions_keep_content'::regproc)")
        .await;
    let (_, pairs) = function.split_once("NOT IN (").unwrap();
    let (pairs, _) = pairs.split_once("THEN").unwrap();
    for from in State::ALL {
        for to in State::ALL.into_iter().filter(|to| *to != from) {
            let mut steps = Transition::ALL.into_iter();
            let is_step = steps.any(|step| apply(from, step) == Ok(Outcome::Becomes(to)));
            assert_eq!(
                pairs.contains(&format!("('{from}', '{to}')")),
                is_step,
                "{from} to {to}"
            );
        }
    }
}

/// An act of the drafter on the only edition.
fn act(act: &str, is_override: bool, reason: &str) -> String {
    format!(
        "INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, reason, is_override, \
                           content_sha256, is_migrated, at, letterhead_id) \
         SELECT document_id, number, 9, '{act}', drafters[1], 'x', {reason}, {is_override}, contents.sha256, false, now(), \
                letterheads.id \
         FROM letterheads, editions JOIN contents ON contents.id = content_id WHERE state = 'submitted'"
    )
}

#[tokio::test]
async fn nobody_approves_their_own_draft_even_in_sql() {
    let app = TestApp::start().await;
    // With it the organization has a letterhead, which an approval names.
    app.published_measure(&json!({})).await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let state = |state: &str| format!("UPDATE editions SET state = '{state}' WHERE state = 'submitted'");
    // By another person, but for another content.
    let of_another_content = "WITH approval AS ( \
             INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                               is_migrated, at, letterhead_id) \
             SELECT document_id, number, 9, 'approved', users.id, 'x', false, repeat('0', 64), false, now(), letterheads.id \
             FROM letterheads, editions, users WHERE state = 'submitted' AND users.id <> ALL (drafters) LIMIT 1) \
         UPDATE editions SET state = 'approved' WHERE state = 'submitted'";
    for (statement, rule) in [
        (act("approved", false, "NULL"), "acts_four_eyes"),
        (act("approved", true, "NULL"), "acts_have_reason"),
        (act("published", true, "'x'"), "acts_override_approval"),
        (act("withdrawn", false, "NULL"), "acts_have_reason"),
        (state("approved"), "editions_state_has_act"),
        (state("withdrawn"), "editions_state_has_act"),
        (of_another_content.to_owned(), "editions_approved_content"),
    ] {
        assert_eq!(app.database.refusal(&statement).await, rule, "{statement}");
    }
    let past_the_approval = state("published");
    assert_eq!(app.database.execute(&past_the_approval).await.unwrap_err(), RESTRICT);
    let fewer = "UPDATE editions SET drafters = ARRAY[gen_random_uuid()] WHERE state = 'submitted'";
    assert_eq!(app.database.execute(fewer).await.unwrap_err(), RESTRICT);
}

#[tokio::test]
async fn a_refusal_by_the_trigger_is_reported_as_four_eyes() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    // A program that takes the drafter for the approver: the trigger runs before the rule, in the order of names.
    for statement in [
        "CREATE FUNCTION aa_drafter() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             NEW.person_id := (SELECT drafters[1] FROM editions WHERE document_id = NEW.document_id); \
             RETURN NEW; END $$",
        "CREATE TRIGGER aa_drafter BEFORE INSERT ON acts FOR EACH ROW EXECUTE FUNCTION aa_drafter()",
    ] {
        app.database.execute(statement).await.unwrap();
    }
    let approver = app.approver().await;
    assert_problem(
        &measure.try_step(&approver, "approve", &json!({})).await,
        403,
        "four-eyes",
    );
}

#[tokio::test]
async fn a_published_edition_is_neither_edited_nor_deleted_even_in_sql() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    for statement in [
        "UPDATE contents SET body = '{}'",
        "UPDATE contents SET author_id = NULL",
        "DELETE FROM contents",
        "UPDATE acts SET person_name = 'x'",
        "DELETE FROM acts",
        "UPDATE editions SET content_id = gen_random_uuid()",
        "UPDATE editions SET number = 7",
        "UPDATE editions SET title = 'x'",
        "UPDATE editions SET catalogues = '[[2560,9]]'",
        "UPDATE editions SET drafters = drafters || gen_random_uuid()",
        "UPDATE editions SET state = 'draft'",
        "UPDATE editions SET state = 'approved'",
        "UPDATE documents SET fiscal_year = 2560",
        "UPDATE documents SET kind = 'report'",
        "TRUNCATE publications CASCADE",
        "DELETE FROM editions",
        "DELETE FROM documents",
        "UPDATE publications SET body = '{}'",
        "UPDATE publications SET etag = 'x'",
        "UPDATE publications SET title = 'x'",
        "DELETE FROM publications",
        "UPDATE publications SET is_public = false",
        "UPDATE publications SET content_sha256 = 'x'",
        "UPDATE publications SET changed_fields = '{title}'",
    ] {
        let refused = app.database.execute(statement).await.unwrap_err();
        // The document cannot be deleted either: the publication refers to it.
        assert!(
            [RESTRICT, "23503"].contains(&refused.as_str()),
            "{statement}: {refused}"
        );
    }
}

/// A program with an error could store another body than that of the approved content.
#[tokio::test]
async fn only_an_approved_content_becomes_public_even_in_sql() {
    let app = TestApp::start().await;
    let mut published = app.published_measure(&json!({})).await;
    published.step(&app.drafter().await, "revise", &json!({})).await;
    let copy = |body: &str, edition: &str| {
        format!(
            "INSERT INTO publications (document_id, edition, kind, organization_id, province_code, fiscal_year, title, \
                 indicators, is_internal, is_public, body, etag, published_at, schema_version, is_current, \
                 is_reconstructed, content_sha256, changed_fields) \
             SELECT document_id, {edition}, kind, organization_id, province_code, fiscal_year, title, indicators, \
                 is_internal, is_public, {body}, etag, now(), schema_version, false, false, content_sha256, '{{}}' \
             FROM publications"
        )
    };
    let draft =
        "(SELECT replace(publications.body, publications.content_sha256, contents.sha256) FROM contents LIMIT 1)";
    for statement in [
        copy("body", "2"),
        copy(draft, "2"),
        "INSERT INTO acts SELECT document_id, number, 9, 'returned', users.id, 'x', NULL, NULL, 'x', false, \
             repeat('0', 64), false, now() FROM editions, users WHERE number = 1 LIMIT 1"
            .to_owned(),
    ] {
        assert_eq!(
            app.database.execute(&statement).await.unwrap_err(),
            CHECK,
            "{statement}"
        );
    }
}

#[tokio::test]
async fn a_withdrawal_stays_and_an_older_edition_does_not_come_back_even_in_sql() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({})).await;
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    measure
        .patch(&app.drafter().await, &json!({ "title": "ฉบับที่สอง" }))
        .await;
    app.publish(&mut measure).await;
    let reason = json!({ "reason": "ผิด" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    for statement in [
        "UPDATE publications SET is_current = edition = 1",
        "UPDATE publications SET withdrawn_at = NULL, withdraw_reason = NULL WHERE is_current",
        "UPDATE publications SET withdraw_reason = 'อื่น' WHERE is_current",
    ] {
        let refused = app.database.execute(statement).await.unwrap_err();
        assert!([RESTRICT, UNIQUE].contains(&refused.as_str()), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn the_content_of_an_edition_is_fixed_from_its_submission_on() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    let drafter = app.drafter().await;
    measure.patch(&drafter, &json!({ "title": "ฉบับที่สอง" })).await;
    measure.step(&drafter, "submit", &json!({})).await;
    let other = "UPDATE editions SET content_id = (SELECT id FROM contents ORDER BY version LIMIT 1)";
    assert_eq!(app.database.execute(other).await.unwrap_err(), RESTRICT);
}

#[tokio::test]
async fn a_superseded_edition_keeps_what_was_published() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({ "title": "ฉบับแรก" })).await;
    let first = app.database.text("SELECT md5(body || etag) FROM publications").await;
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    measure
        .patch(&app.drafter().await, &json!({ "title": "ฉบับที่สอง" }))
        .await;
    app.publish(&mut measure).await;
    assert_eq!(
        app.database.text("SELECT state FROM editions WHERE number = 1").await,
        "superseded"
    );
    let kept =
        "SELECT md5(body || etag) FROM publications WHERE edition = 1 AND NOT is_current AND superseded_at IS NOT NULL";
    assert_eq!(app.database.text(kept).await, first);
    let current = "SELECT count(*) FROM publications WHERE edition = 2 AND is_current";
    assert_eq!(app.database.number(current).await, 1);
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
    let columns = "document_id, content_id, title, indicators, drafters, created_at, updated_at";
    let third = format!(
        "INSERT INTO editions (number, state, {columns}) SELECT 3, 'draft', {columns} FROM editions WHERE number = 2"
    );
    assert_eq!(app.database.execute(&third).await.unwrap_err(), UNIQUE);
    let live = "UPDATE editions SET state = 'published' WHERE number = 2";
    assert_eq!(app.database.execute(live).await.unwrap_err(), RESTRICT);
    // Without the triggers the index still refuses.
    let session = app.database.connect().await;
    let quiet = format!("SET session_replication_role = replica; {live}");
    let refused = session.batch_execute(&quiet).await.unwrap_err();
    assert_eq!(refused.code().unwrap().code(), UNIQUE);
}

#[tokio::test]
async fn a_role_has_only_a_valid_scope_even_in_sql() {
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

/// The stored content is the content that was hashed.
#[tokio::test]
async fn the_digest_is_that_of_the_bytes_that_are_kept() {
    let app = TestApp::start().await;
    app.published_measure(&json!({ "title": "ข้อความ \"พิเศษ\" \\ ก็ต้องเหมือนเดิม" }))
        .await;
    let same = "SELECT bool_and(encode(sha256(convert_to(body, 'UTF8')), 'hex') = sha256) FROM contents";
    assert_eq!(app.database.text(same).await, "true");
    let other = "INSERT INTO contents SELECT gen_random_uuid(), kind, subject_id, 7, schema_version, '{}', sha256, \
                 author_id, contributors, base_id, created_at FROM contents";
    assert_eq!(app.database.execute(other).await.unwrap_err(), CHECK);
}
